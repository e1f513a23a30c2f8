import Analyses
import Columns
import Identity
import Judging
import Tables

/// A queue of candidate merges as a table.
package struct MergesView {
  package let queue: MergeQueue
  package var limit: Int?

  package init(queue: MergeQueue, limit: Int? = nil) {
    (self.queue, self.limit) = (queue, limit)
  }

  private static let suggested = Column.text("suggested", essential: true)
  private static let ruling = Column.text("ruling", essential: true)

  /// Of what is decided nothing is at stake.
  private var shownColumns: ShownColumns<MergeSource> {
    ShownColumns(MergesTable.columns, without: queue.isDecided ? ["p", "reason", "change"] : [])
  }

  private var analysis: Analysis { queue.analysis }

  /// The table, and the operations of its rows.
  package func table() throws -> (Table, [MergeRow]) {
    let found = try queue.entries()
    let suggestions = try queue.isDecided ? nil : Suggestions(analysis, for: found.candidates)
    let all = queue.picked == nil ? suggestions?.first(found) ?? found : found
    let shown = Array(all.prefix(limit ?? all.count))
    let columns = shownColumns
    let extra = try extraColumn(suggestions)
    let cells = try columns.rows(
      shown.indices, of: try MergeSource(OrderedQueue(shown), analysis), pulse: analysis.pulse)
    let rows = zip(cells, shown).map { cells, entry in
      cells + (extra.map { [$0.cell(entry.candidate)] } ?? [])
    }
    let footer = all.isEmpty ? nil : try self.footer(shown.count, all.count, suggestions?.count ?? 0)
    var table = Table(
      "merges", columns.columns + (extra.map { [$0.column] } ?? []), rows: rows, footer: footer)
    table.stacking = Stacking(compared: ["first", "second"])
    return (table, try named(shown))
  }

  private func named(_ entries: [QueueEntry]) throws -> [MergeRow] {
    let operations = try analysis.operations()
    return entries.map(\.candidate).map {
      MergeRow(
        first: operations.name(of: Int($0.first)), second: operations.name(of: Int($0.second)), kind: $0.kind)
    }
  }

  private typealias Extra = (column: Column, cell: (Candidate) -> Cell)

  private func extraColumn(_ suggestions: Suggestions?) throws -> Extra? {
    if let suggestions {
      guard !suggestions.isEmpty else { return nil }
      return (MergesView.suggested, { .optional(suggestions.of($0)?.ruling.rawValue) })
    }
    let constraints = try analysis.constraints()
    return (MergesView.ruling, { .optional(constraints.ruling($0.first, $0.second)?.rawValue) })
  }

  private func footer(_ shown: Int, _ all: Int, _ suggested: Int) throws -> String {
    let count =
      "\(shown) of \(all)\(try narrowed())" + (suggested > 0 ? " · \(suggested) near a decided pair" : "")
    if queue.isDecided { return "\(count) · undecide A B" }
    let progress = try QueueProgress(analysis, acrossAnchors: queue.acrossAnchors)
    return "\(count) · same ROW · different ROW · unit U\n\(progress.line())"
  }

  /// Said where pairs further from tau were too many to keep.
  private func narrowed() throws -> String {
    let window = try analysis.partition().candidateWindow
    guard !queue.acrossAnchors, !queue.isDecided, window < Candidate.window else { return "" }
    return " within \(fixed(window.value, places: 4)) of tau"
  }
}
