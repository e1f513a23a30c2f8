import Analyses
import Studies
import TraceLogs

/// Where the replay stands, and how to get on.
package struct ReplayPlace {
  private let position: Int?
  private let count: Int

  package init(_ analysis: Analysis) throws {
    count = try analysis.trace().batches.count
    position = analysis.study.position.map { [count] in min($0, count) }
  }

  /// Said where something is shown as it was after `step` batches because the replay stands there; empty at the end.
  package func hint(at step: Int) -> String {
    guard let position, position == step, position < count else { return "" }
    return "   the replay stands here · step goes on, apply runs to the end"
  }
}
