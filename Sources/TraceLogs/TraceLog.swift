import Basics

/// A trace of a memory optimizer as a value: what was in memory, what was proposed, how it was scored.
///
/// Columns, not objects: a log may hold millions of records. Positions are `Int32` indices into the
/// columns; `-1` stands for "none". Batches stand in the order of time.
public struct TraceLog: Sendable, Equatable {
  public var sources: [LogSource] = []
  public var items: [Item] = []
  public var batches: [Batch] = []
  public var proposals = Proposals()
  public var calls = Calls()
  public var applied: [Application] = []
  public var tasks = Tasks()
  public var evals: [Evaluation] = []
  public var labels = Labels()
  /// The proposals of type `merge` and `bundle`, and what they stand for.
  public var merges = Compounds()
  public var bundles = Compounds()
  public var votes = Votes()
  /// Texts that many records share: anchors, item ids of tasks, scenes. Each stands here once.
  public var symbols = TextColumn()

  public init() {}
}

extension TraceLog {
  /// How many batches there are when all runs that it tells of are done.
  public var plannedBatches: Int {
    var counts = Array(repeating: 0, count: sources.count)
    for batch in batches { counts[Int(batch.source)] += 1 }
    return zip(sources, counts).reduce(0) { $0 + max($1.0.steps ?? 0, $1.1) }
  }
}

/// One file a log was read from.
public struct LogSource: Sendable, Equatable {
  /// The file's name without folders and endings; it tells apart ids of several logs.
  public var name: String
  public var title: String?
  public var seed: Int?
  public var embedder: String?
  /// The range the header declares for scores.
  public var range: ClosedRange<Double>?
  /// How many batches the run was planned to have, where it may have fewer by now.
  public var steps: Int?

  public init(name: String) { self.name = name }
}

/// One addressable piece of memory.
public struct Item: Sendable, Equatable {
  public var id: String
  public var content: String
  /// How many batches of the log stood before it: 0 for the bank the log begins with.
  public var since: Int32

  public init(id: String, content: String, since: Int32 = 0) {
    self.id = id
    self.content = content
    self.since = since
  }
}

/// One step of the optimizer.
public struct Batch: Sendable, Equatable {
  public var source: Int32
  public var number: Int
  public var epoch: Int?
  public var label: String?
  public var tasks: Int?
  public var time: String?

  public init(source: Int32, number: Int) {
    self.source = source
    self.number = number
  }
}

/// What an operation does to memory. Deleting is modifying to empty content.
public enum OperationType: UInt8, Sendable, CaseIterable {
  case add, modify
  /// Puts one item in the place of several.
  case merge
  /// Several edits that were scored together, and only together.
  case bundle

  public var name: String {
    switch self {
    case .add: "add"
    case .modify: "modify"
    case .merge: "merge"
    case .bundle: "bundle"
    }
  }
}

/// Operations as they stood in the batches of the log, in log order.
public struct Proposals: Sendable, Equatable {
  public var batch: [Int32] = []
  public var type: [OperationType] = []
  /// Index into the log's `symbols`.
  public var anchor: [Int32] = []
  public var id = TextColumn()
  public var content = TextColumn()
  /// Empty where the log gives no reason.
  public var reason = TextColumn()
  public var vectors = VectorColumn()

  public init() {}
  public var count: Int { batch.count }
}

/// Vectors that came with the log, all of one dimension.
public struct VectorColumn: Sendable, Equatable {
  /// 0 while no proposal has one.
  public var dimension = 0
  /// Row in `values` per proposal, or -1. Empty while no proposal has a vector.
  public var row: [Int32] = []
  public var values: [Float] = []

  public init() {}
}

/// Scoring calls, in log order. Call `i` values the entries `entries(of: i)`.
public struct Calls: Sendable, Equatable {
  public var batch: [Int32] = []
  /// From `firstBundleNumber` on where a bundle's record told of the call.
  public var number: [Int32] = []
  public var baseline: [Double] = []
  /// Where the entries of call `i` end in `proposal` and `value`.
  public var end: [Int] = []
  /// Index of the valued proposal, per entry.
  public var proposal: [Int32] = []
  public var value: [Double] = []
  /// Before how many of its entries the baseline was shown. Shorter than the other columns where the last calls do not say.
  public var place: [Int32] = []

  public init() {}
  public var count: Int { batch.count }

  /// -1 where the call does not say; the entries stand in the order in which they were shown where it does.
  public func place(of call: Int) -> Int32 { call < place.count ? place[call] : -1 }

  /// Of the call that is appended next.
  package mutating func note(place next: Int32) {
    guard next >= 0 else { return }
    place += Array(repeating: -1, count: count - place.count) + [next]
  }

  /// The calls that bundles tell of have no number in a file.
  package static let firstBundleNumber = Int32.min

  public func entries(of call: Int) -> Range<Int> {
    (call == 0 ? 0 : end[call - 1])..<end[call]
  }
}

/// A proposal that the recorded run took into memory.
public struct Application: Sendable, Equatable {
  public var batch: Int32
  public var proposal: Int32

  public init(batch: Int32, proposal: Int32) {
    self.batch = batch
    self.proposal = proposal
  }
}

extension Tasks {
  /// -1 where the task has none.
  public func arm(of task: Int) -> Int32 { arm.isEmpty ? -1 : arm[task] }

  /// To be called with each task, before or after its other columns grow.
  package mutating func append(arm symbol: Int32, before count: Int) {
    if symbol >= 0, arm.isEmpty { arm = Array(repeating: -1, count: count) }
    if symbol >= 0 || !arm.isEmpty { arm.append(symbol) }
  }
}

/// Tasks the agent met, with their outcome and the items that stood in its context.
public struct Tasks: Sendable, Equatable {
  public var batch: [Int32] = []
  public var name = TextColumn()
  public var outcome: [Double] = []
  /// Index into `symbols`, or -1.
  public var scene: [Int32] = []
  public var itemEnd: [Int] = []
  /// Index into `symbols`, per used item.
  public var item: [Int32] = []
  /// The arm of an experiment: index into `symbols`, or -1. Empty while no task has one.
  public var arm: [Int32] = []
  /// Items that the task had to do without, though they were meant for it.
  public var held = TaskEntries()
  /// How probable it was for each item of the task to be held out; -1 where the record has no such number. Empty while no
  /// task has one.
  public var propensity: [Double] = []
  /// The same, item by item.
  public var propensities = TaskEntries()
  /// How well an item seemed to fit the task when it was retrieved.
  public var relevance = TaskEntries()

  public init() {}
  public var count: Int { batch.count }
}

/// A score of the whole memory on a split.
public struct Evaluation: Sendable, Equatable {
  public var source: Int32
  public var epoch: Int
  public var split: String
  public var score: Double

  public init(source: Int32, epoch: Int, split: String, score: Double) {
    self.source = source
    self.epoch = epoch
    self.split = split
    self.score = score
  }
}
