/// A person's ruling on two operations.
public struct Decision: Sendable, Equatable {
  public enum Ruling: String, Sendable, CaseIterable {
    case same, different
  }

  public var ruling: Ruling
  public var first: OperationName
  public var second: OperationName
  public var reason: String?

  public init(_ ruling: Ruling, _ first: OperationName, _ second: OperationName, reason: String? = nil) {
    self.ruling = ruling
    self.first = first
    self.second = second
    self.reason = reason
  }

  func joins(_ a: OperationName, _ b: OperationName) -> Bool {
    (first == a && second == b) || (first == b && second == a)
  }
}

/// All rulings of a study, free of contradiction. The order in which they were made does not matter to
/// anything that follows from them.
public struct Decisions: Sendable, Equatable {
  public private(set) var all: [Decision] = []
  /// The rulings that name each operation, by their place in `all`.
  var rulings: [OperationName: [Int]] = [:]

  public init() {}

  /// The index follows from the rulings.
  public static func == (left: Decisions, right: Decisions) -> Bool { left.all == right.all }

  /// Adds a ruling, or throws the shortest chain of rulings that contradicts it. A ruling that stands
  /// already is not added twice; its reason, if it has a new one, is kept.
  public mutating func add(_ decision: Decision) throws(Contradiction) {
    if decision.first == decision.second {
      guard decision.ruling == .different else { return }
      throw Contradiction(refused: decision, chain: [])
    }
    if let chain = contradiction(with: decision) {
      throw Contradiction(refused: decision, chain: chain)
    }
    let place = rulings[decision.first]?.first {
      all[$0].ruling == decision.ruling && all[$0].joins(decision.first, decision.second)
    }
    if let place {
      all[place].reason = decision.reason ?? all[place].reason
    } else {
      rulings[decision.first, default: []].append(all.count)
      rulings[decision.second, default: []].append(all.count)
      all.append(decision)
    }
  }
}

/// A ruling that cannot stand beside the ones made before; the chain leads from its first operation to its second.
public struct Contradiction: Error, Equatable {
  public let refused: Decision
  public let chain: [Decision]
}
