import Memory
import Studies

/// What a change did, in a few words: to the evidence, or where only the replay moved, to pool and memory; then to evidence,
/// verdicts and advice.
package func movement(from before: Analysis, to after: Analysis) throws -> [String] {
  let (old, new) = (before.study, after.study)
  guard old.settings.pool != new.settings.pool || old.position != new.position else {
    return try Movement(from: before, to: after).lines + Movement.standing(from: before, to: after)
  }
  var evidence = old
  (evidence.settings.pool, evidence.position) = (new.settings.pool, new.position)
  let lines = evidence == new ? [] : try Movement(from: before, to: after).lines
  return try lines + [replayMovement(from: before, to: after)] + Movement.standing(from: before, to: after)
}

private func replayMovement(from before: Analysis, to after: Analysis) throws -> String {
  let (old, new) = (try before.replay(), try after.replay())
  func moved(_ name: String, _ old: Int, _ new: Int) -> String? {
    old == new ? nil : "\(name) \(old) -> \(new)"
  }
  let parts = [
    moved("step", old.step, new.step), moved("applied", old.appliedCount, new.appliedCount),
    moved("pool", old.pool.count, new.pool.count), moved("bank", old.bank.count, new.bank.count),
    old.step == new.step && old.bank != new.bank && old.bank.count == new.bank.count ? "other items" : nil,
  ].compactMap { $0 }
  return parts.isEmpty ? "pool and memory are as before" : parts.joined(separator: "   ")
}
