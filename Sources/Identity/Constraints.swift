import Basics
import TraceLogs

/// Decisions brought to the operations of one log: who must stay together, and who must stay apart.
///
/// Operations ruled `same`, directly or over others, form a *bloc*; a bloc always lies in one unit. Rulings on
/// operations that the log does not hold still count: `same a x` and `same x b` keep `a` and `b` together
/// where `x` no longer occurs.
public struct Constraints: Sendable, Equatable {
  /// The bloc of each operation that some decision names.
  private let blocOf: [Int32: Int32]
  /// Blocs that must not share a unit, both ways.
  private let apart: [Int32: Set<Int32>]
  /// Names in decisions that the log does not hold.
  public let absent: [OperationName]
  /// Names in decisions that more than one operation of the log answers to; they are not applied.
  public let ambiguous: [OperationName]
  /// What was found of each name, and in which operations.
  private let matches: [OperationName: Match]
  private let lineage: Lineage

  /// Complexity: O(decisions · log operations).
  public init(_ decisions: Decisions, for operations: Operations) {
    self.init(decisions, for: operations, knowing: nil)
  }

  /// The same; names that `older` found in these operations are not looked up again. Complexity: O(decisions).
  package init(_ decisions: Decisions, for operations: Operations, knowing older: Constraints?) {
    let known = older.flatMap { $0.lineage.is(operations.lineage) ? $0.matches : nil }
    let names = Names(decisions, operations, known ?? [:])
    (matches, lineage) = (names.matches, operations.lineage)
    var blocs = DisjointSets()
    blocs.grow(to: names.node.count)
    var different: [(Int, Int)] = []
    decisions.standing.forEach { standing in
      let (first, second) = (names.node[Int(standing.first)], names.node[Int(standing.second)])
      switch standing.decision.ruling {
      case .same: blocs.unite(first, second)
      case .different: different.append((first, second))
      }
    }
    var apart: [Int32: Set<Int32>] = [:]
    for (first, second) in different {
      let (first, second) = (Int32(blocs.root(first)), Int32(blocs.root(second)))
      // Two names may turn out to be one operation in this log; nothing can be apart from itself.
      guard first != second else { continue }
      apart[first, default: []].insert(second)
      apart[second, default: []].insert(first)
    }
    self.blocOf = names.nodeOfOperation.mapValues { Int32(blocs.root($0)) }
    self.apart = apart
    self.absent = names.absent.sorted()
    self.ambiguous = names.ambiguous.sorted()
  }

  /// Whether both say the same of the same operations.
  public static func == (left: Constraints, right: Constraints) -> Bool {
    left.lineage.is(right.lineage) && left.blocOf == right.blocOf && left.apart == right.apart
      && left.absent == right.absent && left.ambiguous == right.ambiguous
  }

  /// The bloc of each operation that is named.
  package var blocs: [Int32: Int32] { blocOf }

  public func bloc(of operation: Int32) -> Int32? { blocOf[operation] }

  /// The blocs that must not stand in one unit with `bloc`.
  public func apart(from bloc: Int32) -> Set<Int32> { apart[bloc] ?? [] }

  /// What the decisions say of two operations, directly or by a chain; nil where they say nothing.
  public func ruling(_ first: Int32, _ second: Int32) -> Decision.Ruling? {
    guard let a = blocOf[first], let b = blocOf[second] else { return nil }
    if a == b { return .same }
    return apart(from: a).contains(b) ? .different : nil
  }
}

/// What a name says in a log.
private enum Match {
  case absent, ambiguous
  case one(Int32)

  init(_ name: OperationName, _ operations: Operations) {
    let found = operations.matches(name)
    self = found.count > 1 ? .ambiguous : found.first.map { .one(Int32($0)) } ?? .absent
  }
}

/// The operations that decisions name, brought to a log: two names of one operation get one node.
private struct Names {
  /// Of each name, by its number.
  private(set) var node: [Int] = []
  private(set) var nodeOfOperation: [Int32: Int] = [:]
  private(set) var absent: [OperationName] = []
  private(set) var ambiguous: [OperationName] = []
  private(set) var matches: [OperationName: Match]

  init(_ decisions: Decisions, _ operations: Operations, _ known: [OperationName: Match]) {
    matches = known
    node.reserveCapacity(decisions.names.count)
    decisions.names.forEach { name in
      let match = matches[name] ?? Match(name, operations)
      matches[name] = match
      node.append(find(name, match))
    }
  }

  private mutating func find(_ name: OperationName, _ match: Match) -> Int {
    let next = node.count
    switch match {
    case .absent: absent.append(name)
    case .one(let operation):
      if let known = nodeOfOperation[operation] { return known }
      nodeOfOperation[operation] = next
    case .ambiguous: ambiguous.append(name)
    }
    return next
  }
}
