/// Rows in the order of time, brought into the order of units; time stays the order within a unit.
///
/// A radix sort of two passes by counting: first into at most 256 buckets of neighbouring units, then, bucket
/// by bucket, into units. One pass would write to as many places as there are units, each of them far from
/// the cache; so a bucket fits it. Both passes write to the memory of the answer: fresh memory costs more
/// than sorting does. Stable, so the answer does not depend on how many work on it.
/// Complexity: O(rows + units).
package struct Grouping {
  package private(set) var batch: [Int32] = []
  package private(set) var delta: [Double] = []
  /// Where each unit's rows end.
  package private(set) var end: [Int]

  package init(unitCount: Int, unit: [Int32], batch: [Int32], delta: [Double], workers: Workers) {
    end = Array(repeating: 0, count: unitCount)
    guard !unit.isEmpty else { return }
    let buckets = Buckets(unitCount: unitCount)
    let columns = Columns(unit: unit, batch: batch, delta: delta)
    // Half of what is written in the first pass, where unit and batch have room in 32 bits together.
    if columns.latestBatch < 1 << (32 - buckets.shift) {
      sort(columns, buckets, UInt32.self, workers)
    } else {
      sort(columns, buckets, UInt64.self, workers)
    }
  }

  private mutating func sort<Tag: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
    _ columns: Columns, _ buckets: Buckets, _ tag: Tag.Type, _ workers: Workers
  ) {
    let count = columns.unit.count
    let starts = Grouping.starts(columns.unit, buckets, workers)
    let memory = UnsafeMutableBufferPointer<Tag>.allocate(capacity: count)
    defer { memory.deallocate() }
    workers.willFill(memory)
    fill(count, workers) { batches, deltas, ends in
      let rows = TaggedRows(tag: Cells(memory), batch: batches, delta: deltas, buckets: buckets)
      workers.forEach { part in
        rows.scatter(workers.share(part, of: count), columns, from: starts[part])
      }
      let firsts = starts[0] + [count]
      workers.forEach { part in
        var scratch = BucketScratch<Tag>()
        for bucket in workers.share(part, of: buckets.count) {
          rows.sort(firsts[bucket]..<firsts[bucket + 1], of: bucket, ends, &scratch)
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
      buckets.counts(of: unit, in: workers.share(part, of: unit.count))
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

/// What is sorted: columns of one length.
private struct Columns: Sendable {
  let unit: [Int32]
  let batch: [Int32]
  let delta: [Double]

  /// Rows stand in the order of time.
  var latestBatch: Int { Int(batch.last ?? 0) }
}

/// The rows while they are sorted: the unit's place in its bucket and the batch in one tag, and the delta.
private struct TaggedRows<Tag: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
  let tag: Cells<Tag>
  let batch: Cells<Int32>
  let delta: Cells<Double>
  let buckets: Buckets

  /// The first pass, for some of the rows. The pointers are good for the loop, and all that is read or written
  /// lies inside: the columns are of one length, and `starts` comes of counting each bucket's rows.
  func scatter(_ range: Range<Int>, _ columns: Columns, from starts: [Int]) {
    var next = starts
    let (shift, mask) = (Tag(buckets.shift), Tag(1 << buckets.shift - 1))
    next.withUnsafeMutableBufferPointer { next in
      columns.unit.withUnsafeBufferPointer { unit in
        columns.batch.withUnsafeBufferPointer { batch in
          columns.delta.withUnsafeBufferPointer { delta in
            for index in range {
              let bucket = buckets.of(unit[index])
              let place = next[bucket]
              next[bucket] = place &+ 1
              tag[place] =
                Tag(truncatingIfNeeded: batch[index]) &<< shift | Tag(truncatingIfNeeded: unit[index]) & mask
              self.delta[place] = delta[index]
            }
          }
        }
      }
    }
  }

  /// The second pass, for one bucket: its rows are taken out, and go back to where their units begin. The scratch
  /// memory holds at least as many rows; places come of counting each unit's rows.
  func sort(_ range: Range<Int>, of bucket: Int, _ end: Cells<Int>, _ scratch: inout BucketScratch<Tag>) {
    let units = buckets.units(bucket)
    scratch.reserve(range.count)
    let (tags, deltas) = (scratch.tags, scratch.deltas)
    let (shift, mask) = (Tag(buckets.shift), Tag(1 << buckets.shift - 1))
    withUnsafeTemporaryAllocation(of: Int.self, capacity: units.count) { next in
      next.initialize(repeating: 0)
      for (place, index) in range.enumerated() {
        tags[place] = tag[index]
        deltas[place] = delta[index]
        next[Int(truncatingIfNeeded: tag[index] & mask)] &+= 1
      }
      var total = range.lowerBound
      for (place, unit) in units.enumerated() {
        let count = next[place]
        next[place] = total
        total += count
        end[unit] = total
      }
      for row in 0..<range.count {
        let unit = Int(truncatingIfNeeded: tags[row] & mask)
        let place = next[unit]
        next[unit] = place &+ 1
        batch[place] = Int32(truncatingIfNeeded: tags[row] &>> shift)
        delta[place] = deltas[row]
      }
    }
  }
}

/// Room for the rows of one bucket, used again for the next. Owned by one part.
private struct BucketScratch<Tag: BitwiseCopyable>: ~Copyable {
  private(set) var tags = UnsafeMutableBufferPointer<Tag>.allocate(capacity: 0)
  private(set) var deltas = UnsafeMutableBufferPointer<Double>.allocate(capacity: 0)

  mutating func reserve(_ count: Int) {
    guard tags.count < count else { return }
    tags.deallocate()
    deltas.deallocate()
    tags = .allocate(capacity: count + count / 8)
    deltas = .allocate(capacity: count + count / 8)
  }

  deinit {
    tags.deallocate()
    deltas.deallocate()
  }
}

/// Neighbouring units, at most 256 groups of them.
private struct Buckets {
  let unitCount: Int
  let shift: Int

  init(unitCount: Int) {
    self.unitCount = unitCount
    shift = max(0, Int.bitWidth - max(0, unitCount - 1).leadingZeroBitCount - 8)
  }

  var count: Int { unitCount == 0 ? 0 : ((unitCount - 1) >> shift) + 1 }

  func of(_ unit: Int32) -> Int { Int(unit) >> shift }

  /// How many rows each bucket has. Two tables, so that a row need not wait for the one before it where both are of one
  /// bucket. Safe: every unit is below the number of units, so its bucket is below theirs.
  func counts(of unit: [Int32], in range: Range<Int>) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    unit.withUnsafeBufferPointer { unit in
      withUnsafeTemporaryAllocation(of: (even: Int, odd: Int).self, capacity: count) { tables in
        tables.initialize(repeating: (0, 0))
        var index = range.lowerBound
        while index + 1 < range.upperBound {
          tables[of(unit[index])].even &+= 1
          tables[of(unit[index + 1])].odd &+= 1
          index += 2
        }
        if index < range.upperBound { tables[of(unit[index])].even &+= 1 }
        for bucket in counts.indices { counts[bucket] = tables[bucket].even + tables[bucket].odd }
      }
    }
    return counts
  }

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
