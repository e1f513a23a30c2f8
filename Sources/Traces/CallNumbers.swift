/// Tells whether a batch has a call of some number already.
///
/// Calls nearly always come in ascending order, and then the highest number so far tells. Only a batch
/// where they do not gets a set of all its numbers.
struct CallNumbers {
  private var highest: [Int32] = []
  /// The last call of each batch, and the one before it in its batch for each call; -1 for none.
  private var lastOfBatch: [Int32] = []
  private var previous: [Int32] = []
  private var sets: [Int32: Set<Int32>] = [:]

  /// False if `number` is taken. `numbers` are those of all calls so far; this one must be appended next.
  @inline(__always)
  mutating func insert(_ number: Int32, batch: Int32, before numbers: [Int32]) -> Bool {
    let batchIndex = Int(batch)
    while lastOfBatch.count <= batchIndex {
      lastOfBatch.append(-1)
      highest.append(.min)
    }
    let last = lastOfBatch[batchIndex]
    if last >= 0 && number <= highest[batchIndex] {
      guard insertOutOfOrder(number, batch, last, numbers) else { return false }
    } else if !sets.isEmpty {
      sets[batch]?.insert(number)
    }
    highest[batchIndex] = max(number, highest[batchIndex])
    previous.append(last)
    lastOfBatch[batchIndex] = Int32(truncatingIfNeeded: previous.count - 1)
    return true
  }

  private mutating func insertOutOfOrder(
    _ number: Int32, _ batch: Int32, _ last: Int32, _ numbers: [Int32]
  ) -> Bool {
    if sets[batch] == nil {
      var all = Set<Int32>()
      var call = last
      while call >= 0 {
        all.insert(numbers[Int(call)])
        call = previous[Int(call)]
      }
      sets[batch] = all
    }
    return sets[batch, default: []].insert(number).inserted
  }
}
