import Basics
import Identity
import Scoring
import TraceLogs

/// What scores say.
extension GuardMaterial {
  /// Helps in most batches and harms in those of one scene: the mark of a trigger. Bonferroni over the scenes.
  /// Complexity: O(observations of the unit + scenes).
  func trigger(_ unit: Int) -> GuardFinding? {
    let range = observations.range(of: unit)
    guard scenes.names.count > 1, range.count >= 3 else { return nil }
    var sums: [Int32: (sum: Double, n: Int)] = [:]
    var (all, count) = (0.0, 0)
    for place in range {
      let scene = scenes.ofBatch[Int(observations.batch[place])]
      guard scene >= 0 else { continue }
      let own = sums[scene] ?? (0, 0)
      sums[scene] = (own.sum + observations.delta[place], own.n + 1)
      (all, count) = (all + observations.delta[place], count + 1)
    }
    guard sums.count > 1 else { return nil }
    let worst = sums.keys.sorted().map {
      scene -> (scene: Int32, inside: Double, outside: Double, p: Double) in
      let own = sums[scene] ?? (0, 0)
      let inside = own.sum / Double(own.n)
      let outside = (all - own.sum) / Double(count - own.n)
      return (scene, inside, outside, p(of: outside - inside, own.n, count - own.n))
    }.filter { $0.outside > 0 && $0.inside < 0 }.min { $0.p < $1.p }
    guard let worst else { return nil }
    let n = sums[worst.scene]?.n ?? 0
    let chance = min(1, worst.p * Double(sums.count))
    // Two means of which one is below 0 and one above are asked for as well, which chance alone seldom gives.
    return GuardFinding(
      unit, .trigger, strength: max(chance < 0.005 ? GuardFinding.alarm : 0, GuardFinding.strength(chance)),
      p: chance,
      .scene(
        scenes.names[Int(worst.scene)], inside: worst.inside, n: n, outside: worst.outside, others: count - n)
    )
  }

  /// One batch without which it would be worth nothing, and which lies far above all others; or many wordings in one batch
  /// and no trace of it anywhere else. Bonferroni over the batches. Complexity: O(observations and proposals of the unit).
  func burst(_ unit: Int, proposals: [Int32]) -> GuardFinding? {
    if let crowd = crowd(unit, proposals) { return crowd }
    let range = observations.range(of: unit)
    guard range.count >= 3, let best = range.max(by: { observations.delta[$0] < observations.delta[$1] })
    else {
      return nil
    }
    let (delta, all) = (observations.delta[best], range.reduce(0) { $0 + observations.delta[$1] })
    let others = range.count - 1
    let rest = (all - delta) / Double(others)
    guard all > 0, rest <= 0 else { return nil }
    let p = min(1, p(of: delta - rest, 1, others) * Double(range.count))
    let batch = log.batches[Int(observations.batch[best])].number
    return GuardFinding(unit, .burst, p: p, .batch(batch, delta: delta, rest: rest, others: others))
  }

  private func crowd(_ unit: Int, _ proposals: [Int32]) -> GuardFinding? {
    let batches = Set(proposals.map { log.proposals.batch[Int($0)] })
    // Somebody who says a thing once in one batch is as everybody is; a log of few batches tells nothing.
    guard batches.count == 1, proposals.count >= 3, log.batches.count >= 5, let batch = batches.first else {
      return nil
    }
    let usual = Double(log.proposals.count) / Double(log.batches.count)
    guard Double(proposals.count) <= usual else { return nil }
    // What everybody says in one batch is seldom pushed; what is praised there, too, may be.
    let isPraised = noise > 0 && mean(of: unit).map { $0 >= 2 * noise } ?? false
    return GuardFinding(
      unit, .burst, strength: isPraised ? 0.5 : 0.3,
      .crowd(batch: log.batches[Int(batch)].number, wordings: proposals.count))
  }

  /// Votes for it and no score at all, or scores that clearly say otherwise. Complexity: O(1).
  func votes(_ unit: Int, _ tally: VoteTally) -> GuardFinding? {
    guard tally.helpful >= 3, tally.helpful >= 4 * tally.harmful else { return nil }
    let (n, mean) = (observations.range(of: unit).count, mean(of: unit))
    let detail = GuardFinding.Detail.votes(
      helpful: tally.helpful, harmful: tally.harmful, voters: tally.voters.count, mean: mean, n: n)
    guard let mean, noise > 0 else {
      // Where nothing is scored, nothing else can be said of anybody.
      guard observations.count > 0, n == 0 else { return nil }
      return GuardFinding(unit, .votes, strength: tally.voters.count > 1 ? 0.5 : 0.6, detail)
    }
    let p = NormalDistribution.probability(atMost: mean * Double(n).squareRoot() / noise)
    guard mean < 0, p < 0.01 else { return nil }
    return GuardFinding(unit, .votes, strength: max(0.5, GuardFinding.strength(p)), p: p, detail)
  }
}

/// The votes on a unit, and whose they are.
struct VoteTally {
  var helpful = 0
  var harmful = 0
  var voters: Set<Int32> = []

  /// Of every unit. Complexity: O(votes).
  static func all(_ material: GuardMaterial) -> [VoteTally] {
    var tallies = [VoteTally](repeating: VoteTally(), count: material.partition.unitCount)
    let votes = material.log.votes
    for vote in 0..<votes.count where votes.proposal[vote] >= 0 {
      let operation = material.operations.ofProposal[Int(votes.proposal[vote])]
      let unit = Int(material.partition.unitOf[Int(operation)])
      tallies[unit].helpful += Int(votes.helpful[vote])
      tallies[unit].harmful += Int(votes.harmful[vote])
      tallies[unit].voters.insert(votes.voter[vote])
    }
    return tallies
  }
}
