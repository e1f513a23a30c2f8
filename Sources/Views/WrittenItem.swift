import Analyses
import Columns
import Memory
import Tables

/// An item of a bank, and the event that wrote it last; none where it came with the log.
struct WrittenItem {
  let item: BankItem
  let writer: PoolEvent?

  /// The bank of a replay in its order.
  static func all(_ replay: Replay) -> [WrittenItem] {
    var writers: [String: PoolEvent] = [:]
    for event in replay.events where event.kind == .applied {
      let edit = replay.material.edits[Int(event.unit)]
      for item in edit?.writtenItems ?? [] { writers[item] = event }
    }
    return replay.bank.items.map { WrittenItem(item: $0, writer: writers[$0.id]) }
  }

  static let columns: [StudyColumn<[WrittenItem]>] = [
    .text("id", "the item's id", .essential) { rows in { .text(rows[$0].item.id) } },
    .text("unit", "the unit that wrote it last; none where it came with the log") { rows in
      { .optional(rows[$0].writer.map { unitName($0.unit) }) }
    },
    .integer("step", "the step in which that was") { rows in
      { .optional(rows[$0].writer.map { Int($0.step) }) }
    },
    .text("content", "its text", .essentialLong) { rows in { .text(rows[$0].item.content) } },
  ]
}
