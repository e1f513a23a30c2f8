import Basics

/// Makes records of the rows of a table, a batch at a time, in the order of time. It remembers what later batches need.
protocol BatchedRows {
  mutating func write(_ rows: [TableFacts.Row], _ facts: TableFacts, into draft: inout LogDraft)
  /// What is to be said after the last batch.
  func tell(_ facts: TableFacts, _ account: inout ImportAccount)
}

extension TableKind {
  var rows: any BatchedRows {
    switch self {
    case .scores, .proposals: ScoredRows()
    case .arms: ArmRows()
    case .tasks: TaskRows()
    }
  }
}

extension TableFacts {
  /// All that the rows say. Batches come by their numbers or dates.
  package func write(into draft: inout LogDraft, pulse: Pulse) throws {
    var records = (map.kind ?? .scores).rows
    let lists = rowsByBatch()
    for (number, batch) in batchOrder.enumerated() {
      if number & 63 == 0 { try pulse.beat("reading rows", number, lists.count) }
      records.write(lists[batch].map { rows[$0] }, self, into: &draft)
    }
    records.tell(self, &draft.account)
  }
}
