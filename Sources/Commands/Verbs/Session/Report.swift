import Answers
import Basics
import Files
import Language
import Reports
import Sessions
import Studies
import Views

enum ReportCommand: StudyCommand {
  enum Form: String, CaseIterable {
    case html, md, ipynb

    /// Where tables cannot be filtered, nobody reads thousands of rows.
    var mostUnits: Int { self == .html ? 10_000 : 500 }
  }

  static let manual = Manual(
    verb: "report", group: .session, effect: .look,
    summary: "writes the session so far with its results as one page, for people",
    flags: [
      Flag("to", .newFile, "the file; its ending says the form", required: true),
      Flag("as", .choice(Form.allCases.map(\.rawValue)), "the form, where the ending does not say it"),
      Flag("title", .text, "what stands at the top"),
      Flag("without", .text, "statements that are not shown, such as 7,9; the script has them"),
      Flag("rows", .count, "how many rows of a statement's table are shown; 100 is the default"),
    ],
    showsTable: false,
    details: """
      The report begins with the log's answer: advice, what contradicts each other, what to judge next; then the evidence of \
      all units and memory before and after; then what was loaded, with hashes; settings and decisions; notes as prose between \
      the statements before this one and what they said; and the script that gives it again. What only looks is asked again for it, of the study as it stood then; what writes a file is only named. The same \
      session gives the same bytes.

      .html is one page without any other file: it works from disk, on paper and on a phone; tables sort and filter. .md is \
      Markdown as GitHub shows it, with plots as text. .ipynb opens in Jupyter: notes are prose, statements are code with \
      their output. The file is replaced as a whole or not at all.
      """,
    examples: [
      Example("report --to out/report.html", "a page to send to somebody"),
      Example("report --to out/report.md --title 'The kitchen log'", "for a repository"),
      Example("report --to out/notebook.ipynb --rows 20", "for Jupyter"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let path = call["to"] else { throw StatementFault.missingWord("--to", usage: manual.usage) }
    try turn.study.refuseToReplaceInput(path)
    let form = try form(call, path)
    var builder = ReportBuilder(turn: turn, statement: call.canonical)
    builder.mostUnits = form.mostUnits
    builder.leftOut = try leftOut(call, turn.entries.count)
    builder.rows = try call.count(of: "rows") ?? builder.rows
    let bytes = Array(render(try builder.report(titled: call["title"]), as: form).utf8)
    try turn.pulse.beat("writing", 0, 0)
    try makeParentFolder(of: path)
    try writeAtomically(bytes, to: path)
    return .said("\(path)   \(counted(turn.entries.count, "statement")), \(kilobytes(bytes.count))")
  }

  private static func leftOut(_ call: Call, _ count: Int) throws -> Set<Int> {
    guard let text = call["without"] else { return [] }
    let numbers = text.split { $0 == "," || $0 == " " }.map { Int($0) ?? 0 }
    guard !numbers.isEmpty, numbers.allSatisfy({ (1...max(1, count)).contains($0) }) else {
      throw StatementFault.badValue(
        name: "--without", seen: text, expected: "numbers of statements from 1 to \(count), such as 7,9")
    }
    return Set(numbers)
  }

  private static func form(_ call: Call, _ path: String) throws -> Form {
    if let name = call["as"] { return try call.choice(name, for: "--as") }
    let ending = path.split(separator: ".", omittingEmptySubsequences: false).last.map { $0.lowercased() }
    guard let form = Form.allCases.first(where: { $0.rawValue == ending }) else {
      throw ViewFault.unknownFormat(path: path, known: Form.allCases.map { ".\($0.rawValue)" })
    }
    return form
  }

  private static func render(_ report: Report, as form: Form) -> String {
    switch form {
    case .html: HTMLReport().render(report)
    case .md: MarkdownReport().render(report)
    case .ipynb: JupyterReport().render(report)
    }
  }

  private static func kilobytes(_ bytes: Int) -> String { "\((bytes + 512) / 1024) kB" }
}
