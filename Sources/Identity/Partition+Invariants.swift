import Basics

extension Partition {
  /// Holds the value against what it promises; does nothing but where the build flag `MAA_INVARIANTS` is set, as it is for
  /// the tests. Complexity: O(operations + candidates).
  func checkInvariants() {
    #if MAA_INVARIANTS
      precondition(members.count == unitOf.count, "every operation is a member once")
      precondition(zip(founder, founder.dropFirst()).allSatisfy { $0 < $1 }, "in order of appearance")
      for unit in 0..<unitCount {
        let own = members(of: unit)
        precondition(own.first == founder[unit], "the founder of a unit is its first member")
        precondition(own.allSatisfy { unitOf[Int($0)] == Int32(unit) }, "members are of their unit")
        precondition(zip(own, own.dropFirst()).allSatisfy { $0 < $1 }, "members stand in log order")
      }
      let all = unitOf.indices
      for candidate in candidates {
        precondition(all.contains(Int(candidate.first)) && all.contains(Int(candidate.second)), "of the log")
        precondition(candidate.first != candidate.second, "a pair is two operations")
      }
    #endif
  }
}
