import Analyses
import Columns
import Memory
import Studies

/// Tables of a size that one makes whole.
extension StudyTable {
  static let decisions = StudyTable("decisions", "the rulings made by hand", ShownDecision.columns) {
    analysis, _ in
    try DecisionsView(analysis: analysis).rows()
  }

  static let pool = StudyTable(
    "pool", "the units in the pool where the replay stands, what is best supported first", isOfStep: true,
    PooledUnit.columns
  ) { analysis, step in try PoolView(analysis: analysis, replay: try analysis.replay(at: step)).rows() }

  static let memory = StudyTable(
    "memory", "the bank where the replay stands, in its order", isOfStep: true, WrittenItem.columns
  ) { analysis, step in WrittenItem.all(try analysis.replay(at: step)) }

  static let steps = StudyTable(
    "steps", "the replay batch by batch, up to where it stands", ReplayedStep.columns
  ) { analysis, _ in try StepsView(analysis: analysis, replay: try analysis.replay()).rows() }

  static let checkpoints = StudyTable(
    "checkpoints", "the evals up to where the replay stands", ReachedCheckpoint.columns
  ) { analysis, _ in try CheckpointsView(analysis: analysis).rows() }

  static let policies = StudyTable("policies", "policies side by side on this log", PoliciesView.columns) {
    analysis, _ in
    try JudgedPolicy.all(PolicyKind.honest, analysis)
  }

  static let settings = StudyTable("settings", "what steers the analysis", ShownSetting.columns) {
    analysis, _ in
    ShownSetting.all(analysis.study.settings)
  }

  static let columns = StudyTable(
    "columns", "the columns of all these tables", DescribedColumn.columns
  ) { _, _ in DescribedColumn.all(StudyTables.all.map(\.schema)) }
}
