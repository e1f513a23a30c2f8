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

  /// Complexity: O(decisions · log operations).
  public init(_ decisions: Decisions, for operations: Operations) {
    let names = Names(decisions, operations)
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

/// The operations that decisions name, brought to a log: two names of one operation get one node.
private struct Names {
  /// Of each name, by its number.
  private(set) var node: [Int] = []
  private(set) var nodeOfOperation: [Int32: Int] = [:]
  private(set) var absent: [OperationName] = []
  private(set) var ambiguous: [OperationName] = []

  init(_ decisions: Decisions, _ operations: Operations) {
    node.reserveCapacity(decisions.names.count)
    decisions.names.forEach { node.append(find($0, operations)) }
  }

  private mutating func find(_ name: OperationName, _ operations: Operations) -> Int {
    let matches = operations.matches(name)
    let next = node.count
    switch matches.count {
    case 0: absent.append(name)
    case 1:
      let operation = Int32(matches[0])
      if let known = nodeOfOperation[operation] { return known }
      nodeOfOperation[operation] = next
    default: ambiguous.append(name)
    }
    return next
  }
}
