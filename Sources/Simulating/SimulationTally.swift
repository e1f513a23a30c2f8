/// What a simulated run planted, counted as its batches go by.
public struct SimulationTally: Sendable, Equatable {
  public struct Planted: Sendable, Equatable {
    public internal(set) var operations = 0
    public internal(set) var proposals = 0
    var effects = 0.0

    /// The mean effect of the operations.
    public var effect: Double? { operations > 0 ? effects / Double(operations) : nil }
  }

  public private(set) var batches = 0
  public private(set) var proposals = 0
  public private(set) var calls = 0
  public private(set) var scores = 0
  public private(set) var applied = 0
  /// Operations that were planted as an attack; they count in their classes, too.
  public private(set) var attacks = 0
  private var planted = Array(repeating: Planted(), count: OperationClass.allCases.count)
  /// Operations appear in the order of their numbers.
  private var operations = 0

  public init() {}

  public subscript(category: OperationClass) -> Planted { planted[SimulationTally.place(category)] }

  public mutating func add(_ batch: SimulatedBatch) {
    batches += 1
    proposals += batch.proposals.count
    calls += batch.calls.count
    scores += batch.calls.reduce(0) { $0 + $1.entries.count }
    applied += batch.applied.count
    let known = operations
    var met: Set<Int> = []
    for proposal in batch.proposals {
      let place = SimulationTally.place(proposal.category)
      planted[place].proposals += 1
      guard proposal.operation >= known, met.insert(proposal.operation).inserted else { continue }
      if proposal.attack != nil { attacks += 1 }
      planted[place].operations += 1
      planted[place].effects += proposal.effect
      operations = max(operations, proposal.operation + 1)
    }
  }

  private static func place(_ category: OperationClass) -> Int {
    OperationClass.allCases.firstIndex(of: category) ?? 0
  }
}
