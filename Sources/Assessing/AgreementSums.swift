import Basics

/// What figures of agreement between units and true operations are made of. All of it adds up over groups of units that
/// share no true operation, so that groups can be drawn again.
package struct AgreementSums: Sendable, Equatable {
  package private(set) var operations = 0
  package private(set) var units = 0
  package private(set) var identities = 0
  /// Units that hold one true operation, and all of it.
  package private(set) var exact = 0
  package private(set) var mergedPairs = 0
  package private(set) var truePairs = 0
  package private(set) var rightPairs = 0
  /// Per operation, the share of its unit that belongs with it, and the share of what belongs with it that is in its
  /// unit, summed up.
  package private(set) var purity = 0.0
  package private(set) var reach = 0.0
  /// Sums of n · ln n over cells, units and true operations.
  private(set) var cellEntropy = 0.0
  private(set) var unitEntropy = 0.0
  private(set) var identityEntropy = 0.0

  package init() {}

  mutating func add(_ count: Int, ofUnit unit: Int, ofIdentity identity: Int) {
    if count == unit, count == identity { exact += 1 }
    rightPairs += pairs(count)
    purity += Double(count) * Double(count) / Double(unit)
    reach += Double(count) * Double(count) / Double(identity)
    cellEntropy += weighted(count)
  }

  mutating func addUnit(_ size: Int) {
    units += 1
    operations += size
    mergedPairs += pairs(size)
    unitEntropy += weighted(size)
  }

  mutating func addIdentity(_ size: Int) {
    identities += 1
    truePairs += pairs(size)
    identityEntropy += weighted(size)
  }

  package mutating func add(_ other: AgreementSums) {
    operations += other.operations
    units += other.units
    identities += other.identities
    exact += other.exact
    mergedPairs += other.mergedPairs
    truePairs += other.truePairs
    rightPairs += other.rightPairs
    purity += other.purity
    reach += other.reach
    cellEntropy += other.cellEntropy
    unitEntropy += other.unitEntropy
    identityEntropy += other.identityEntropy
  }

  private func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }

  private func weighted(_ count: Int) -> Double {
    count > 1 ? Double(count) * naturalLogarithm(Double(count)) : 0
  }
}

// MARK: Figures

extension AgreementSums {
  package var pairwise: PrecisionRecall {
    PrecisionRecall(
      precision: share(Double(rightPairs), of: mergedPairs), recall: share(Double(rightPairs), of: truePairs))
  }

  /// Each operation has one vote (Bagga and Baldwin 1998).
  package var bCubed: PrecisionRecall {
    PrecisionRecall(precision: share(purity, of: operations), recall: share(reach, of: operations))
  }

  /// Units that are a true operation, no more and no less (Menestrina, Whang and Garcia-Molina 2010).
  package var clusters: PrecisionRecall {
    PrecisionRecall(precision: share(Double(exact), of: units), recall: share(Double(exact), of: identities))
  }

  /// How far pairs agree beyond chance: 1 for equal partitions, about 0 for unrelated ones (Hubert and Arabie 1985).
  package var adjustedRand: Double? {
    guard operations > 0 else { return nil }
    let all = Double(operations) * Double(operations - 1) / 2
    let expected = all > 0 ? Double(mergedPairs) * Double(truePairs) / all : 0
    let most = Double(mergedPairs + truePairs) / 2
    // Both are one unit, or both all apart: they are equal.
    return most == expected ? 1 : (Double(rightPairs) - expected) / (most - expected)
  }

  /// Whether a unit holds only one true operation, and a true operation lies in one unit, in shares of the entropy
  /// there is; the harmonic mean is V (Rosenberg and Hirschberg 2007).
  package var entropy: PrecisionRecall {
    guard operations > 0 else { return PrecisionRecall(precision: nil, recall: nil) }
    let count = Double(operations)
    let ofUnits = naturalLogarithm(count) - unitEntropy / count
    let ofIdentities = naturalLogarithm(count) - identityEntropy / count
    return PrecisionRecall(
      precision: explained((unitEntropy - cellEntropy) / count, of: ofIdentities, isNone: identities == 1),
      recall: explained((identityEntropy - cellEntropy) / count, of: ofUnits, isNone: units == 1))
  }

  private func explained(_ rest: Double, of entropy: Double, isNone: Bool) -> Double {
    isNone || entropy <= 0 ? 1 : max(0, min(1, 1 - rest / entropy))
  }

  private func share(_ part: Double, of whole: Int) -> Double? { whole > 0 ? part / Double(whole) : nil }
}
