/// Hashes by the place that each falls on: hardly ever do two fall on one, so that hardly anything is left to be sorted.
///
/// Every character of a large log passes here, so places are memory of its own: no look whether it is shared, none whether a
/// place is within it. Not for two threads at a time.
final class FeatureBuckets {
  private struct Slot {
    /// The first that fell here, and how often it did; 0 where none has.
    var hash: UInt64 = 0
    var times: Int32 = 0
    /// The last of those others that fell here; -1 for none.
    var other: Int32 = -1
  }

  private struct Other {
    let hash: UInt64
    let next: Int32
  }

  private let slots: UnsafeMutablePointer<Slot>
  /// Which places are taken, in the order in which they were.
  private let taken: UnsafeMutablePointer<Int32>
  private let places: Int
  // One thread at a time, and none of it from within itself.
  @exclusivity(unchecked) private var takenCount = 0
  @exclusivity(unchecked) private var others: [Other] = []
  @exclusivity(unchecked) private var sorted: [UInt64] = []

  /// `places` is a power of two.
  init(places: Int) {
    precondition(places > 0 && places & (places - 1) == 0)
    self.places = places
    slots = .allocate(capacity: places)
    slots.initialize(repeating: Slot(), count: places)
    taken = .allocate(capacity: places)
    taken.initialize(repeating: 0, count: places)
  }

  deinit {
    slots.deallocate()
    taken.deallocate()
  }

  @inline(__always)
  func add(_ hash: UInt64) {
    let place = Int(truncatingIfNeeded: hash & UInt64(places - 1))
    // Safe: the place is below a power of two, and each is taken once at most before all are emptied.
    let slot = slots + place
    if slot.pointee.times == 0 {
      (slot.pointee.hash, slot.pointee.times) = (hash, 1)
      taken[takenCount] = Int32(truncatingIfNeeded: place)
      takenCount += 1
    } else if slot.pointee.hash == hash {
      slot.pointee.times &+= 1
    } else {
      let next = slot.pointee.other
      slot.pointee.other = Int32(truncatingIfNeeded: others.count)
      others.append(Other(hash: hash, next: next))
    }
  }

  /// Each distinct hash with the root of how often it came, those of one place in their order, and forgets them.
  /// Complexity: O(features · log features of a place).
  @inline(__always)
  func empty(_ body: (_ place: Int, _ hash: UInt64, _ root: Double) -> Void) {
    for number in 0..<takenCount {
      let place = Int(taken[number])
      let slot = slots[place]
      slots[place] = Slot()
      if slot.other < 0 {
        body(place, slot.hash, slot.times == 1 ? 1 : Double(slot.times).squareRoot())
      } else {
        several(slot)
        var start = 0
        while start < sorted.count {
          var end = start + 1
          while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
          body(place, sorted[start], Double(end - start).squareRoot())
          start = end
        }
      }
    }
    takenCount = 0
    if !others.isEmpty { others.removeAll(keepingCapacity: true) }
  }

  /// All hashes of one place in their order, each as often as it came.
  private func several(_ slot: Slot) {
    sorted.removeAll(keepingCapacity: true)
    for _ in 0..<slot.times { sorted.append(slot.hash) }
    var next = slot.other
    while next >= 0 {
      sorted.append(others[Int(next)].hash)
      next = others[Int(next)].next
    }
    // Most often there are two.
    if sorted.count > 2 { return sorted.sort() }
    if sorted[0] > sorted[1] { sorted.swapAt(0, 1) }
  }
}
