import Basics

/// Rows that are tasks, with what came of each and perhaps what stood in the context.
package struct TaskRows {
  private let facts: TableFacts

  package init(_ facts: TableFacts) { self.facts = facts }

  package func write(into draft: inout LogDraft, pulse: Pulse) throws {
    let rows = facts.rowsByBatch()
    for (number, batch) in facts.batchOrder.enumerated() {
      if number & 255 == 0 { try pulse.beat("reading rows", number, rows.count) }
      let first = facts.rows[rows[batch][0]]
      draft.batch(
        label: facts.map[.batch] ?? facts.map[.epoch] == nil ? nil : facts.batches[batch], epoch: first.epoch,
        tasks: rows[batch].count, time: facts.text(first.time))
      for index in rows[batch] { write(facts.rows[index], into: &draft) }
    }
  }

  private func write(_ row: TableFacts.Row, into draft: inout LogDraft) {
    guard let value = row.value else {
      return draft.account.leftOut("a task whose outcome is missing", example: row.place, at: row.file)
    }
    draft.task(
      facts.text(row.task) ?? row.place, outcome: value, items: words(row.items),
      scene: facts.text(row.scene), arm: facts.text(row.arm), lots: lots(row))
  }

  private func words(_ text: Int?) -> [String] { facts.text(text).map(ListedWords.words) ?? [] }

  private func lots(_ row: TableFacts.Row) -> TaskLots? {
    guard row.held != nil || row.propensity != nil || row.relevance != nil else { return nil }
    var lots = TaskLots()
    lots.held = words(row.held)
    lots.propensity = facts.text(row.propensity).flatMap { ItemNumbers($0) } ?? .none
    lots.relevance = facts.text(row.relevance).flatMap { ItemNumbers($0) } ?? .none
    return lots
  }
}
