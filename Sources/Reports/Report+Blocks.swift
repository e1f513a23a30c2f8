import Language
import Tables

/// A session and what follows from it, for someone who was not there: a value that each form of report is made from.
package struct Report {
  struct Fact: Equatable {
    let name: String
    let value: String
  }

  struct Section {
    /// Names it in links.
    let id: String
    let title: String
    var blocks: [Block]
  }

  enum Block {
    /// Words of the report itself.
    case prose(String)
    /// A person's remark.
    case note(String)
    case heading(String)
    /// What was found, a line each, with the section that has the evidence.
    case findings([Finding])
    case table(ReportTable)
    /// A table that is opened when it is wanted.
    case folded(String, ReportTable)
    /// A picture, and the statement that shows it too.
    case plot(Plot, data: Table, by: String)
    /// A statement and what it said.
    case step(Step)
    /// A script to be taken away.
    case script(String)
  }

  struct Finding: Equatable {
    let name: String
    let which: String
    /// The id of a section.
    let section: String
  }

  struct Step {
    let number: Int
    let statement: String
    var results: [Result]
  }

  enum Result {
    case said(String)
    case warning(String)
    case table(ReportTable)
    case plot(Plot, data: Table)
    case text(String)
  }

  var title: String
  /// What there is to know at a glance.
  var facts: [Fact]
  var sections: [Section]
}

/// A table as far as it is shown.
struct ReportTable {
  var table: Table
  /// Rows that a reader should see first.
  var marked: Set<Int> = []
  /// What is said of rows that are left out.
  var cut: String?

  init(_ table: Table, marked: Set<Int> = []) {
    self.table = table
    self.marked = marked
  }

  /// What stands below the rows.
  var notes: [String] {
    (cut.map { [$0] } ?? []) + (table.footer?.split(separator: "\n").map(String.init) ?? [])
  }
}

extension ReportTable {
  /// The first `most` rows, each text no longer than a reader reads; `hint` says where the rest is.
  init(_ table: Table, most: Int, hint: String? = nil) {
    let rows = table.rows.prefix(most).map { $0.map(ReportTable.shortened) }
    var part = Table(table.name, table.columns, rows: Array(rows), footer: table.footer)
    part.stacking = table.stacking
    self.init(part)
    guard rows.count < table.rows.count else { return }
    cut = ["the first \(rows.count) of \(counted(table.rows.count, "row"))", hint].compactMap { $0 }
      .joined(separator: "; ")
  }

  private static let longest = 1_000

  private static func shortened(_ cell: Cell) -> Cell {
    guard case .text(let text) = cell, text.utf8.count > longest else { return cell }
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: longest, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return cell }
    return .text(String(scalars[..<end]) + "…")
  }
}
