/// Rows that are tasks, with what came of each and perhaps what stood in the context.
struct TaskRows: BatchedRows {
  func write(_ rows: [TableFacts.Row], _ facts: TableFacts, into draft: inout LogDraft) {
    guard let first = rows.first else { return }
    draft.batch(
      label: facts.map[.batch] ?? facts.map[.epoch] == nil ? nil : facts.batches[first.batch],
      epoch: first.epoch, tasks: rows.count, time: facts.text(first.time))
    for row in rows { write(row, facts, into: &draft) }
  }

  func tell(_ facts: TableFacts, _ account: inout ImportAccount) {
    account.cannot("which edits were made: rows are tasks with their outcomes")
  }

  private func write(_ row: TableFacts.Row, _ facts: TableFacts, into draft: inout LogDraft) {
    guard let value = row.value else {
      return draft.account.leftOut("a task whose outcome is missing", example: row.place, at: row.file)
    }
    draft.task(
      facts.text(row.task) ?? row.place, outcome: value, items: words(row.items, facts),
      scene: facts.text(row.scene), arm: facts.text(row.arm), lots: lots(row, facts))
  }

  private func words(_ text: Int?, _ facts: TableFacts) -> [String] {
    facts.text(text).map(ListedWords.words) ?? []
  }

  private func lots(_ row: TableFacts.Row, _ facts: TableFacts) -> TaskLots? {
    guard row.held != nil || row.propensity != nil || row.relevance != nil else { return nil }
    var lots = TaskLots()
    lots.held = words(row.held, facts)
    lots.propensity = facts.text(row.propensity).flatMap { ItemNumbers($0) } ?? .none
    lots.relevance = facts.text(row.relevance).flatMap { ItemNumbers($0) } ?? .none
    return lots
  }
}
