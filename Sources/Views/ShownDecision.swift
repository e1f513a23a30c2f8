import Columns
import Identity
import Tables
import TraceLogs

/// A ruling made by hand, or a pair that nobody could judge, with the texts it speaks of.
struct ShownDecision {
  let number: Int
  let decision: Decision
  let standing: String
  let first: String?
  let second: String?
  var isDoubt = false

  static let columns: [StudyColumn<[ShownDecision]>] = [
    .integer("row", "in the order in which they were made") { rows in { .integer(rows[$0].number) } },
    .text("ruling", "same or different", .essential) { rows in
      { .text(rows[$0].isDoubt ? "unsure" : rows[$0].decision.ruling.rawValue) }
    },
    .text("first", "fingerprint of one wording", .essential) { rows in
      { .text(rows[$0].decision.first.description) }
    },
    .text("second", "fingerprint of the other", .essential) { rows in
      { .text(rows[$0].decision.second.description) }
    },
    .text("in_log", "whether the log holds both: yes, absent, ambiguous or no log") { rows in
      { .text(rows[$0].standing) }
    },
    .text("because", "the reason given", .long) { rows in { .optional(rows[$0].decision.reason) } },
    .text("first_content", "text of the one", .long) { rows in { .optional(rows[$0].first) } },
    .text("second_content", "text of the other", .long) { rows in { .optional(rows[$0].second) } },
  ]
}
