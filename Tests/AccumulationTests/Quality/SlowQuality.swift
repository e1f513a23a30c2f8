import Accumulation
import GoldenSupport

/// The figures as their definitions say, pair by pair.
struct SlowQuality {
  let pairs: LabelledPairs

  private var all: Range<Int> { 0..<pairs.count }
  private var sameCount: Int { all.count { pairs.isSame($0) } }

  func precision(_ tau: Cosine) -> Double? {
    let joined = all.filter { pairs.cosines[$0] >= tau }
    return joined.isEmpty ? nil : Double(joined.count { pairs.isSame($0) }) / Double(joined.count)
  }

  func recall(_ tau: Cosine) -> Double? {
    let hits = all.count { pairs.isSame($0) && pairs.cosines[$0] >= tau }
    return sameCount == 0 ? nil : Double(hits) / Double(sameCount)
  }

  func f1(_ tau: Cosine) -> Double? {
    guard let recall = recall(tau) else { return nil }
    guard let precision = precision(tau), precision + recall > 0 else { return 0 }
    return 2 * precision * recall / (precision + recall)
  }

  var averagePrecision: Double? {
    guard sameCount > 0 else { return nil }
    var (sum, before) = (0.0, 0.0)
    for tau in Set(pairs.cosines).sorted(by: >) {
      let recall = recall(tau) ?? 0
      sum += (recall - before) * (precision(tau) ?? 0)
      before = recall
    }
    return sum
  }

  /// All plateaus of the best F1, each from its highest tau to its lowest, from high to low.
  var bestTaus: [[Cosine]] {
    let taus = stride(from: Int32(10_000), through: 0, by: -1).map(Cosine.init(tenThousandths:))
    let values = taus.map { f1($0) ?? 0 }
    guard let best = values.max(), best > 0 else { return [] }
    var plateaus: [[Cosine]] = []
    var isOn = false
    for (tau, value) in zip(taus, values) {
      let isBest = abs(value - best) < 1e-12
      if isBest { if isOn { plateaus[plateaus.count - 1].append(tau) } else { plateaus.append([tau]) } }
      isOn = isBest
    }
    return plateaus
  }
}

extension LabelledPairs {
  /// Up to thirty pairs; most cosines and scores occur more than once.
  static func random(_ random: inout SeededGenerator) -> LabelledPairs {
    let count = Int.random(in: 1...30, using: &random)
    let step = Int32.random(in: 1...4000, using: &random)
    let cosines = (0..<count).map { _ in
      Cosine(tenThousandths: max(-10_000, min(10_000, step * Int32.random(in: -3...6, using: &random))))
    }
    let scores = (0..<count).map { _ in Double.random(in: 0...5, using: &random).rounded() }
    return LabelledPairs(
      cosines: cosines, scores: scores, sameFrom: Double(Int.random(in: 0...5, using: &random)))
  }
}
