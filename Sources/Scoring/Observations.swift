import Basics
import Identity
import TraceLogs

/// One number per unit and batch: the mean of the unit's deltas in that batch. Observations of a unit stand
/// together, in the order of time.
public struct Observations: Sendable {
  /// As they were made first, side by side; and over them those of units that were scored since, or are new.
  private let first: ObservedPart
  private var later = Overlay<ObservedRow>()
  package let unitCount: Int
  public let count: Int
  /// What they were made from; nil where they were given.
  package let source: Source?
  /// Which observations they are.
  package let lineage = Lineage()
  /// Where they followed others.
  let link: Link?
  private let made = Later<ObservedPart>()

  /// Complexity: O(entries + units + batches).
  public init(
    log: TraceLog, operations: Operations, partition: Partition, rule: DeltaRule, workers: Workers = .one
  ) {
    let rows = OperationRows(log, operations, rule) { _ in }
    self.init(OperationDeltas(rows, log, operations, rule, workers), partition, workers: workers)
  }

  /// The same, for work that reports and may be stopped.
  public init(
    log: TraceLog, operations: Operations, partition: Partition, rule: DeltaRule, workers: Workers = .one,
    pulse: Pulse
  ) throws {
    self.init(
      try OperationDeltas(log: log, operations: operations, rule: rule, workers: workers, pulse: pulse),
      partition, workers: workers)
  }

  /// From observations in the order of time, one per unit and batch.
  package init(
    unitCount: Int, unit: [Int32], batch: [Int32], delta: [Double], workers: Workers = .one
  ) {
    self.init(
      ObservedPart(
        Grouping(unitCount: unitCount, unit: unit, batch: batch, delta: delta, workers: workers)),
      source: nil, link: nil)
  }

  init(_ columns: ObservedPart, source: Source?, link: Link?) {
    (first, unitCount, count) = (columns, columns.end.count, columns.delta.count)
    (self.source, self.link) = (source, link)
  }

  /// With these observations for some units of the older ones, of which those beyond the last are new.
  init(_ older: Observations, _ rows: ObservedPart, of units: [Int32], source: Source, link: Link) {
    var (later, count) = (older.later, older.count)
    for (place, unit) in units.enumerated() {
      if Int(unit) < older.unitCount { count -= older.count(of: Int(unit)) }
      let row = rows.row(place)
      count += row.delta.count
      later[Int(unit)] = row
    }
    (first, self.later, self.count, unitCount) = (older.first, later, count, link.passage.newCount)
    (self.source, self.link) = (source, link)
  }
}

extension Observations {
  /// Those of all units, unit by unit. Complexity: O(1) as long as nothing came later, else O(observations) once.
  var flat: ObservedPart {
    if later.isEmpty { return first }
    return made.value { gathered(0..<unitCount) }
  }

  // Asked unit by unit: what was made first is not counted up and down each time.
  public var batch: [Int32] { later.isEmpty ? first.batch : flat.batch }
  public var delta: [Double] { later.isEmpty ? first.delta : flat.delta }
  /// Of how many scorings each observation is the mean; empty where each is of one.
  public var scorings: [Int32] { later.isEmpty ? first.scorings : flat.scorings }

  public func range(of unit: Int) -> Range<Int> {
    later.isEmpty ? first.range(of: unit) : flat.range(of: unit)
  }

  /// Those of one unit.
  package func scorings(of unit: Int) -> ArraySlice<Int32> {
    let flat = flat
    return flat.scorings.isEmpty ? [] : flat.scorings[flat.range(of: unit)]
  }

  func count(of unit: Int) -> Int { later[unit]?.delta.count ?? first.range(of: unit).count }

  /// The observations of these units, side by side. Complexity: O(observations) of these.
  func gathered(_ units: some Collection<some BinaryInteger>) -> ObservedPart {
    var part = ObservedPart()
    part.reserve(units.reduce(0) { $0 + count(of: Int($1)) }, units.count)
    for unit in units {
      if let row = later[Int(unit)] {
        part.append(row)
      } else {
        part.append(first, Int(unit)..<Int(unit) + 1)
      }
    }
    return part
  }
}

extension TraceLog {
  /// A log may hold a call after calls of later batches (a pool scored afterwards); time is what counts.
  package func callsByBatch() -> [[Int32]] {
    var byBatch = [[Int32]](repeating: [], count: batches.count)
    for call in 0..<calls.count { byBatch[Int(calls.batch[call])].append(Int32(call)) }
    return byBatch
  }
}
