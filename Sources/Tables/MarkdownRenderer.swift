/// A table as GitHub shows it. Text stays text: nothing in a cell can become markup.
public struct MarkdownRenderer: Sendable {
  public init() {}

  public func render(_ table: Table) -> String {
    var markdown = head(table.columns)
    for row in table.rows { markdown += self.row(row) }
    return markdown
  }

  /// The names and what stands under them, for whoever writes a table row by row.
  public func head(_ columns: [Column]) -> String {
    line(columns.map { escaped($0.name) }) + line(columns.map { $0.kind == .number ? "---:" : "---" })
  }

  /// One row with its end.
  public func row(_ cells: [Cell]) -> String { line(cells.map(text)) }

  private func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  /// Missing cells stay empty: the grid shows that something is missing.
  private func text(_ cell: Cell) -> String {
    cell == .missing ? "" : escaped(cell.plain)
  }

  func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      append(scalar, after: previous, to: &escaped)
      previous = scalar
    }
    return String(escaped)
  }

  private func append(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, to text: inout String.UnicodeScalarView
  ) {
    switch scalar {
    case "\n" where previous == "\r": break
    case "\n", "\r": text.append(contentsOf: "<br>".unicodeScalars)
    case _ where opensMarkup(scalar):
      text.append("\\")
      text.append(scalar)
    case "\u{200c}", "\u{200d}", "\u{fe00}"..."\u{fe0f}": text.append(scalar)
    case _ where isUnseen(scalar):
      text.append(contentsOf: "\\\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    default: text.append(scalar)
    }
  }
}

/// Whether it opens code, emphasis, a link, a tag, an entity, a formula or the next cell.
private func opensMarkup(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "\\", "|", "`", "<", ">", "&", "*", "_", "~", "[", "]", "$": true
  default: false
  }
}
