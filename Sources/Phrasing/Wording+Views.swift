import Answers
import Characters
import Columns
import Language
import Query
import Views

extension ViewFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .query(let fault, let text): Wording.query(fault, text)
    case .unknownBatch(let number, let first, let last):
      Complaint(message: "the log has no batch \(number)", hint: Wording.batches(first, last))
    case .oneSidedPairs(let path, let areSame, let from):
      Complaint(
        message: "all pairs of \(Wording.shown(path)) are \(areSame ? "the same" : "different"): "
          + "a score of \(shortNumber(from)) or more is the same",
        hint: "a tau is proposed from pairs of both kinds; --same-from X draws the line elsewhere")
    case .noTauJoins(let path):
      Complaint(
        message:
          "no tau tells the pairs of \(Wording.shown(path)) apart: no same pair has a cosine of 0 or more",
        hint: "embed chooses another embedder")
    case .unwritableID(let id, let form):
      Complaint(
        message: "the item \(Wording.named(id)) has an id that \(form) has no room for",
        hint: "ids there have no white space, brackets or backticks; .json takes any")
    case .brokenMarks(let path):
      Complaint(
        message: "\(path) has not one mark of each kind, the beginning before the end",
        hint: "the marks are \(MemorySection.begin) and \(MemorySection.end)")
    case .unknownFormat(let path, let known):
      Complaint(
        message: "\(path) has no ending I can write",
        hint: "an ending says the form: \(known.joined(separator: ", "))")
    }
  }
}

extension Wording {
  fileprivate static func batches(_ first: Int?, _ last: Int?) -> String {
    guard let first, let last else { return "it has no batches at all" }
    return "its batches are numbered from \(first) to \(last); batches lists them"
  }

  /// Faults of SQL: what is wrong, and the line with a mark under the place.
  fileprivate static func query(_ fault: QueryFault, _ text: String) -> Complaint {
    Complaint(
      message: message(of: fault), details: fault.offset.map { place(of: $0, in: text) } ?? [],
      hint: hint(of: fault))
  }

  private static func message(of fault: QueryFault) -> String {
    switch fault {
    case .noText: "there is no query"
    case .tooLong(let bytes, let most): "a query of \(bytes) bytes is longer than the \(most) that are read"
    case .holdsNUL: "the query holds a character with the code 0"
    case .syntax(let message, _): message
    case .unknownColumn(let name, let tables, _):
      "there is no column \(name)\(didYouMean(column(like: lastPart(name), of: tables)))"
    case .unknownTable(let name, _):
      "there is no table \(name)\(didYouMean(suggestion(for: lastPart(name), among: StudyTables.names)))"
    case .unknownFunction(let name, _): "there is no function \(name)"
    case .severalStatements: "there is more than one query"
    case .refused(let refusal): message(of: refusal)
    case .foreignParameter(let name): "\(name) is no parameter"
    case .tooMuchMemory: "the query needs more memory than it may have"
    case .resultTooLarge(let rows): "the answer is too large: \(rows) rows, and there are more"
    case .failed(let message): "the query fails: \(message)"
    case .noLibrary: "SQLite is not installed (libsqlite3.so.0)"
    }
  }

  private static func message(of refusal: QueryRefusal) -> String {
    switch refusal {
    case .change("this"): "a change of the tables is refused: queries only read"
    case .change(let action): "\(action) is refused: queries only read"
    case .table(let name): "the table \(name) is none of the study's"
    case .function(let name): "the function \(name) is refused: it reaches outside of the study"
    case .clock: "there is no clock: the same study gives the same answer at any time"
    case .chance(let function): "\(function) is refused: the same study gives the same answer every time"
    }
  }

  private static func hint(of fault: QueryFault) -> String? {
    switch fault {
    case .noText: "sql \"select * from evidence\""
    case .unknownColumn(let name, _, _) where !holding(lastPart(name)).isEmpty:
      "\(holding(lastPart(name)).joined(separator: ", ")) \(holding(lastPart(name)).count == 1 ? "has" : "have") it; sql --schema TABLE lists the columns of one"
    case .unknownColumn(let name, let tables, _):
      tables.count == 1
        ? "sql --schema \(tables[0]) lists them; a text stands in single quotes: '\(lastPart(name))'"
        : "sql --schema TABLE lists them; a text stands in single quotes"
    case .unknownTable: "sql --schema lists them"
    case .unknownFunction(let name, _) where name.lowercased() == "regexp": "LIKE and GLOB match patterns"
    case .severalStatements: "a statement asks one; ; ends it"
    case .foreignParameter: "parameters are written $name"
    case .resultTooLarge: "--limit N ends it after N rows"
    case .tooMuchMemory: "a condition or a limit inside of it leaves less to keep"
    default: nil
    }
  }

  /// Without the table in front of it.
  private static func lastPart(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  /// The tables that have such a column.
  private static func holding(_ column: String) -> [String] {
    StudyTables.all.map(\.schema).filter { $0.columns.contains { $0.name == column.lowercased() } }.map(
      \.name)
  }

  /// Of these tables, or of all. A column of that very name is one of another table: nobody means what was written.
  private static func column(like name: String, of tables: [String]) -> String? {
    let read = StudyTables.all.map(\.schema).filter { tables.isEmpty || tables.contains($0.name) }
    let found = suggestion(for: name, among: read.flatMap { $0.columns.map(\.name) })
    return found == name.lowercased() ? nil : found
  }

  /// The line that holds a byte of the text, and a mark under it. Of a long line a part is shown.
  private static func place(of offset: Int, in text: String) -> [String] {
    let bytes = Array(text.utf8)
    let offset = min(offset, bytes.count)
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
    let before = visible(String(decoding: bytes[start..<offset], as: UTF8.self))
    let after = visible(String(decoding: bytes[offset..<end], as: UTF8.self))
    let head = before.count > 50 ? "…" + before.suffix(50) : before
    let tail = after.count > 30 ? after.prefix(30) + "…" : after
    return [head + tail, String(repeating: " ", count: displayWidth(head)) + "^"]
  }
}
