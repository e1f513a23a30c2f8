import TraceLogs

/// What an import makes: a log in the making, the tool's bank as it stands, and an account of what was understood.
package struct LogDraft {
  /// Changes here are proposals that were applied.
  package var bank: LiveBank

  /// Flags that nobody typed, with the values that the format took: recorded, so that a replay takes the same.
  package private(set) var settled: [(name: String, value: String)] = []

  /// Says which value of a flag of its manual the format took by itself, such as a guessed mapping.
  package mutating func settle(_ flag: String, _ value: String) {
    settled.removeAll { $0.name == flag }
    settled.append((flag, value))
  }

  package init(source name: String) { bank = LiveBank(LogBuilder(source: name)) }

  package var account: ImportAccount {
    get { bank.builder.account }
    _modify { yield &bank.builder.account }
  }

  /// The last part of a path without an ending; it tells apart ids of several logs.
  package static func name(ofPath path: String) -> String {
    let name = path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Of the log's header: title, seed, embedder.
  package mutating func source(_ change: (inout LogSource) -> Void) { bank.builder.source(change) }

  /// An item of the bank that the log begins with, under the tool's id; also one that is first met later on without
  /// having been proposed.
  package mutating func item(id: String, _ content: String) { bank.begin(id, content) }

  /// The next step of the optimizer. What follows belongs to it.
  @discardableResult
  package mutating func batch(
    label: String? = nil, epoch: Int? = nil, tasks: Int? = nil, time: String? = nil
  ) -> Int32 {
    var batch = Batch(source: 0, number: 0)
    (batch.label, batch.epoch, batch.tasks, batch.time) = (label, epoch, tasks, time)
    return bank.builder.batch(batch)
  }

  /// An edit that need not have been applied. `anchor` is an item's id in the log, or `head`, `tail`, `after:ID`.
  @discardableResult
  package mutating func propose(
    _ type: OperationType, _ anchor: String, _ content: String, id: String? = nil, reason: String? = nil
  ) -> Int32 {
    bank.builder.propose(type, anchor, content, id: id, reason: reason)
  }

  /// The id that a proposal got; of an addition it is the item's.
  package func id(of proposal: Int32) -> String { bank.builder.id(of: proposal) }

  /// An edit that puts one item, the first, in the place of several; ids in the log.
  @discardableResult
  package mutating func propose(
    merging items: [String], _ content: String, id: String? = nil, reason: String? = nil
  ) -> Int32 {
    bank.builder.merge(items, content, id: id, reason: reason)
  }

  /// A proposal that was applied, for logs that keep no bank by ids.
  package mutating func applied(_ proposal: Int32) { bank.builder.apply(proposal) }

  /// One scoring call of the current batch.
  package mutating func scores(baseline: Double, _ entries: [(proposal: Int32, value: Double)]) {
    bank.builder.scores(baseline, entries)
  }

  /// A task that was met in the current batch. `items` are ids in the log (`bank.itemID(of:)`).
  package mutating func task(
    _ name: String, outcome: Double, items: [String] = [], scene: String? = nil, arm: String? = nil,
    lots: TaskLots? = nil
  ) {
    bank.builder.task(name, outcome, items, scene, arm, lots)
  }

  /// A score of the whole memory. Left out where no batch has the epoch.
  package mutating func eval(epoch: Int, split: String, score: Double) {
    bank.builder.eval(epoch, split, score)
  }

  /// What somebody thought of a proposal or an item: opinion, no score.
  package mutating func vote(on target: VoteTarget, helpful: Int, harmful: Int, by voter: String? = nil) {
    bank.builder.vote(target, helpful, harmful, voter)
  }

  /// Proposals that were scored together, and only together.
  package mutating func bundle(_ proposals: [Int32], baseline: Double, value: Double) {
    bank.builder.bundle(proposals, baseline, value)
  }

  /// The log, as it would be read from the file that it would be written to.
  package consuming func finish() -> (log: TraceLog, account: ImportAccount) { bank.builder.finish() }
}

/// What a vote is about.
package enum VoteTarget: Sendable, Equatable {
  case proposal(Int32)
  /// By its id in the log.
  case item(String)
}
