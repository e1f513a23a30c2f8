import Basics

/// Units by descending `m̂`. Where some of many units have moved, who asks for the order puts them in their places; who does
/// not, waits for nobody.
final class UnitOrder: Sendable {
  struct Places: Sendable {
    let ranking: [Int32]
    let rank: [Int32]
  }

  /// The order of other units, of which these have the same `m̂` but for those that have moved.
  private let older: [Int32]
  /// In runs of which each is longer than twice the next.
  private let moved: [[Int32]]
  private let made: Later<Places>

  init(_ ranked: [RankKey], of mhat: [Double?]) {
    (older, moved) = ([], [])
    made = Later(UnitOrder.places(ranked.map(\.unit), mhat))
  }

  /// Of the ranked units in their order, and those without observations.
  init(_ ranking: [Int32], of mhat: [Double?]) {
    (older, moved) = ([], [])
    made = Later(UnitOrder.places(ranking, mhat))
  }

  private init(_ older: [Int32], moved: [[Int32]]) {
    (self.older, self.moved, made) = (older, moved, Later())
  }

  /// Where these units have moved, or are new. Ascending. Complexity: O(units moved), amortized.
  func moving(_ units: [Int32]) -> UnitOrder {
    let known = made.known?.ranking
    var runs = (known == nil ? moved : []) + [units]
    while runs.count > 1, runs[runs.count - 2].count <= 2 * runs[runs.count - 1].count {
      let (younger, elder) = (runs.removeLast(), runs.removeLast())
      runs.append(Set(elder).union(younger).sorted())
    }
    return UnitOrder(known ?? older, moved: runs)
  }

  /// Complexity: O(units) once.
  func places(_ mhat: () -> [Double?]) -> Places {
    made.value {
      let mhat = mhat()
      return UnitOrder.places(ranked(mhat), mhat)
    }
  }

  /// The m̂ of the first units, descending. Complexity: O(count + units moved).
  func first(_ count: Int, _ mhat: (Int) -> Double?) -> [Double] {
    let known = made.known?.ranking
    let moved = Set(known == nil ? self.moved.joined().map { $0 } : [])
    var values = moved.compactMap { mhat(Int($0)) }
    var standing = 0
    for unit in known ?? older where !moved.contains(unit) {
      guard standing < count, let value = mhat(Int(unit)) else { break }
      values.append(value)
      standing += 1
    }
    return Array(values.sorted(by: >).prefix(count))
  }

  private func ranked(_ mhat: [Double?]) -> [Int32] {
    var hasMoved = [Bool](repeating: false, count: mhat.count)
    for run in moved { for unit in run { hasMoved[Int(unit)] = true } }
    var keys = mhat.indices.filter { hasMoved[$0] }.compactMap { unit in
      mhat[unit].map { RankKey($0, unit: unit) }
    }
    keys.sortByRank()
    var (ranked, next) = ([Int32](), 0)
    ranked.reserveCapacity(mhat.count)
    for unit in older where !hasMoved[Int(unit)] {
      guard let value = mhat[Int(unit)] else { break }
      let key = RankKey(value, unit: Int(unit))
      while next < keys.count, keys[next] < key {
        ranked.append(keys[next].unit)
        next += 1
      }
      ranked.append(unit)
    }
    return ranked + keys[next...].map(\.unit)
  }

  private static func places(_ ranked: [Int32], _ mhat: [Double?]) -> Places {
    var rank = [Int32](repeating: 0, count: mhat.count)
    for (place, unit) in ranked.enumerated() { rank[Int(unit)] = Int32(truncatingIfNeeded: place + 1) }
    guard ranked.count < mhat.count else { return Places(ranking: ranked, rank: rank) }
    // Without observations units stand as they appeared.
    let rest = mhat.indices.filter { mhat[$0] == nil }.map { Int32(truncatingIfNeeded: $0) }
    return Places(ranking: ranked + rest, rank: rank)
  }
}
