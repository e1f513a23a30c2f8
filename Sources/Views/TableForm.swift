import Tables

/// The forms in which a table goes to a file; each is also the file's ending.
package enum TableForm: String, CaseIterable {
  case csv, tsv, json, jsonl, md, tex

  static var endings: [String] { allCases.map { ".\($0.rawValue)" } }

  /// `given` goes before the ending of `path`.
  package init(_ given: String?, for path: String) throws {
    guard let form = TableForm(rawValue: given ?? fileEnding(path)) else {
      throw ViewFault.unknownFormat(path: path, known: TableForm.endings)
    }
    self = form
  }

  package func render(_ table: Table) -> String {
    switch self {
    case .csv: CSVRenderer().render(table)
    case .tsv: CSVRenderer(separator: .tab).render(table)
    case .json: JSONRenderer().render(table) + "\n"
    case .jsonl: JSONRenderer().renderLines(table)
    case .md: MarkdownRenderer().render(table)
    case .tex: LaTeXRenderer().render(table)
    }
  }
}

/// What follows the last dot of a file's name, in small letters; empty without a dot.
func fileEnding(_ path: String) -> String {
  let name = path.split(separator: "/").last ?? ""
  return name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map {
    $0.lowercased()
  } ?? ""
}
