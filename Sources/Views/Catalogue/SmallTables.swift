import Analyses
import Memory
import Query
import Studies

/// Tables of a size that one makes whole.
extension StudyTable {
  static let decisions = StudyTable(
    "decisions", "the rulings made by hand",
    [
      ColumnSchema("row", .integer, "in the order in which they were made"),
      ColumnSchema("ruling", .text, "same or different"),
      ColumnSchema("first", .text, "fingerprint of one operation"),
      ColumnSchema("second", .text, "fingerprint of the other"),
      ColumnSchema("in_log", .text, "whether the log holds both: yes, absent, ambiguous or no log"),
      ColumnSchema("because", .text, "the reason given"),
      ColumnSchema("first_content", .text, "text of the one"),
      ColumnSchema("second_content", .text, "text of the other"),
    ]
  ) { analysis, _ in try DecisionsView(analysis: analysis).table() }

  static let pool = StudyTable(
    "pool", "the units in the pool where the replay stands, the best first", isOfStep: true,
    [
      ColumnSchema("unit", .text, "the unit's number"), ColumnSchema("mhat", .real, "mhat at that step"),
      ColumnSchema("n", .integer, "its observations at that step"),
      ColumnSchema("age", .integer, "steps in a row for which it was not selected"),
      ColumnSchema("entered", .integer, "the step in which it came"),
      ColumnSchema("scored", .integer, "1 where the log scores it in this batch"),
      ColumnSchema("type", .text, "add, modify or delete"),
      ColumnSchema("anchor", .text, "the item it modifies, or the place where it adds"),
      ColumnSchema("content", .text, "the text of its first operation"),
    ]
  ) { analysis, step in try PoolView(analysis: analysis, replay: try analysis.replay(at: step)).members() }

  static let memory = StudyTable(
    "memory", "the bank where the replay stands, in its order", isOfStep: true,
    [
      ColumnSchema("id", .text, "the item's id"),
      ColumnSchema("unit", .text, "the unit that wrote it last; none where it came with the log"),
      ColumnSchema("step", .integer, "the step in which that was"),
      ColumnSchema("content", .text, "its text"),
    ]
  ) { analysis, step in try MemoryView(analysis: analysis).table(of: try analysis.replay(at: step)) }

  static let steps = StudyTable(
    "steps", "the replay batch by batch, up to where it stands",
    [
      ColumnSchema("step", .integer, "the batch's place in time, from 1"),
      ColumnSchema("batch", .integer, "the batch's number in the log"),
      ColumnSchema("epoch", .integer, "the log's epoch"),
      ColumnSchema("k", .integer, "how many units might be applied"),
      ColumnSchema("entered", .integer, "units that came into the pool"),
      ColumnSchema("applied", .integer, "edits applied"), ColumnSchema("skipped", .integer, "edits skipped"),
      ColumnSchema("evicted", .integer, "units that left"),
      ColumnSchema("pool", .integer, "units in the pool afterwards"),
      ColumnSchema("bank", .integer, "items in the bank afterwards"),
      ColumnSchema("unscored", .integer, "units in the pool that the log does not score"),
      ColumnSchema("coverage", .real, "the part that it does score"),
      ColumnSchema("recorded", .integer, "edits that the log's own run applied"),
    ]
  ) { analysis, _ in try StepsView(analysis: analysis, replay: try analysis.replay()).table() }

  static let checkpoints = StudyTable(
    "checkpoints", "the evals up to where the replay stands",
    [
      ColumnSchema("epoch", .integer, "the epoch"), ColumnSchema("split", .text, "the split"),
      ColumnSchema("score", .real, "the score"),
      ColumnSchema("step", .integer, "the step after which it was"),
      ColumnSchema("bank", .integer, "items in the bank"),
      ColumnSchema("kept", .integer, "1 where it beat all before it"),
      ColumnSchema("best", .integer, "1 for the best"),
      ColumnSchema("since_best", .integer, "evals since the best"),
    ]
  ) { analysis, _ in try CheckpointsView(analysis: analysis).table() }

  static let policies = StudyTable(
    "policies", "policies side by side on this log",
    [
      ColumnSchema("policy", .text, "its name"), ColumnSchema("applied", .integer, "edits applied"),
      ColumnSchema("good", .integer, "truly good ones, where labels say so"),
      ColumnSchema("missed", .integer, "good ones that were not applied"),
      ColumnSchema("harmful", .integer, "truly harmful ones applied"),
      ColumnSchema("gain", .real, "the true worth of memory at the end"),
      ColumnSchema("area", .real, "the true worth of memory over time"),
      ColumnSchema("regret", .real, "what the best choice would have brought beyond it"),
      ColumnSchema("coverage", .real, "the part of the pool that the log scores"),
    ]
  ) { analysis, _ in PoliciesView.table(try analysis.policies(PolicyKind.honest)) }

  static let settings = StudyTable(
    "settings", "what steers the analysis",
    [
      ColumnSchema("setting", .text, "its name"), ColumnSchema("value", .text, "its value"),
      ColumnSchema("default", .text, "its value where nobody set it"),
      ColumnSchema("meaning", .text, "what it does"),
    ]
  ) { analysis, _ in settingsTable(analysis.study.settings) }

  static let columns = StudyTable(
    "columns", "the columns of all these tables",
    [
      ColumnSchema("table_name", .text, "the table"), ColumnSchema("column_name", .text, "the column"),
      ColumnSchema("type", .text, "what it holds: INTEGER, REAL or TEXT"),
      ColumnSchema("summary", .text, "what it means"),
    ]
  ) { _, _ in StudyTables.description(of: StudyTables.all.map(\.schema)) }
}
