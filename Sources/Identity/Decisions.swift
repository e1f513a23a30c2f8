import Basics
import TraceLogs

/// A person's ruling on two operations.
public struct Decision: Sendable, Equatable {
  public enum Ruling: String, Sendable, CaseIterable {
    case same, different
  }

  public var ruling: Ruling
  public var first: OperationName
  public var second: OperationName
  public var reason: String?
  /// How an audit drew the pair that this answers; nil for what somebody chose to rule on.
  public var audit: AuditShare?

  public init(
    _ ruling: Ruling, _ first: OperationName, _ second: OperationName, reason: String? = nil,
    audit: AuditShare? = nil
  ) {
    self.ruling = ruling
    self.first = first
    self.second = second
    self.reason = reason
    self.audit = audit
  }

  func joins(_ a: OperationName, _ b: OperationName) -> Bool {
    (first == a && second == b) || (first == b && second == a)
  }
}

/// All rulings of a study, free of contradiction. The order in which they were made does not matter to
/// anything that follows from them.
///
/// The operations that rulings name are numbered as they come; those ruled `same`, directly or over others, are one set
/// of a disjoint-set forest, and each set knows the `different` rulings that lead out of it. So what contradicts is
/// found without a search; the search is for the chain that is shown. Copies share what they have in common.
public struct Decisions: Sendable, Equatable {
  /// A ruling and the numbers of its operations.
  struct Standing: Sendable {
    var decision: Decision
    let first: Int32
    let second: Int32
  }

  /// What a search needs of a ruling: nothing that would have to be counted.
  struct Link: Sendable {
    let first: Int32
    let second: Int32
    let isDifferent: Bool

    func other(than node: Int32) -> Int32 { first == node ? second : first }
  }

  private(set) var standing = SharedArray<Standing>()
  /// The same rulings, for searches.
  private(set) var links = SharedArray<Link>()
  /// The operations by number.
  private(set) var names = SharedArray<OperationName>()
  private var numbers = SharedMap<OperationName, Int32>()
  /// The rulings that name each operation, by their place.
  private(set) var rulings = SharedArray<SharedArray<Int32>>()
  /// The parent of each operation; of a root, minus the size of its set.
  private var parents = SharedArray<Int32>()
  /// Of a root: the `different` rulings that lead out of its set.
  private var differences = SharedArray<SharedArray<Int32>>()
  /// Another one for every change.
  private var version = Version()

  private final class Version: Sendable {}

  public init() {}

  /// Complexity: O(1) for copies of one value, else O(n) at worst.
  public static func == (left: Decisions, right: Decisions) -> Bool {
    if left.version === right.version { return true }
    guard left.count == right.count else { return false }
    // What was done last is what differs most often.
    return left.standing.indices.reversed().allSatisfy {
      left.standing[$0].decision == right.standing[$0].decision
    }
  }

  public var count: Int { standing.count }
  public var isEmpty: Bool { standing.count == 0 }

  /// In the order in which they were made. Complexity: O(n).
  public var all: [Decision] {
    var all: [Decision] = []
    all.reserveCapacity(count)
    standing.forEach { all.append($0.decision) }
    return all
  }

  /// Without the answers of audits: these judge merging, and what they judged would be right by their own word.
  /// Complexity: O(n).
  public var withoutAudits: Decisions {
    guard standing.indices.contains(where: { standing[$0].decision.audit != nil }) else { return self }
    var rest = Decisions()
    standing.forEach { if $0.decision.audit == nil { rest.append($0.decision) } }
    return rest
  }

  /// The operations that decisions name, in the order in which they came. Complexity: O(n).
  public var operationNames: [OperationName] {
    var names: [OperationName] = []
    self.names.forEach { names.append($0) }
    return names
  }

  /// Adds a ruling, or throws the shortest chain of rulings that contradicts it. A ruling that stands
  /// already is not added twice; its reason, if it has a new one, is kept.
  /// Complexity: O(log² n) amortized where nothing contradicts, but for the `different` rulings of the set that has
  /// fewer; a chain takes O(rulings).
  public mutating func add(_ decision: Decision) throws(Contradiction) {
    if decision.first == decision.second {
      guard decision.ruling == .different else { return }
      throw Contradiction(refused: decision, chain: [])
    }
    if let first = numbers[decision.first], let second = numbers[decision.second] {
      if let place = place(of: first, second) {
        if standing[place].decision.ruling == decision.ruling { return keepReason(of: decision, at: place) }
        throw Contradiction(refused: decision, chain: [standing[place].decision])
      }
      if ruling(first, second).map({ $0 != decision.ruling }) ?? false {
        throw Contradiction(refused: decision, chain: chain(first, second, saying: decision.ruling.opposite))
      }
    }
    append(decision)
  }

