import Basics
import Identity

/// All pairs that an audit draws from: those of one key, which merging could join, and those that it joined.
///
/// Pairs that are apart and close to tau are held; the others are known by their number, and drawn without being listed.
package struct AuditFrame {
  package struct ClosePair {
    let first: Int32
    let second: Int32
    let cosine: Cosine

    package init(_ first: Int32, _ second: Int32, _ cosine: Cosine) {
      (self.first, self.second, self.cosine) = (first, second, cosine)
    }
  }

  private let partition: Partition
  private var merged: NumberedPairs
  private var keyed: NumberedPairs
  private var close: [AuditStratum: [(Int32, Int32)]] = [:]
  private var far: [(Int32, Int32)]?
  private let isFar: (Int32, Int32) -> Bool
  private let farCount: Int

  /// Where a log has more pairs of one key than this, those far from tau are not listed.
  package static let mostListed = 1_000_000
  private static let bands: [(AuditStratum, Int32)] = [(.over, 0), (.near, 1_000), (.under, 2_000)]

  /// `close` holds all pairs of one key with a cosine of `floor` or more. Complexity: O(operations + close pairs), and
  /// O(pairs of one key) where those are listed.
  package init(
    _ operations: Operations, _ partition: Partition, _ vectors: Vectors, tau: Cosine, close: [ClosePair],
    floor: Cosine, mostListed: Int = mostListed
  ) {
    self.partition = partition
    merged = NumberedPairs((0..<partition.unitCount).map { Array(partition.members(of: $0)) })
    keyed = NumberedPairs(operations.byKey)
    let unitOf = partition.unitOf
    var apart = 0
    for pair in close where unitOf[Int(pair.first)] != unitOf[Int(pair.second)] {
      self.close[AuditFrame.band(pair.cosine, tau), default: []].append((pair.first, pair.second))
      apart += 1
    }
    isFar = { first, second in
      unitOf[Int(first)] != unitOf[Int(second)] && vectors.cosine(Int(first), Int(second)) < floor
    }
    farCount = keyed.count - AuditFrame.mergedPairs(operations, partition) - apart
    if keyed.count <= mostListed { far = listed() }
  }

  private static func band(_ cosine: Cosine, _ tau: Cosine) -> AuditStratum {
    let under = tau.tenThousandths - cosine.tenThousandths
    return bands.first { under <= $0.1 }?.0 ?? .under
  }

  /// Pairs of one unit that have one key, too.
  private static func mergedPairs(_ operations: Operations, _ partition: Partition) -> Int {
    (0..<partition.unitCount).reduce(0) { sum, unit in
      var sizes: [Int32: Int] = [:]
      for member in partition.members(of: unit) { sizes[operations.key[Int(member)], default: 0] += 1 }
      return sum + sizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }
  }

  private func listed() -> [(Int32, Int32)] {
    var (keyed, pairs) = (keyed, [(Int32, Int32)]())
    for number in 0..<keyed.count {
      let (first, second) = keyed.pair(number)
      if isFar(first, second) { pairs.append((first, second)) }
    }
    return pairs
  }

  package func count(of stratum: AuditStratum) -> Int {
    switch stratum {
    case .merged: merged.count
    case .far: farCount
    case .over, .near, .under: close[stratum]?.count ?? 0
    }
  }
}

extension AuditFrame {
  /// Different pairs of a stratum, each as likely as any other.
  mutating func draw(_ wanted: Int, of stratum: AuditStratum, _ random: inout Randomness, _ pulse: Pulse)
    throws -> [(Int32, Int32)]
  {
    let listed = stratum == .far ? far : close[stratum]
    if stratum == .far, listed == nil { return try drawFar(wanted, &random, pulse) }
    return AuditFrame.distinct(wanted, below: count(of: stratum), &random).map { number in
      listed.map { $0[number] } ?? merged.pair(number)
    }
  }

  /// Numbers of pairs are drawn until so many are far ones.
  private mutating func drawFar(_ wanted: Int, _ random: inout Randomness, _ pulse: Pulse) throws -> [(
    Int32, Int32
  )] {
    var (taken, pairs, tries) = (Set<Int>(), [(Int32, Int32)](), 0)
    while pairs.count < wanted {
      if tries % 65_536 == 0 { try pulse.beat("drawing", pairs.count, wanted) }
      tries += 1
      let number = random.below(keyed.count)
      let (first, second) = keyed.pair(number)
      guard isFar(first, second), taken.insert(number).inserted else { continue }
      pairs.append((first, second))
    }
    return pairs
  }

  /// Floyd's way (Bentley and Floyd 1987): as many steps as numbers. In the order in which they came.
  private static func distinct(_ wanted: Int, below count: Int, _ random: inout Randomness) -> [Int] {
    var (taken, numbers) = (Set<Int>(), [Int]())
    for top in (count - wanted)..<count {
      let number = random.below(top + 1)
      let chosen = taken.insert(number).inserted ? number : top
      if chosen == top { taken.insert(top) }
      numbers.append(chosen)
    }
    return numbers
  }
}
