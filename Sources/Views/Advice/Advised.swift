import Analyses
import Columns
import Judging
import Studies
import Tables

/// One row of advice: a unit, or an item of memory that no unit wrote.
struct Advised: Sendable {
  let counsel: Counsel
  var unit: Int?
  /// The item that says so now, or that is spoken of.
  var item: String?
  var tag: Tags.Tag?
  var n = 0
  var chance: Double?
  var risk: Double?
  let reason: String
  let content: String
  var does: String?
  var replay: String?
  var name: String?

  /// A row of memory that the log began with.
  var isItem: Bool { unit == nil }

  static let columns: [StudyColumn<[Advised]>] = [
    .text("advice", "keep, drop, judge (a merge first) or wait", .essential) { rows in
      { .text(rows[$0].counsel.rawValue) }
    },
    .text("unit", "the unit; none where the row is of an item that no unit wrote", .essential) { rows in
      { .optional(rows[$0].unit.map { unitName($0) }) }
    },
    .text("item", "the item of memory that says so now, or that the row is of", .essential) { rows in
      { .optional(rows[$0].item) }
    },
    .text("tag", "what a person wants: keep, drop or wait (help tag)", .essential) { rows in
      { .optional(rows[$0].tag?.mark.rawValue) }
    },
    .integer("n", "batches that scored it", .hidden) { rows in { .integer(rows[$0].n) } },
    .real("chance", "how probable it is that it helps", .hidden) { rows in
      { .optional(rows[$0].chance, places: 2) }
    },
    .real("risk", "how probable it is that it harms", .hidden) { rows in
      { .optional(rows[$0].risk, places: 2) }
    },
    .text("reason", "why, in words", .essentialLong) { rows in { .text(rows[$0].reason) } },
    .text("does", "what applying it does", .long) { rows in { .optional(rows[$0].does) } },
    .text("replay", "what the replay did with it, and why it did not apply it", .long) { rows in
      { .optional(rows[$0].replay) }
    },
    .text("content", "its text", .essentialLong) { rows in { .text(rows[$0].content) } },
    .text("because", "why a person wants it so", .hidden) { rows in { .optional(rows[$0].tag?.reason) } },
    .text("name", "fingerprint of its first wording", .hidden) { rows in { .optional(rows[$0].name) } },
  ]
}

extension StudyTable {
  static let advice = StudyTable(
    "advice", "what to do with each unit and each item of memory, and why", Advised.columns
  ) { analysis, _ in try Adviser(analysis).rows() }
}
