import Language
import Memory
import Studies
import TraceLogs

/// The replay of pool and memory under the study's settings.
extension Analysis {
  /// The replay after `step` batches; without one, where `step` and `apply` have brought it, else at the end.
  package func replay(at step: Int? = nil) throws -> Replay {
    try look.value(Stages.replay, try step ?? position())
  }

  /// Policies side by side, under the study's settings.
  package func policies(_ kinds: [PolicyKind]) throws -> [PolicyFigures] {
    let settings = study.settings
    let field = PolicyField(
      log: try trace(), operations: try operations(), partition: try units(), rule: settings.deltaRule,
      accumulator: settings.accumulator, beta: settings.beta, rules: settings.pool,
      texts: kinds.contains(.paper) ? try texts() : nil)
    return try comparePolicies(kinds, on: field, pulse: pulse)
  }

  private func texts() throws -> PoolTexts {
    PoolTexts(
      operations: try operations(), vectors: try vectors(), tau: study.settings.tau,
      constraints: try constraints())
  }

  /// How many batches of the replay are looked at.
  package func position() throws -> Int {
    let count = try trace().batches.count
    return min(study.position ?? count, count)
  }

  /// The value of a flag that names a batch by its place in time: 0 is before the first.
  package func step(_ text: String, for name: String) throws -> Int {
    let count = try trace().batches.count
    guard let step = Int(text), (0...count).contains(step) else {
      throw StatementFault.badValue(
        name: name, seen: text, expected: "a batch, counted in the order of time from 0 to \(count)")
    }
    return step
  }
}
