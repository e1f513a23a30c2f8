/// A table as an HTML `<table>`. Text stays text: nothing in a cell can become markup.
///
/// Cells hold what a person reads, with each number's places. Missing cells are empty. End tags that HTML does not
/// need are left out of long tables, which they would make a third longer.
public struct HTMLRenderer: Sendable {
  public enum Alignment: Sendable {
    /// By a style sheet: the class `nK` says that the Kth column holds numbers, `fK` that its text may
    /// be long, `tK` that it is a course drawn by characters.
    case classes
    /// In each cell, for pages whose style sheet is another's.
    case inline
  }

  private let alignment: Alignment
  private let page: Int?
  private let show: @Sendable (String) -> String

  /// `show` makes untrusted text harmless. Of a table with more than two pages of `page` rows, all rows after the first
  /// page stand in a body of the class `rest`, which a page may hide.
  public init(
    alignment: Alignment = .classes, page: Int? = nil,
    show: @escaping @Sendable (String) -> String = spellingOutUnseen
  ) {
    self.alignment = alignment
    self.page = page
    self.show = show
  }

  /// Rows whose index is in `marked` have the class `marked`.
  public func render(_ table: Table, marked: Set<Int> = []) -> String {
    var html = "<table\(classes(of: table))>\n<thead>\n<tr>"
    for column in table.columns {
      html += "<th scope=\"col\"\(style(column))>\(HTMLText.escaped(show(column.name)))</th>"
    }
    html += "</tr>\n</thead>\n<tbody>\n"
    let first = firstPage(table.rows.count)
    for (index, row) in table.rows.enumerated() {
      if index == first { html += "</tbody>\n<tbody class=\"rest\">\n" }
      append(row, of: table, isMarked: marked.contains(index), to: &html)
    }
    return html + "</tbody>\n</table>\n"
  }

  private func firstPage(_ count: Int) -> Int? {
    page.flatMap { count > 2 * $0 ? $0 : nil }
  }

  private func append(_ row: [Cell], of table: Table, isMarked: Bool, to html: inout String) {
    html += isMarked ? "<tr class=\"marked\">" : "<tr>"
    for (index, cell) in row.enumerated() {
      html += "<td\(card(table.columns[index], of: table))\(style(table.columns[index]))>"
      if cell == .missing { continue }
      if case .text(let text) = cell {
        html += HTMLText.escaped(lines: text, show: show)
      } else {
        html += cell.plain
      }
    }
    html += "\n"
  }

  private func classes(of table: Table) -> String {
    guard case .classes = alignment else { return "" }
    let names =
      table.columns.enumerated().flatMap { index, column in
        (column.kind == .number ? ["n\(index + 1)"] : []) + (column.flexible ? ["f\(index + 1)"] : [])
          + (column.name == "trend" ? ["t\(index + 1)"] : [])
      } + (hasCards(table) ? ["cards"] : [])
    return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
  }

  /// On a telephone a table with texts is a card a row, whose cells say what they are. Long tables would grow by a third.
  private func hasCards(_ table: Table) -> Bool {
    table.rows.count <= 200 && table.columns.contains(where: \.flexible)
  }

  private func card(_ column: Column, of table: Table) -> String {
    guard case .classes = alignment, hasCards(table) else { return "" }
    return " data-c=\"\(HTMLText.escaped(show(column.name)))\"" + (column.flexible ? " class=\"long\"" : "")
  }

  private func style(_ column: Column) -> String {
    guard case .inline = alignment else { return "" }
    return " style=\"text-align:\(column.kind == .number ? "right" : "left")\""
  }
}

/// What would not be seen, or would steer what shows it, as `\u{202e}`.
@Sendable public func spellingOutUnseen(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnseen) else { return text }
  var shown = ""
  for scalar in text.unicodeScalars {
    if isUnseen(scalar) {
      shown += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}
