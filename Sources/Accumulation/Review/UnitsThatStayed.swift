/// Which units of a partition were there before, with the same wordings, the same verdict and the same rulings within.
struct UnitsThatStayed {
  /// Of each unit that was; -1 where it is gone or changed.
  private var ofOld: [Int32]
  private var isOld: [Bool]

  /// Complexity: O(operations).
  init(
    from old: ChangeFinder.Ground, _ before: Constraints, to new: ChangeFinder.Ground, _ after: Constraints
  ) {
    ofOld = Array(repeating: -1, count: old.partition.unitCount)
    isOld = Array(repeating: false, count: new.partition.unitCount)
    for unit in 0..<new.partition.unitCount {
      let before = Int(old.partition.unitOf[Int(new.partition.founder[unit])])
      guard old.partition.founder[before] == new.partition.founder[unit],
        old.verdict[before] == new.verdict[unit], old.mhat[before] == new.mhat[unit],
        old.partition.members(of: before) == new.partition.members(of: unit)
      else { continue }
      ofOld[before] = Int32(unit)
      isOld[unit] = true
    }
    for operation in UnitsThatStayed.ruled(before, after) {
      ofOld[Int(old.partition.unitOf[Int(operation)])] = -1
      isOld[Int(new.partition.unitOf[Int(operation)])] = false
    }
  }

  /// Operations that are bound to others than before: who leaves a unit takes its bloc along.
  private static func ruled(_ before: Constraints, _ after: Constraints) -> [Int32] {
    let (old, new) = (before.companions, after.companions)
    return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
  }

  func number(ofOld unit: Int32) -> Int32? { ofOld[Int(unit)] >= 0 ? ofOld[Int(unit)] : nil }

  func isAsItWas(_ unit: Int32) -> Bool { isOld[Int(unit)] }

  var changed: [Int32] { isOld.indices.filter { !isOld[$0] }.map(Int32.init) }
}

extension Constraints {
  /// Of each operation of a bloc: the first of it, and how many they are. Blocs only grow or shrink by a ruling.
  fileprivate var companions: [Int32: [Int32]] {
    var companions: [Int32: [Int32]] = [:]
    for members in Dictionary(grouping: blocs.keys.sorted(), by: { bloc(of: $0) }).values {
      for member in members { companions[member] = [members[0], Int32(members.count)] }
    }
    return companions
  }
}

extension Suspicion {
  func numbered(_ unit: Int32) -> Suspicion {
    Suspicion(unit: unit, first: first, second: second, reason: reason, p: p)
  }

  /// Of the suspicions of one unit: evidence first, then in the order of the log.
  var order: Int32 { p == nil ? second : -1 }
}
