import Basics

/// Which operations are held to be one unit. Units are numbered in the order in which they first appear.
public struct Partition: Sendable {
  /// The unit of each operation.
  public let unitOf: SharedColumn<Int32>
  /// The operation that founded each unit.
  public let founder: SharedColumn<Int32>
  /// Pairs the linkage saw close to tau, for a person to judge.
  public internal(set) var candidates: SharedColumn<Candidate>
  /// How far from tau candidates lie at most: less than `Candidate.window` where that held too many.
  public let candidateWindow: Cosine
  let rows: MemberRows
  /// Which units they are, and where they came from others.
  let mark: Lineage
  let link: Link?

  /// How the units of another partition lie among these.
  struct Link: Sendable {
    let older: Lineage
    let passage: UnitPassage
    /// Whether its candidates are those of the other, and more behind them.
    let hasOlderCandidates: Bool
  }

  public var unitCount: Int { founder.count }

  public init(
    unitOf: [Int32], founder: [Int32], candidates: [Candidate], candidateWindow: Cosine = Candidate.window
  ) {
    self.init(
      unitOf: SharedColumn(unitOf).shared, founder: SharedColumn(founder).shared,
      rows: MemberRows(unitOf, unitCount: founder.count), candidates: SharedColumn(candidates).shared,
      candidateWindow: candidateWindow, link: nil)
  }

  init(
    unitOf: SharedColumn<Int32>, founder: SharedColumn<Int32>, rows: MemberRows,
    candidates: SharedColumn<Candidate>,
    candidateWindow: Cosine, link: Link?
  ) {
    (self.unitOf, self.founder, self.rows) = (unitOf, founder, rows)
    (self.candidates, self.candidateWindow) = (candidates, candidateWindow)
    (mark, self.link) = (Lineage(), link)
    checkInvariants()
  }

  /// The share of operations that stand in a unit with others.
  public var mergedShare: Double {
    let alone = (0..<unitCount).count { members(of: $0).count == 1 }
    return 1 - Double(alone) / Double(max(1, unitOf.count))
  }

  /// In log order.
  public func members(of unit: Int) -> ArraySlice<Int32> { rows.members(of: unit) }

  /// Those of all units, unit by unit.
  public var members: [Int32] { rows.flat.members }
}

extension Partition {
  /// The units alone.
  package var withoutCandidates: Partition {
    var units = self
    units.candidates = []
    return units
  }

  /// How its units lie among those of `older`, where they are the same or were made from it.
  package func follows(_ older: Partition) -> UnitPassage? {
    if mark.is(older.mark) {
      return UnitPassage(oldCount: older.unitCount, newCount: unitCount, dropped: [], made: [])
    }
    return link.flatMap { $0.older.is(older.mark) ? $0.passage : nil }
  }

  /// Candidates that `older` has not, where these were appended to those.
  package func appendedCandidates(since older: Partition) -> [Candidate]? {
    guard let link, link.older.is(older.mark), link.hasOlderCandidates else { return nil }
    return candidates[older.candidates.count...].map { $0 }
  }

  /// Whether both hold the same operations to be one. Complexity: O(operations), O(1) for copies of one value.
  package func hasUnits(of other: Partition) -> Bool {
    mark.is(other.mark) || unitOf == other.unitOf && founder == other.founder
  }
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
