/// Rows in the order of time, brought into the order of units; time stays the order within a unit.
///
/// A radix sort of two passes by counting: first into at most 256 buckets of neighbouring units, then, bucket
/// by bucket, into units. One pass would write to as many places as there are units, each of them far from
/// the cache; so a bucket fits it. Both passes write to the memory of the answer: fresh memory costs more
/// than sorting does. Stable, so the answer does not depend on how many work on it.
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
    let memory = UnsafeMutableBufferPointer<Int32>.allocate(capacity: unit.count)
    defer { memory.deallocate() }
    workers.willFill(memory)
    fill(unit.count, workers) { batches, deltas, ends in
      let rows = Rows(unit: Cells(memory), batch: batches, delta: deltas)
      workers.forEach { part in
        rows.scatter(workers.share(part, of: unit.count), unit, batch, delta, from: starts[part], buckets)
      }
      let firsts = starts[0] + [unit.count]
      workers.forEach { part in
        for bucket in workers.share(part, of: buckets.count) {
          rows.sort(firsts[bucket]..<firsts[bucket + 1], of: buckets.units(bucket), ends)
        }
      }
    }
  }

  /// Makes the columns of the answer in place.
  private mutating func fill(
    _ count: Int, _ workers: Workers, _ body: (Cells<Int32>, Cells<Double>, Cells<Int>) -> Void
  ) {
    delta = Array(unsafeUninitializedCapacity: count) { deltas, filled in
      workers.willFill(deltas)
      batch = Array(unsafeUninitializedCapacity: count) { batches, filled in
        workers.willFill(batches)
        end.withUnsafeMutableBufferPointer { body(Cells(batches), Cells(deltas), Cells($0)) }
        filled = count
      }
      filled = count
    }
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
}

/// The rows while they are sorted.
private struct Rows: Sendable {
  let unit: Cells<Int32>
  let batch: Cells<Int32>
  let delta: Cells<Double>

  /// The first pass, for some of the rows. The pointers are good for the loop, and all that is read or written
  /// lies inside: the columns are of one length, and `starts` comes of counting each bucket's rows.
  func scatter(
    _ range: Range<Int>, _ unit: [Int32], _ batch: [Int32], _ delta: [Double], from starts: [Int],
    _ buckets: Buckets
  ) {
    var next = starts
    next.withUnsafeMutableBufferPointer { next in
      unit.withUnsafeBufferPointer { unit in
        batch.withUnsafeBufferPointer { batch in
          delta.withUnsafeBufferPointer { delta in
            for index in range {
              let bucket = buckets.of(unit[index])
              let place = next[bucket]
              next[bucket] = place + 1
              self.unit[place] = unit[index]
              self.batch[place] = batch[index]
              self.delta[place] = delta[index]
            }
          }
        }
      }
    }
  }

  /// The second pass, for one bucket: its rows are taken out, and go back to where their units begin.
  func sort(_ range: Range<Int>, of units: Range<Int>, _ end: Cells<Int>) {
    let first = units.lowerBound
    var next = [Int](repeating: 0, count: units.count)
    for index in range { next[Int(unit[index]) - first] += 1 }
    var total = range.lowerBound
    for unit in units {
      let count = next[unit - first]
      next[unit - first] = total
      total += count
      end[unit] = total
    }
    let rows = range.map { Row(unit: unit[$0], batch: batch[$0], delta: delta[$0]) }
    for row in rows {
      let place = next[Int(row.unit) - first]
      next[Int(row.unit) - first] = place + 1
      batch[place] = row.batch
      delta[place] = row.delta
    }
  }
}

private struct Row: BitwiseCopyable {
  let unit: Int32
  let batch: Int32
  let delta: Double
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
