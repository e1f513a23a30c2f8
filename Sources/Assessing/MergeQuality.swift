import Identity

/// How well units are the true operations, counted over the labelled operations of a log.
public struct MergeQuality: Sendable, Equatable {
  /// Labelled operations, the units that hold one, and the true operations.
  public let labelled: Int
  public let units: Int
  public let identities: Int
  /// Units that hold more than one true operation, and true operations that lie in more than one unit.
  public let mixed: Int
  public let spread: Int
  /// Pairs of operations: in one unit, in truth one, and both.
  public let mergedPairs: Int
  public let truePairs: Int
  public let rightPairs: Int
  public let pairs: PrecisionRecall
  /// Per operation, the share of its unit that belongs with it, and the share of what belongs with it that is in its
  /// unit, averaged (Bagga and Baldwin 1998).
  public let bCubed: PrecisionRecall

  /// Units that are a true operation, no more and no less.
  public let clusters: PrecisionRecall
  /// Agreement of pairs beyond chance.
  public let adjustedRand: Double?
  /// Homogeneity and completeness; their harmonic mean is V.
  public let entropy: PrecisionRecall

  /// Complexity: O(operations).
  public init(_ identities: TrueIdentities, _ partition: Partition) {
    self.init(Contingency(identities, partition))
  }

  package init(_ table: Contingency) {
    let sums = table.groups().reduce(into: AgreementSums()) { $0.add($1) }
    labelled = sums.operations
    units = sums.units
    identities = sums.identities
    mixed = MergeQuality.repeated(table.cells.map(\.unit), among: table.unitSize.count)
    spread = MergeQuality.repeated(table.cells.map(\.identity), among: table.identitySize.count)
    mergedPairs = sums.mergedPairs
    rightPairs = sums.rightPairs
    truePairs = sums.truePairs
    pairs = sums.pairwise
    bCubed = sums.bCubed
    clusters = sums.clusters
    adjustedRand = sums.adjustedRand
    entropy = sums.entropy
  }

  /// How many numbers occur more than once.
  private static func repeated(_ numbers: [Int32], among count: Int) -> Int {
    var times = [Int](repeating: 0, count: count)
    for number in numbers { times[Int(number)] += 1 }
    return times.count { $0 > 1 }
  }
}

public struct PrecisionRecall: Sendable, Equatable {
  /// Nil where there is nothing to count.
  public let precision: Double?
  public let recall: Double?

  public init(precision: Double?, recall: Double?) {
    self.precision = precision
    self.recall = recall
  }

  /// The harmonic mean; 0 where both are.
  public var f1: Double? {
    guard let precision, let recall else { return nil }
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }
}
