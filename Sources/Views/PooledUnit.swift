import Analyses
import Columns
import Tables

/// A unit in the pool after a step.
struct PooledUnit {
  let unit: Int32
  let mhat: Double?
  let chance: Double?
  let n: Int
  let age: Int
  let entered: Int
  let isScored: Bool
  let told: UnitText

  static let columns: [StudyColumn<[PooledUnit]>] = [
    .text("unit", "the unit's number", .essential) { rows in { .text(unitName(rows[$0].unit)) } },
    .real("mhat", "mhat at that step", .essential) { rows in { .optional(rows[$0].mhat, places: 2) } },
    .real("chance", "how probable it is that it helps, by the whole log", .essential) { rows in
      { .optional(rows[$0].chance, places: 2) }
    },
    .integer("n", "its observations at that step") { rows in { .integer(rows[$0].n) } },
    .integer("age", "steps in a row for which it was not selected", .essential) { rows in
      { .integer(rows[$0].age) }
    },
    .integer("entered", "the step in which it came") { rows in { .integer(rows[$0].entered) } },
    .flag("scored", "1 where the log scores it in this batch") { rows in { .flag(rows[$0].isScored) } },
    .text("type", "add, modify, delete, merge or bundle") { rows in { rows[$0].told.type } },
    .text("anchor", "the item it modifies, or the place where it adds") { rows in { rows[$0].told.anchor } },
    .text("content", "the text of its first wording", .essentialLong) { rows in
      { rows[$0].told.content }
    },
  ]
}
