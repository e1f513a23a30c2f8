import TraceLogs

/// How large deltas usually are, as far as that is known before each batch: seven in ten deltas of earlier batches, those
/// of 0 left out, are of this size or a smaller one. Verdicts bet on deltas cut at it. Since it is known beforehand, a bet
/// stays fair; since it is of all deltas, whatever their unit, no decision moves it.
package struct UsualSizes: Sendable {
  /// Per batch; 0 where no delta came before, so that signs are bet on.
  package private(set) var before: [Double] = []
  private var tally = SizeTally()
  private let rule: DeltaRule
  private let callCount: Int

  /// Complexity: O(entries + batches).
  package init(_ log: TraceLog, _ rule: DeltaRule) {
    (self.rule, callCount) = (rule, log.calls.count)
    take(log, from: 0)
  }

  /// Those of a log that begins with the one that these are of; nil where a new call is of a batch that stood before.
  /// Complexity: O(new entries + batches).
  package func appending(_ log: TraceLog, _ rule: DeltaRule) -> UsualSizes? {
    guard rule == self.rule, log.calls.count >= callCount, log.batches.count >= before.count,
      log.calls.batch[callCount...].allSatisfy({ Int($0) >= before.count })
    else { return nil }
    var next = UsualSizes(self, callCount: log.calls.count)
    next.take(log, from: callCount)
    return next
  }

  private init(_ older: UsualSizes, callCount: Int) {
    (before, tally, rule, self.callCount) = (older.before, older.tally, older.rule, callCount)
  }

  private mutating func take(_ log: TraceLog, from first: Int) {
    let start = before.count
    var calls = [[Int32]](repeating: [], count: log.batches.count - start)
    for call in first..<log.calls.count { calls[Int(log.calls.batch[call]) - start].append(Int32(call)) }
    var deltas = Deltas(rule)
    for batch in calls {
      before.append(tally.usual)
      deltas.forEachCall(batch, of: log) { _, _, deltas in for delta in deltas { tally.add(delta) } }
    }
  }
}

/// How many deltas there were of which size, in sixteen classes from each power of two to the next.
package struct SizeTally: Sendable {
  private var counts = [Int](repeating: 0, count: 1 << 15)
  private var total = 0
  /// Where the usual size was last seen, and how many lie in the classes before it.
  private var place = 0
  private var below = 0

  package init() {}

  /// The class of a size above 0: its exponent and the first four binary digits behind the point.
  package static func group(_ delta: Double) -> Int? {
    delta == 0 || !delta.isFinite ? nil : Int(delta.magnitude.bitPattern >> 48)
  }

  @inline(__always)
  package mutating func add(_ delta: Double) {
    if let group = SizeTally.group(delta) { add(group: group, 1) }
  }

  package mutating func add(group: Int, _ count: Int) {
    counts[group] += count
    total += count
    if group < place { below += count }
  }

  /// The smallest size of a class up to which seven in ten lie; 0 where there is none. Amortized O(1) where sizes come from
  /// one distribution.
  package var usual: Double {
    mutating get {
      guard total > 0 else { return 0 }
      while 10 * below >= 7 * total {
        place -= 1
        below -= counts[place]
      }
      while 10 * (below + counts[place]) < 7 * total {
        below += counts[place]
        place += 1
      }
      return Double(bitPattern: UInt64(place) << 48)
    }
  }
}
