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

  /// The observations of these units from these deltas: what making them anew would give. Nil where that is the only way.
  /// Complexity: that of the passage, O(entries) of the units that are others, and, where numbers of units move, copying of
  /// O(observations + units).
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
    let (source, link) = (
      Source(deltas: deltas, partition: partition), Link(older: lineage, passage: passage)
    )
    if passage.isAppending { return Observations(self, made, of: passage.made, source: source, link: link) }
    var next = ObservedPart()
    next.reserve(count + made.delta.count, passage.newCount)
    let standing = flat
    var place = 0
    for run in passage.runs {
      next.append(standing, run.kept)
      next.append(made, place..<(place + run.made.count))
      place += run.made.count
    }
    return Observations(next, source: source, link: link)
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
