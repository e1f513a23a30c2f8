import Analyses
import Columns
import Memory
import Tables

/// Banks, and what changed between two.
package struct MemoryView {
  package let analysis: Analysis

  package init(analysis: Analysis) {
    self.analysis = analysis
  }

  /// A bank that a user can hand to an agent.
  package func items(of bank: Bank) throws -> Table {
    let rows = bank.items.map { [Cell.text($0.id), .text($0.content)] }
    return Table("memory", [.text("id", essential: true), .text("content", essential: true)], rows: rows)
  }

  /// The bank of a replay, with the unit that last wrote each item and when.
  package func table(of replay: Replay) throws -> Table {
    let columns = ShownColumns(WrittenItem.columns)
    return Table("memory", columns.columns, rows: try columns.rows(WrittenItem.all(replay)))
  }

  package func changes(from before: Bank, to after: Bank) -> Table {
    let columns: [Column] = [
      .text("change", essential: true), .text("id", essential: true),
      .text("before", flexible: true, essential: true), .text("after", flexible: true, essential: true),
    ]
    return Table("changes", columns, rows: before.changes(to: after).map(row))
  }

  private func row(_ change: BankChange) -> [Cell] {
    switch change {
    case .added(let item): ["added", .text(item.id), .missing, .text(item.content)]
    case .removed(let item): ["removed", .text(item.id), .text(item.content), .missing]
    case .modified(let id, let before, let after): ["modified", .text(id), .text(before), .text(after)]
    }
  }
}
