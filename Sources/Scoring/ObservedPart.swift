import Basics
import Identity

/// The observations of one unit.
struct ObservedRow: Sendable {
  let batch: [Int32]
  let delta: [Double]
  let scorings: [Int32]
}

/// The observations of some units, side by side.
struct ObservedPart: Sendable {
  private(set) var batch: [Int32] = []
  private(set) var delta: [Double] = []
  private(set) var scorings: [Int32] = []
  private(set) var end: [Int] = []

  init() {}

  init(_ grouped: Grouping) { (batch, delta, end) = (grouped.batch, grouped.delta, grouped.end) }

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
    deltas.forEachEntry(of: operation) { entry in
      batch.append(entry.batch)
      scorings.append(entry.count)
      // A sum begins with 0, which a zero of the other sign must not outlive.
      delta.append((0 + entry.sum) / Double(entry.count))
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
    if !other.scorings.isEmpty { scorings += other.scorings[start..<other.end[last]] }
    for unit in units { end.append(other.end[unit] + offset) }
  }

  mutating func append(_ row: ObservedRow) {
    batch += row.batch
    delta += row.delta
    scorings += row.scorings
    end.append(delta.count)
  }

  func range(of unit: Int) -> Range<Int> { (unit == 0 ? 0 : end[unit - 1])..<end[unit] }

  /// None where each observation is of one.
  func scorings(in range: Range<Int>) -> ArraySlice<Int32> { scorings.isEmpty ? [] : scorings[range] }

  func row(_ unit: Int) -> ObservedRow {
    let range = range(of: unit)
    return ObservedRow(
      batch: Array(batch[range]), delta: Array(delta[range]),
      scorings: scorings.isEmpty ? [] : Array(scorings[range]))
  }
}
