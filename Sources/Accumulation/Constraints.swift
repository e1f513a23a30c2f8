/// Decisions brought to the operations of one log: who must stay together, and who must stay apart.
///
/// Operations ruled `same`, directly or over others, form a *bloc*; a bloc always lies in one unit. Rulings on
/// operations that the log does not hold still count: `same a x` and `same x b` keep `a` and `b` together
/// where `x` no longer occurs.
public struct Constraints: Sendable {
  /// The bloc of each operation that some decision names.
  private let blocOf: [Int32: Int32]
  /// Blocs that must not share a unit, both ways.
  private let apart: [Int32: Set<Int32>]
  /// Names in decisions that the log does not hold.
  public let absent: [OperationName]
  /// Names in decisions that more than one operation of the log answers to; they are not applied.
  public let ambiguous: [OperationName]

  public init(_ decisions: Decisions, for operations: Operations) {
    var names = Names(operations: operations)
    var blocs = DisjointSets()
    for decision in decisions.all {
      let (first, second) = (names.node(decision.first), names.node(decision.second))
      blocs.grow(to: names.count)
      if decision.ruling == .same { blocs.unite(first, second) }
    }
    var apart: [Int32: Set<Int32>] = [:]
    for decision in decisions.all where decision.ruling == .different {
      let first = blocs.root(names.node(decision.first))
      let second = blocs.root(names.node(decision.second))
      // Two names may turn out to be one operation in this log; nothing can be apart from itself.
      guard first != second else { continue }
      apart[Int32(first), default: []].insert(Int32(second))
      apart[Int32(second), default: []].insert(Int32(first))
    }
    self.blocOf = names.nodeOfOperation.mapValues { Int32(blocs.root($0)) }
    self.apart = apart
    self.absent = names.absent.sorted()
    self.ambiguous = names.ambiguous.sorted()
  }

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

/// Numbers the operations that decisions name; two names of one operation get one number.
private struct Names {
  let operations: Operations
  var nodeOfName: [OperationName: Int] = [:]
  var nodeOfOperation: [Int32: Int] = [:]
  var absent: [OperationName] = []
  var ambiguous: [OperationName] = []
  var count = 0

  init(operations: Operations) { self.operations = operations }

  mutating func node(_ name: OperationName) -> Int {
    if let node = nodeOfName[name] { return node }
    let node = makeNode(name)
    nodeOfName[name] = node
    return node
  }

  private mutating func makeNode(_ name: OperationName) -> Int {
    let matches = operations.matches(name)
    if matches.count == 1, let known = nodeOfOperation[Int32(matches[0])] { return known }
    let node = count
    count += 1
    switch matches.count {
    case 0: absent.append(name)
    case 1: nodeOfOperation[Int32(matches[0])] = node
    default: ambiguous.append(name)
    }
    return node
  }
}
