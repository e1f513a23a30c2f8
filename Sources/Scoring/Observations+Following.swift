import Basics
import Identity

extension Observations {
  /// What observations are made from.
  package struct Source: Sendable {
    let deltas: OperationDeltas
    package let partition: Partition
  }

  /// How the units of other observations lie among those of these.
  struct Link: Sendable {
    let older: Lineage
    let passage: UnitPassage
  }

  /// Deltas of a batch are summed operation by operation, in log order, and those of an operation call by call: the one
  /// order of sums, whether units are made anew or follow.
  /// Complexity: O(entries + units), for units of several operations O(observations · log observations).
  package init(_ deltas: OperationDeltas, _ partition: Partition, workers: Workers = .one) {
    let parts = workers.map { part in
      ObservedPart(deltas, partition, workers.share(part, of: partition.unitCount))
    }
    let joined = ObservedPart(joining: parts)
    self.init(joined, source: Source(deltas: deltas, partition: partition), link: nil)
  }

  package var unitCount: Int { end.count }

  /// The observations of these units from these deltas: what making them anew would give. Nil where that is the only way.
  /// Complexity: that of the passage, O(entries) of the units that are others, and copying of O(observations + units).
  package func following(_ deltas: OperationDeltas, _ partition: Partition) -> Observations? {
    guard let source,
      let passage = Observations.passage(from: source, to: Source(deltas: deltas, partition: partition))
    else { return nil }
    return following(deltas, partition, along: passage)
  }

  private func following(_ deltas: OperationDeltas, _ partition: Partition, along passage: UnitPassage)
    -> Observations
  {
    let made = ObservedPart(deltas, partition, passage.made)
    var next = ObservedPart()
    next.reserve(count + made.delta.count, passage.newCount)
    let standing = ObservedPart(self)
    var place = 0
    for run in passage.runs {
      next.append(standing, run.kept)
      next.append(made, place..<(place + run.made.count))
      place += run.made.count
    }
    return Observations(
      next, source: Source(deltas: deltas, partition: partition),
      link: Link(older: lineage, passage: passage))
  }

  /// How the units of `older` lie among those of these; nil where nothing is known of that.
  package func passage(from older: Observations) -> UnitPassage? {
    if let link, link.older.is(older.lineage) { return link.passage }
    guard let source, let before = older.source else { return nil }
    return Observations.passage(from: before, to: source)
  }

  private static func passage(from older: Source, to newer: Source) -> UnitPassage? {
    guard newer.deltas.lineage.continues(older.deltas.lineage) else { return nil }
    let changed = newer.deltas.changes(since: older.deltas)
    let passage = UnitPassage(from: older.partition, to: newer.partition)
      .looking(at: Set(changed.map { newer.partition.unitOf[Int($0)] }).sorted())
    // To look at most units again is to make all anew, which threads share.
    return passage.made.count > max(10_000, passage.newCount / 2) ? nil : passage
  }
}

/// The observations of some units, side by side.
struct ObservedPart: Sendable {
  private(set) var batch: [Int32] = []
  private(set) var delta: [Double] = []
  private(set) var scorings: [Int32] = []
  private(set) var end: [Int] = []

  init() {}

  init(_ observations: Observations) {
    (batch, delta, scorings, end) = (
      observations.batch, observations.delta, observations.scorings, observations.end
    )
  }

  init(_ deltas: OperationDeltas, _ partition: Partition, _ units: some Collection<some BinaryInteger>) {
    var unit = UnitInThought()
    end.reserveCapacity(units.count)
    for number in units {
      let members = partition.members(of: Int(number))
      if members.count == 1, let member = members.first {
        append(Int(member), deltas)
      } else {
        unit.gather(members, deltas)
        batch += unit.batch
        delta += unit.delta
        scorings += unit.scorings
      }
      end.append(delta.count)
    }
  }

  init(joining parts: [ObservedPart]) {
    guard var all = parts.first else { return }
    for part in parts.dropFirst() { all.append(part, part.end.indices) }
    self = all
  }

  /// The entries of one operation are its unit's observations.
  private mutating func append(_ operation: Int, _ deltas: OperationDeltas) {
    for entry in deltas.range(of: operation) {
      batch.append(deltas.batch[entry])
      scorings.append(deltas.count[entry])
      // A sum begins with 0, which a zero of the other sign must not outlive.
      delta.append((0 + deltas.sum[entry]) / Double(deltas.count[entry]))
    }
  }

  mutating func reserve(_ observations: Int, _ units: Int) {
    batch.reserveCapacity(observations)
    delta.reserveCapacity(observations)
    scorings.reserveCapacity(observations)
    end.reserveCapacity(units)
  }

  /// The rows of some units of other columns.
  mutating func append(_ other: ObservedPart, _ units: Range<Int>) {
    guard let last = units.last else { return }
    let start = units.lowerBound == 0 ? 0 : other.end[units.lowerBound - 1]
    let offset = delta.count - start
    batch += other.batch[start..<other.end[last]]
    delta += other.delta[start..<other.end[last]]
    scorings += other.scorings[start..<other.end[last]]
    for unit in units { end.append(other.end[unit] + offset) }
  }
}