  /// Takes back what was ruled on these two directly; nil where nothing was. Complexity: O(n log n).
  public mutating func remove(_ first: OperationName, _ second: OperationName) -> Decision? {
    guard let a = numbers[first], let b = numbers[second], let place = place(of: a, b) else { return nil }
    let removed = standing[place].decision
    var rest = Decisions()
    for (index, other) in all.enumerated() where index != place { rest.append(other) }
    self = rest
    return removed
  }

  private mutating func keepReason(of decision: Decision, at place: Int) {
    guard let reason = decision.reason, reason != standing[place].decision.reason else { return }
    standing[place].decision.reason = reason
    version = Version()
  }

  private mutating func append(_ decision: Decision) {
    let (first, second) = (number(decision.first), number(decision.second))
    let place = Int32(standing.count)
    standing.append(Standing(decision: decision, first: first, second: second))
    links.append(Link(first: first, second: second, isDifferent: decision.ruling == .different))
    rulings[Int(first)].append(place)
    rulings[Int(second)].append(place)
    switch decision.ruling {
    case .same: unite(root(first), root(second))
    case .different:
      differences[Int(root(first))].append(place)
      differences[Int(root(second))].append(place)
    }
    version = Version()
    checkInvariants()
  }

  private mutating func number(_ name: OperationName) -> Int32 {
    if let number = numbers[name] { return number }
    let number = Int32(names.count)
    names.append(name)
    numbers.insert(name, number)
    rulings.append(SharedArray())
    differences.append(SharedArray())
    parents.append(-1)
    return number
  }

  /// By size, without shortening paths: finding changes nothing that copies share.
  private mutating func unite(_ a: Int32, _ b: Int32) {
    guard a != b else { return }
    let (small, large) = parents[Int(a)] > parents[Int(b)] ? (a, b) : (b, a)
    parents[Int(large)] += parents[Int(small)]
    parents[Int(small)] = large
    let (mine, theirs) = (differences[Int(large)], differences[Int(small)])
    let moved = mine.count >= theirs.count ? theirs : mine
    var kept = mine.count >= theirs.count ? mine : theirs
    moved.forEach { kept.append($0) }
    differences[Int(large)] = kept
    differences[Int(small)] = SharedArray()
  }
}

extension Decisions {
  /// The number of an operation that some decision names.
  func number(of name: OperationName) -> Int32? { numbers[name] }

  private func root(_ node: Int32) -> Int32 {
    var node = node
    while true {
      let parent = parents[Int(node)]
      if parent < 0 { return node }
      node = parent
    }
  }

  /// What the decisions say of two operations, directly or by a chain; nil where they say nothing.
  public func ruling(_ first: OperationName, _ second: OperationName) -> Decision.Ruling? {
    if first == second { return .same }
    guard let a = numbers[first], let b = numbers[second] else { return nil }
    return ruling(a, b)
  }

  private func ruling(_ first: Int32, _ second: Int32) -> Decision.Ruling? {
    let (a, b) = (root(first), root(second))
    if a == b { return .same }
    let (fewer, other) = differences[Int(a)].count <= differences[Int(b)].count ? (a, b) : (b, a)
    let isApart = differences[Int(fewer)].contains { place in
      let standing = standing[Int(place)]
      return root(standing.first) == other || root(standing.second) == other
    }
    return isApart ? .different : nil
  }

  /// The place of the ruling that names just these two.
  private func place(of first: Int32, _ second: Int32) -> Int? {
    let (a, b) = (rulings[Int(first)], rulings[Int(second)])
    let (fewer, other) = a.count <= b.count ? (a, second) : (b, first)
    let node = a.count <= b.count ? first : second
    return fewer.first { links[Int($0)].other(than: node) == other }.map(Int.init)
  }
}

extension Decisions {
  /// As `Partition.checkInvariants`; where there are many rulings, only now and then. Complexity: O(n log n).
  private func checkInvariants() {
    #if MAA_INVARIANTS
      guard count < 64 || count.nonzeroBitCount == 1 else { return }
      precondition(names.count == rulings.count && names.count == differences.count, "a list for every name")
      for (place, standing) in standing.indices.map({ ($0, standing[$0]) }) {
        let (first, second) = (standing.first, standing.second)
        precondition(numbers[standing.decision.first] == first, "names have their numbers")
        precondition(rulings[Int(first)].contains { Int($0) == place }, "a ruling is listed on either side")
        precondition(rulings[Int(second)].contains { Int($0) == place }, "a ruling is listed on either side")
        let isOne = root(first) == root(second)
        precondition(isOne == (standing.decision.ruling == .same), "nothing contradicts")
      }
    #endif
  }
}

extension Decision.Ruling {
  public var opposite: Decision.Ruling { self == .same ? .different : .same }
}

/// A ruling that cannot stand beside the ones made before; the chain leads from its first operation to its second.
public struct Contradiction: Error, Equatable {
  public let refused: Decision
  public let chain: [Decision]
}
