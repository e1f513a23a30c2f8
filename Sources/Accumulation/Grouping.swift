/// Rows in the order of time, brought into the order of units; time stays the order within a unit.
///
/// A radix sort of two passes by counting: first into at most 256 buckets of neighbouring units, then, bucket
/// by bucket, into units. One pass would write to as many places as there are units, each of them far from
/// the cache; so a bucket fits it. Stable, so the answer does not depend on how many work on it.
/// Complexity: O(rows + units).
struct Grouping {
  private(set) var batch: [Int32] = []
  private(set) var delta: [Double] = []
  /// Where each unit's rows end.
  private(set) var end: [Int]

  init(unitCount: Int, unit: [Int32], batch: [Int32], delta: [Double], workers: Workers) {
    end = Array(repeating: 0, count: unitCount)
    guard !unit.isEmpty else { return }
    let buckets = Buckets(unitCount: unitCount)
    let starts = Grouping.starts(unit, buckets, workers)
    let memory = UnsafeMutableBufferPointer<Row>.allocate(capacity: unit.count)
    defer { memory.deallocate() }
    workers.willFill(memory)
    let rows = Cells(memory)
    workers.forEach { part in
      var next = starts[part]
      for index in workers.share(part, of: unit.count) {
        let bucket = buckets.of(unit[index])
        rows[next[bucket]] = Row(unit: unit[index], batch: batch[index], delta: delta[index])
        next[bucket] += 1
      }
    }
    finish(rows, Bounds(buckets: buckets, first: starts[0] + [unit.count]), workers)
  }

  /// Where each part writes its first row of each bucket: after all earlier buckets, and after the earlier
  /// parts' rows of the same one.
  private static func starts(_ unit: [Int32], _ buckets: Buckets, _ workers: Workers) -> [[Int]] {
    var starts = workers.map { part in
      var counts = [Int](repeating: 0, count: buckets.count)
      for index in workers.share(part, of: unit.count) { counts[buckets.of(unit[index])] += 1 }
      return counts
    }
    var total = 0
    for bucket in 0..<buckets.count {
      for part in starts.indices {
        let count = starts[part][bucket]
        starts[part][bucket] = total
        total += count
      }
    }
    return starts
  }

  private mutating func finish(_ rows: Cells<Row>, _ bounds: Bounds, _ workers: Workers) {
    let count = bounds.first[bounds.buckets.count]
    delta = Array(unsafeUninitializedCapacity: count) { deltas, filled in
      workers.willFill(deltas)
      let deltas = Cells(deltas)
      batch = Array(unsafeUninitializedCapacity: count) { batches, filled in
        workers.willFill(batches)
        let batches = Cells(batches)
        end.withUnsafeMutableBufferPointer { end in
          let units = UnitOrder(rows: rows, batch: batches, delta: deltas, end: Cells(end))
          workers.forEach { part in
            for bucket in workers.share(part, of: bounds.buckets.count) {
              units.sort(bounds.rows(of: bucket), of: bounds.buckets.units(bucket))
            }
          }
        }
        filled = count
      }
      filled = count
    }
  }
}

private struct Row: BitwiseCopyable {
  let unit: Int32
  let batch: Int32
  let delta: Double
}

/// The second pass: the rows of a bucket go to where their units begin.
private struct UnitOrder: Sendable {
  let rows: Cells<Row>
  let batch: Cells<Int32>
  let delta: Cells<Double>
  let end: Cells<Int>

  func sort(_ range: Range<Int>, of units: Range<Int>) {
    let first = units.lowerBound
    var next = [Int](repeating: 0, count: units.count)
    for index in range { next[Int(rows[index].unit) - first] += 1 }
    var total = range.lowerBound
    for unit in units {
      let count = next[unit - first]
      next[unit - first] = total
      total += count
      end[unit] = total
    }
    for index in range {
      let row = rows[index]
      let place = next[Int(row.unit) - first]
      next[Int(row.unit) - first] = place + 1
      batch[place] = row.batch
      delta[place] = row.delta
    }
  }
}

/// Where the rows of each bucket lie after the first pass.
private struct Bounds: Sendable {
  let buckets: Buckets
  let first: [Int]

  func rows(of bucket: Int) -> Range<Int> { first[bucket]..<first[bucket + 1] }
}

/// Neighbouring units, at most 256 groups of them.
private struct Buckets {
  let unitCount: Int
  private let shift: Int

  init(unitCount: Int) {
    self.unitCount = unitCount
    shift = max(0, Int.bitWidth - max(0, unitCount - 1).leadingZeroBitCount - 8)
  }

  var count: Int { unitCount == 0 ? 0 : ((unitCount - 1) >> shift) + 1 }

  func of(_ unit: Int32) -> Int { Int(unit) >> shift }

  func units(_ bucket: Int) -> Range<Int> {
    (bucket << shift)..<min(unitCount, (bucket + 1) << shift)
  }
}

/// Memory that several parts write to, each in cells of its own. Unchecked: `Grouping` hands every cell to one
/// part only, all are written before they are read, all lie inside, and the memory outlives the work.
private struct Cells<Element: BitwiseCopyable>: @unchecked Sendable {
  private let memory: UnsafeMutableBufferPointer<Element>

  init(_ memory: UnsafeMutableBufferPointer<Element>) { self.memory = memory }

  subscript(index: Int) -> Element {
    get { memory[index] }
    nonmutating set { memory[index] = newValue }
  }
}
