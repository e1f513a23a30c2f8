import Identity
import Language
import Memory
import Scoring
import Studies
import TraceLogs

/// The replay of pool and memory under the study's settings.
extension Analysis {
  /// The replay after `step` batches; without one, where `step` and `apply` have brought it, else at the end.
  package func replay(at step: Int? = nil) throws -> Replay {
    let step = try step ?? position()
    let key = ReplayKey(evidence: try evidenceKey(), rules: study.settings.pool, step: step)
    return try stages.replays.value(for: key) {
      var replay = try start(for: key)
      try replay.run(to: step, pulse: pulse)
      return replay
    }
  }

  /// Policies side by side, under the study's settings.
  package func policies(_ kinds: [PolicyKind]) throws -> [PolicyFigures] {
    let settings = study.settings
    let field = PolicyField(
      log: try trace(), operations: try operations(), partition: try partition(), rule: settings.deltaRule,
      accumulator: settings.accumulator, beta: settings.beta, rules: settings.pool)
    return try comparePolicies(kinds, on: field, pulse: pulse)
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

  /// A replay goes on from the latest one before it that is remembered.
  private func start(for key: ReplayKey) throws -> Replay {
    let earlier = stages.replays.best(where: { $0.leads(to: key) }, by: { $0.step < $1.step })
    return try earlier ?? Replay(try material(), rules: key.rules)
  }

  private func material() throws -> ReplayMaterial {
    try stages.material.value(for: try evidenceKey()) {
      let (observations, units) = (try observations(), try partition().unitCount)
      return ReplayMaterial(
        log: try trace(), operations: try operations(), partition: try partition(),
        observations: observations,
        estimates: estimates(observations, unitCount: units, accumulator: study.settings.accumulator))
    }
  }
}

struct ReplayKey: Equatable {
  let evidence: EvidenceKey
  let rules: PoolRules
  let step: Int

  func leads(to other: ReplayKey) -> Bool {
    step <= other.step && rules == other.rules && evidence == other.evidence
  }
}
