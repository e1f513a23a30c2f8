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

  /// Complexity: O(operations).
  public init(_ identities: TrueIdentities, _ partition: Partition) {
    let sizes = MergeQuality.sizes(identities)
    var cells = Cells(sizes: sizes)
    for unit in 0..<partition.unitCount {
      cells.add(partition.members(of: unit).lazy.map { identities.ofOperation[Int($0)] }.filter { $0 >= 0 })
    }
    labelled = sizes.reduce(0, +)
    units = cells.units
    self.identities = identities.count
    mixed = cells.mixed
    spread = cells.unitsOf.reduce(0) { $0 + ($1 > 1 ? 1 : 0) }
    mergedPairs = cells.mergedPairs
    rightPairs = cells.rightPairs
    truePairs = sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    pairs = PrecisionRecall(
      precision: ratio(Double(cells.rightPairs), Double(cells.mergedPairs)),
      recall: ratio(Double(cells.rightPairs), Double(truePairs)))
    bCubed = PrecisionRecall(
      precision: ratio(cells.purity, Double(labelled)), recall: ratio(cells.reach, Double(labelled)))
  }

  private static func sizes(_ identities: TrueIdentities) -> [Int] {
    var sizes = Array(repeating: 0, count: identities.count)
    for identity in identities.ofOperation where identity >= 0 { sizes[Int(identity)] += 1 }
    return sizes
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

/// How many operations each unit has of each true operation, summed up unit by unit.
private struct Cells {
  let sizes: [Int]
  private(set) var units = 0
  private(set) var mixed = 0
  private(set) var mergedPairs = 0
  private(set) var rightPairs = 0
  private(set) var purity = 0.0
  private(set) var reach = 0.0
  private(set) var unitsOf: [Int]
  /// Of the unit under way.
  private var counts: [Int]
  private var touched: [Int32] = []

  init(sizes: [Int]) {
    self.sizes = sizes
    unitsOf = sizes.map { _ in 0 }
    counts = unitsOf
  }

  mutating func add(_ members: some Sequence<Int32>) {
    var size = 0
    for identity in members {
      if counts[Int(identity)] == 0 { touched.append(identity) }
      counts[Int(identity)] += 1
      size += 1
    }
    guard size > 0 else { return }
    units += 1
    mixed += touched.count > 1 ? 1 : 0
    mergedPairs += size * (size - 1) / 2
    for identity in touched {
      let count = counts[Int(identity)]
      rightPairs += count * (count - 1) / 2
      purity += Double(count) * Double(count) / Double(size)
      reach += Double(count) * Double(count) / Double(sizes[Int(identity)])
      unitsOf[Int(identity)] += 1
      counts[Int(identity)] = 0
    }
    touched.removeAll(keepingCapacity: true)
  }
}

private func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }
