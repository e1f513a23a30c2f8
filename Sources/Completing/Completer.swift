import Analyses
import Basics
import Characters
import Columns
import Files
import Identity
import Language
import Query
import Sessions
import Studies
import TraceLogs
import Views

/// What could stand at the cursor, from the registry and the study.
package struct Completer {
  private let session: Session

  package init(session: Session) { self.session = session }

  package func answer(line: String, cursor: Int) -> CompletionAnswer {
    let before = String(decoding: Array(line.utf8.prefix(cursor)), as: UTF8.self)
    let place = CompletionPlace(before)
    if let name = nameInQuotedQuery(place) {
      let start = before.utf8.count - name.utf8.count
      let candidates = (sqlNames(.query, place) ?? []).filter { $0.text.hasPrefix(name) }
      return CompletionAnswer(replacing: start..<before.utf8.count, candidates: candidates)
    }
    let candidates = candidates(at: place).filter { $0.text.hasPrefix(place.prefix) }
    let start = before.utf8.count - place.typed.utf8.count
    return CompletionAnswer(replacing: start..<before.utf8.count, candidates: candidates.map(quoted))
  }

  /// Where a query is quoted as a whole, it is completed name by name: the one under the cursor.
  private func nameInQuotedQuery(_ place: CompletionPlace) -> String? {
    guard let verb = place.words.first, let quote = place.typed.first, "'\"".contains(quote),
      case .query? = (try? session.registry.vocabulary.manual(of: verb))?.sql
    else { return nil }
    return String(place.prefix.reversed().prefix(while: Completer.isName).reversed())
  }

  private func quoted(_ candidate: Completion) -> Completion {
    var candidate = candidate
    if !candidate.text.hasPrefix("$") { candidate.text = Quoting.quoted(candidate.text) }
    return candidate
  }

  private func candidates(at place: CompletionPlace) -> [Completion] {
    if place.prefix.hasPrefix("$") { return parameters() }
    guard let verb = place.words.first else { return verbs() }
    guard let manual = try? session.registry.vocabulary.manual(of: verb) else { return [] }
    if let kind = place.flagValue(manual) { return values(of: kind, place.prefix) }
    if place.prefix.hasPrefix("-") { return flags(manual, place) }
    if let form = manual.sql, let names = sqlNames(form, place) { return names }
    guard let kind = place.positional(manual) else { return clauses(manual) + flags(manual, place) }
    return values(of: kind, place.prefix) + clauses(manual)
  }

  private func verbs() -> [Completion] {
    session.registry.vocabulary.manuals.map { Completion(text: $0.verb, summary: $0.summary, closes: true) }
  }

  private func flags(_ manual: Manual, _ place: CompletionPlace) -> [Completion] {
    manual.allFlags.filter { !place.words.contains("--\($0.name)") }.map { flag in
      Completion(text: "--\(flag.name)", summary: flag.summary, closes: true)
    }
  }

  /// What SQL may be about: the columns of the statement's table, or tables and the columns of those named so far. Nil
  /// where the cursor is not in SQL.
  private func sqlNames(_ form: SQLForm, _ place: CompletionPlace) -> [Completion]? {
    let words = place.words.map { $0.lowercased() }
    switch form {
    case .clauses(let table):
      guard words.contains("where") || words.contains("order") else { return nil }
      let keywords = ["and", "or", "not", "order", "by", "desc", "limit"].map(Completer.keyword)
      return columns(of: [table]) + keywords
    case .query:
      // A query that is quoted as a whole is one word.
      let spoken = (words + [place.prefix.lowercased()]).flatMap {
        $0.split { !Completer.isName($0) }.map(String.init)
      }
      let named = StudyTables.names.filter(spoken.contains)
      return tables() + columns(of: named)
    }
  }

  private static func isName(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  private static func keyword(_ text: String) -> Completion {
    Completion(text: text, summary: "", closes: true)
  }

  private func clauses(_ manual: Manual) -> [Completion] {
    guard case .clauses? = manual.sql else { return [] }
    return ["where", "order", "limit"].map(Completer.keyword)
  }

  private func tables() -> [Completion] {
    StudyTables.all.map { Completion(text: $0.schema.name, summary: $0.schema.summary, closes: true) }
  }

  private func columns(of tables: [String]) -> [Completion] {
    var seen: Set<String> = []
    return StudyTables.all.filter { tables.contains($0.schema.name) }.flatMap(\.schema.columns)
      .filter { seen.insert($0.name).inserted }
      .map { Completion(text: $0.name, summary: $0.summary, closes: true) }
  }

  private func parameters() -> [Completion] {
    let parameters = session.study.parameters
    return parameters.names.sorted().map { name in
      let value = (try? parameters.value(of: name).text) ?? ""
      return Completion(text: "$\(name)", summary: visible(value), closes: true)
    }
  }

  private func values(of kind: ValueKind, _ prefix: String) -> [Completion] {
    switch kind {
    case .choice(let names), .named(_, let names):
      names.map { Completion(text: $0, summary: "", closes: true) }
    case .setting: settings()
    case .verb: verbs()
    case .measure: Completer.measures
    case .existingFile, .newFile: files(prefix)
    case .operation: operations(prefix)
    case .text, .number, .count, .parameter: []
    }
  }

  private func settings() -> [Completion] {
    SettingName.allCases.map { Completion(text: $0.rawValue, summary: $0.summary, closes: true) }
  }

  private static let measures = Measure.all.map { Completion(text: $0, summary: "", closes: true) }

  private func files(_ prefix: String) -> [Completion] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    return names(in: folder.isEmpty ? "." : folder).map { name in
      Completion(text: folder + name, summary: "", closes: !name.hasSuffix("/"))
    }
  }

  /// Units by number, or wordings by fingerprint once `w:` is typed. A large log is not merged for a Tab.
  private func operations(_ prefix: String) -> [Completion] {
    guard let log = session.study.log, log.trace.proposals.count <= 20_000 else { return [] }
    let analysis = session.analysis
    guard let operations = try? analysis.operations(), let partition = try? analysis.units() else {
      return []
    }
    func content(_ operation: Int) -> String {
      visible(log.trace.proposals.content[Int(operations.firstProposal[operation])])
    }
    if prefix.hasPrefix("w") {
      return (0..<operations.count).map { operation in
        Completion(
          text: operations.name(of: operation).description, summary: content(operation), closes: true)
      }
    }
    return partition.founder.enumerated().map { unit, founder in
      Completion(text: unitName(unit), summary: content(Int(founder)), closes: true)
    }
  }
}
