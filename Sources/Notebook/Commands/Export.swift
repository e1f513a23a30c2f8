import Files
import Tables

enum ExportCommand: StudyCommand {
  static let manual = Manual(
    verb: "export", group: .session, effect: .look,
    summary: "writes a table to a file",
    words: [Positional("TABLE", .choice(Exportable.allCases.map(\.rawValue)))],
    form: "TABLE",
    flags: [
      Flag("to", .newFile, "the file; its ending says the form", required: true),
      Flag(
        "as", .choice(["csv", "json", "jsonl", "md", "tex"]), "the form, where the ending does not say it"),
      Flag("at", .count, "of memory and pool: after batch N of the replay"),
    ],
    showsTable: false,
    details: """
      TABLE is one of \(Exportable.allCases.map(\.rawValue).joined(separator: ", ")). The ending says the form: .csv (RFC 4180), .json, .jsonl (an object per row), .md or .tex (LaTeX with booktabs). Numbers are written in \
      full. The file is replaced as a whole or not at all.

      memory is written as an agent reads it: a list with ids in .md, an array of id and content in .json.
      """,
    examples: [
      Example("export evidence --to out/evidence.csv", "for a spreadsheet"),
      Example("export members --to out/members.jsonl", "every wording with its unit"),
      Example("export memory --to out/skills.md", "the bank, for an agent"),
      Example("export memory --at 10 --to out/skills.json", "as it was after the tenth batch"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let path = call["to"] else { throw StatementFault.missingWord("--to", usage: manual.usage) }
    try turn.study.refuseToReplaceInput(path)
    let exportable: Exportable = try call.choice(call.words[0], for: "TABLE")
    let form = call["as"] ?? ending(of: path)
    let render = try exportable == .memory ? bankRenderer(for: form, path) : renderer(for: form, path)
    if call.has("at"), !exportable.isOfStep { throw StatementFault.extraWord("--at", usage: manual.usage) }
    let step = try call["at"].map { try turn.analysis.step($0, for: "--at") }
    let table = try exportable.table(turn.analysis, at: step)
    try makeParentFolder(of: path)
    try writeAtomically(Array(render(table).utf8), to: path)
    return .said("\(path)   \(counted(table.rows.count, "row"))")
  }

  private static func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map {
      $0.lowercased()
    } ?? ""
  }

  private static func bankRenderer(for form: String, _ path: String) throws -> (Table) -> String {
    switch form {
    case "md": MemoryPage.markdown
    case "json": MemoryPage.json
    default: try renderer(for: form, path)
    }
  }

  private static func renderer(for form: String, _ path: String) throws -> (Table) -> String {
    switch form {
    case "csv": return { CSVRenderer().render($0) }
    case "json": return { JSONRenderer().render($0) + "\n" }
    case "jsonl": return { JSONRenderer().renderLines($0) }
    case "md": return { MarkdownRenderer().render($0) }
    case "tex": return { LaTeXRenderer().render($0) }
    default:
      throw StatementFault.unknownFormat(path: path, known: [".csv", ".json", ".jsonl", ".md", ".tex"])
    }
  }
}
