import Basics
import Scoring
import TraceLogs

/// What a member of the pool has gathered since it entered, where who leaves loses it.
struct HeldEvidence: Sendable {
  private(set) var count = 0
  /// The step of the newest observation.
  private(set) var newest = 0
  private var average = 0.0
  private var power = 1.0

  mutating func take(_ delta: Double, step: Int, beta: Double) {
    (count, newest) = (count + 1, step)
    average = beta * average + (1 - beta) * delta
    power *= beta
  }

  /// m / (1 - beta^n); nil before the first observation.
  var estimate: Double? { count == 0 ? nil : average / (1 - power) }
}

extension Replay {
  /// The pool's members observe what the log scores of the proposals that merged into them, and only they do.
  mutating func observeMembers() {
    var sums: [Int32: (sum: Double, count: Double)] = [:]
    for index in material.observed.positions(of: step - 1) {
      guard let host = hosts[material.unitOfObservation[Int(index)]], isInPool[Int(host)] else { continue }
      let scorings = material.observations.scorings
      let count = scorings.isEmpty ? 1 : Double(scorings[Int(index)])
      let known = sums[host, default: (0, 0)]
      sums[host] = (known.sum + count * material.observations.delta[Int(index)], known.count + count)
    }
    for unit in pool.map(\.unit).sorted() {
      guard let (sum, count) = sums[unit] else { continue }
      held[unit, default: HeldEvidence()].take(sum / count, step: step, beta: material.beta)
      note(.observed, unit)
    }
    for member in pool where !isScored(member.unit) { note(.unscored, member.unit) }
  }

  /// Who leaves takes nothing along.
  mutating func forget(_ unit: Int32) {
    held[unit] = nil
    hosts = hosts.filter { $0.value != unit }
  }

  /// At the end of an epoch: a score that reaches the best one and `epsilon` keeps a snapshot; any other takes memory, and
  /// nothing else, back to the last.
  mutating func settleEvals() {
    for (end, eval) in material.evals.all where end == step {
      if best.map({ eval.score >= $0 + rules.epsilon }) ?? true {
        (best, snapshot, spent, settled) = (eval.score, bank, 0, .kept)
      } else {
        (bank, settled) = (snapshot, .restored)
        for earlier in 0...Int32(truncatingIfNeeded: step) { arrive(earlier) }
        spent += 1
        isStopped = isStopped || rules.patience.map { spent >= $0 } ?? false
      }
    }
  }

  /// What an epoch's end did to memory.
  public enum Settled: Sendable {
    case nothing, kept, restored
  }
}
