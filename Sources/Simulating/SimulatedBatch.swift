import TraceLogs

/// One batch of a simulated run, as it would stand in a log.
public struct SimulatedBatch: Sendable, Equatable {
  /// From 1.
  public let number: Int
  public let epoch: Int
  public let scene: String
  public internal(set) var proposals: [SimulatedProposal] = []
  public internal(set) var calls: [SimulatedCall] = []
  public internal(set) var applied: [ProposalName] = []
  /// Of worlds in which votes are an attack.
  public internal(set) var votes: [SimulatedVote] = []
  public internal(set) var tasks: [SimulatedTask] = []
  /// At the end of an epoch: the score of the recorded run's memory.
  public internal(set) var evaluation: Double?
}

/// A proposal by where it stands: the batch and its place there, both from 0. Its id follows from them.
public struct ProposalName: Sendable, Equatable {
  public let batch: Int32
  public let place: Int32

  public var id: String { "b\(batch + 1)p\(place + 1)" }
}

public struct SimulatedProposal: Sendable, Equatable {
  public let name: ProposalName
  /// The operation, from 0; its label is called after it.
  public let operation: Int
  public let type: OperationType
  public let anchor: String
  public let content: String
  public let effect: Double
  public let category: OperationClass
  public let attack: Attack?

  public var identity: String { "X\(operation + 1)" }
}

public struct SimulatedCall: Sendable, Equatable {
  public let number: Int
  public let baseline: Double
  public let entries: [Entry]

  public struct Entry: Sendable, Equatable {
    public let proposal: ProposalName
    public let value: Double
  }
}

/// What somebody thought of a proposal of the batch.
public struct SimulatedVote: Sendable, Equatable {
  public let proposal: ProposalName
  public let isHelpful: Bool
  public let voter: String
}

public struct SimulatedTask: Sendable, Equatable {
  public let name: String
  public let outcome: Double
  public let items: [String]
}
