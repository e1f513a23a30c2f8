/// Which operations are held to be one unit. Units are numbered in the order in which they first appear.
public struct Partition: Sendable {
  /// The unit of each operation.
  public let unitOf: [Int32]
  /// The operation that founded each unit.
  public let founder: [Int32]
  /// Members of unit `u`, in log order: `members[memberRange(u)]`.
  public let members: [Int32]
  let memberEnd: [Int32]
  /// Pairs the linkage saw close to tau, for a person to judge.
  public internal(set) var candidates: [Candidate]
  /// How far from tau candidates lie at most: less than `Candidate.window` where that held too many.
  public let candidateWindow: Cosine

  public var unitCount: Int { founder.count }

  public init(
    unitOf: [Int32], founder: [Int32], candidates: [Candidate], candidateWindow: Cosine = Candidate.window
  ) {
    self.candidateWindow = candidateWindow
    self.unitOf = unitOf
    self.founder = founder
    self.candidates = candidates
    var ends = [Int32](repeating: 0, count: founder.count)
    for unit in unitOf { ends[Int(unit)] += 1 }
    var total: Int32 = 0
    for unit in ends.indices {
      total += ends[unit]
      ends[unit] = total
    }
    var next = [Int32](repeating: 0, count: founder.count)
    for unit in next.indices.dropFirst() { next[unit] = ends[unit - 1] }
    var members = [Int32](repeating: 0, count: unitOf.count)
    for (operation, unit) in unitOf.enumerated() {
      members[Int(next[Int(unit)])] = Int32(operation)
      next[Int(unit)] += 1
    }
    self.memberEnd = ends
    self.members = members
    checkInvariants()
  }

  /// The share of operations that stand in a unit with others.
  public var mergedShare: Double {
    let alone = (0..<unitCount).count { members(of: $0).count == 1 }
    return 1 - Double(alone) / Double(max(1, unitOf.count))
  }

  public func members(of unit: Int) -> ArraySlice<Int32> {
    members[(unit == 0 ? 0 : Int(memberEnd[unit - 1]))..<Int(memberEnd[unit])]
  }
}

extension Partition {
  /// The units alone.
  package var withoutCandidates: Partition {
    var units = self
    units.candidates = []
    return units
  }

  /// Whether both hold the same operations to be one. Complexity: O(operations), O(1) for copies of one value.
  package func hasUnits(of other: Partition) -> Bool { unitOf == other.unitOf && founder == other.founder }
}

/// Two operations that might be one, or that were taken for one and might not be.
public struct Candidate: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Just under tau: two units that might be one.
    case near
    /// Just over tau: a member that might not belong to its unit.
    case merged
    /// Two members of a unit of which one does not seem to belong.
    case suspect
    /// Over tau, but of different keys: two units that only a decision can join. The linkage does not look for them.
    case across
  }

  public let kind: Kind
  /// The older operation: the founder of its unit.
  public let first: Int32
  public let second: Int32
  public let cosine: Cosine

  package init(kind: Kind, first: Int32, second: Int32, cosine: Cosine) {
    self.kind = kind
    self.first = first
    self.second = second
    self.cosine = cosine
  }

  /// How far from tau a cosine may lie for the pair to be worth a look.
  public static let window = Cosine(tenThousandths: 2_000)
}
