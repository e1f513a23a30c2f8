import Accumulation
import Embedding
import Files
import Glibc

extension MaaBench {
  /// Makes a log of so many proposals, two to a key but for `largest` of one key, of which `candidates` pairs are close, and
  /// times what follows a decision and what follows a batch of a thousand proposals. With `--check` the end is compared
  /// with what is made anew.
  static func follow(count: Int, candidates: Int, largest: Int, changes: Int, threads: Int, check: Bool)
    throws
  {
    var world = FollowWorld(count: count, candidates: candidates, largest: largest)
    let workers = threads > 1 ? Workers.threads(threads) : Workers.one
    let start = ContinuousClock.now
    var state = try FollowState(world, workers)
    print("anew_ms \(start.duration(to: .now) / .milliseconds(1))")
    print("units \(state.linkage.partition.unitCount)")
    print("candidates \(state.linkage.partition.candidates.count)")
    print("entries_of_queue \(state.entries.count)")
    var decided = FollowTimes(), appended = FollowTimes()
    for number in 0..<changes {
      world.decide(number, state.linkage.partition)
      state = try state.following(world, workers, &decided)
    }
    decided.report("decision")
    for _ in 0..<max(1, changes / 4) {
      world.append(1_000)
      state = try state.following(world, workers, &appended)
    }
    appended.report("append")
    print("peak_mib \(peakMemory())")
    guard check else { return }
    let anew = try FollowState(world, workers)
    guard state.linkage.partition.unitOf == anew.linkage.partition.unitOf, state.entries == anew.entries,
      state.evidence.ranking == anew.evidence.ranking, state.verdicts.verdict == anew.verdicts.verdict
    else { fail("what followed differs from what is made anew", code: 1) }
  }
}

/// How long each stage took, change by change, in milliseconds: as one waits for it, and of the processors' time, which
/// other work on the machine leaves as it is.
private struct FollowTimes {
  private var stages: [(name: String, waited: [Double], worked: [Double])] = []

  mutating func time<Value>(_ name: String, _ make: () throws -> Value) rethrows -> Value {
    let (start, begun) = (ContinuousClock.now, clock())
    let value = try make()
    let waited = start.duration(to: .now) / .milliseconds(1)
    let worked = Double(clock() - begun) * 1_000 / Double(CLOCKS_PER_SEC)
    if let place = stages.firstIndex(where: { $0.name == name }) {
      stages[place].waited.append(waited)
      stages[place].worked.append(worked)
    } else {
      stages.append((name, [waited], [worked]))
    }
    return value
  }

  /// Each stage by itself, and with all before it.
  func report(_ change: String) {
    let none = [Double](repeating: 0, count: stages.first?.waited.count ?? 0)
    var (waited, worked) = (none, none)
    for stage in stages {
      waited = zip(waited, stage.waited).map(+)
      worked = zip(worked, stage.worked).map(+)
      print(
        "\(change)_\(stage.name)_ms \(FollowTimes.spread(stage.waited)) cpu \(FollowTimes.spread(stage.worked))",
        "with_all_before \(FollowTimes.spread(waited)) cpu \(FollowTimes.spread(worked))")
    }
  }

  private static func spread(_ times: [Double]) -> String {
    let sorted = times.sorted()
    func at(_ share: Double) -> Double { (sorted[Int(share * Double(sorted.count - 1))] * 10).rounded() / 10 }
    return "p50 \(at(0.5)) p99 \(at(0.99))"
  }
}

/// A log that grows, and decisions on it.
private struct FollowWorld {
  static let tau = Cosine(0.8)
  private static let dimension = 32
  private static let batches = 200

  private(set) var log = TraceLog()
  private(set) var fingerprints: [Fingerprint] = []
  private(set) var rows: [Float] = []
  private(set) var decisions = Decisions()
  private var random = Randomness(seed: 17)

  init(count: Int, candidates: Int, largest: Int) {
    for pair in 0..<(count / 2) {
      addPair(2 * pair < largest ? 0 : pair, isClose: pair < candidates)
    }
    for batch in 0..<FollowWorld.batches {
      addBatch(Array((batch * count / FollowWorld.batches)..<((batch + 1) * count / FollowWorld.batches)))
    }
    for proposal in 0..<log.proposals.count {
      log.proposals.batch[proposal] = Int32(proposal * FollowWorld.batches / count)
    }
  }

  private mutating func addPair(_ key: Int, isClose: Bool) {
    let first = row()
    add(key, first)
    let cosine = Float(isClose ? 0.62 + 0.37 * random.uniform() : 0.1)
    let side = row()
    let along = zip(side, first).reduce(0) { $0 + $1.0 * $1.1 }
    let other = FollowWorld.unit(zip(side, first).map { $0 - along * $1 })
    add(key, zip(first, other).map { cosine * $0 + (1 - cosine * cosine).squareRoot() * $1 })
  }

  private mutating func add(_ key: Int, _ row: [Float]) {
    log.proposals.batch.append(Int32(max(0, log.batches.count - 1)))
    log.proposals.type.append(.add)
    log.proposals.anchor.append(Int32(key))
    fingerprints.append(Fingerprint(words: [random.next(), random.next(), 0, 0]))
    rows += row
  }

  private mutating func row() -> [Float] {
    FollowWorld.unit((0..<FollowWorld.dimension).map { _ in Float(random.uniform() - 0.5) })
  }

  private static func unit(_ row: [Float]) -> [Float] {
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return row.map { $0 / length }
  }

  /// Ten calls that score these proposals.
  private mutating func addBatch(_ proposals: [Int]) {
    log.batches.append(Batch(source: 0, number: log.batches.count))
    for call in 0..<10 {
      log.calls.batch.append(Int32(log.batches.count - 1))
      log.calls.number.append(Int32(call))
      log.calls.baseline.append(1)
      for proposal in proposals where proposal % 10 == call {
        log.calls.proposal.append(Int32(proposal))
        log.calls.value.append(Double(random.below(5)))
      }
      log.calls.end.append(log.calls.value.count)
    }
  }

  /// A batch with so many new proposals, half of them of keys that the log has, and as many scores, half of them of
  /// proposals that it has.
  mutating func append(_ count: Int) {
    let (before, keys) = (log.proposals.count, log.proposals.count / 2)
    log.batches.append(Batch(source: 0, number: log.batches.count))
    for number in 0..<count { add(number % 2 == 0 ? random.below(keys) : keys + before + number, row()) }
    log.batches.removeLast()
    addBatch((0..<count).map { $0 % 2 == 0 ? before + $0 : random.below(before) })
  }

  /// On a candidate, mostly; at times on operations of two keys, or against what was decided before.
  mutating func decide(_ number: Int, _ partition: Partition) {
    if number % 10 == 9, !decisions.isEmpty {
      let old = decisions.all[random.below(decisions.count)]
      _ = decisions.remove(old.first, old.second)
      return
    }
    let candidate = partition.candidates[random.below(partition.candidates.count)]
    let (first, second) = (
      name(number % 10 == 5 ? Int32(random.below(fingerprints.count)) : candidate.first),
      name(candidate.second)
    )
    guard let first, let second else { return }
    try? decisions.add(Decision(number % 2 == 0 ? .same : .different, first, second))
  }

  private func name(_ operation: Int32) -> OperationName? {
    OperationName("op:\(fingerprints[Int(operation)].hex(16))")
  }

  /// Of the rows from `first` on.
  func vectors(from first: Int = 0) -> Vectors {
    Vectors(dimension: FollowWorld.dimension, values: Array(rows[(first * FollowWorld.dimension)...]))
  }
}

/// All stages, made anew or from those before.
private struct FollowState {
  let operations: Operations
  let vectors: Vectors
  let constraints: Constraints
  let linkage: Linkage
  let deltas: OperationDeltas
  let observations: Observations
  let evidence: Evidence
  let verdicts: Verdicts
  let seen: SeenQueue
  let ground: QueueGround
  let entries: [QueueEntry]

  private static let accumulator = Accumulator.ema(beta: 0.9)

  init(_ world: FollowWorld, _ workers: Workers) throws {
    operations = Operations(log: world.log, fingerprints: world.fingerprints)
    vectors = world.vectors()
    constraints = Constraints(world.decisions, for: operations)
    linkage = try Linkage(
      operations, vectors, cosines: KeyCosines(operations, vectors, workers: workers),
      constraints: constraints,
      tau: FollowWorld.tau, workers: workers)
    deltas = try OperationDeltas(log: world.log, operations: operations, rule: DeltaRule(), workers: workers)
    observations = Observations(deltas, linkage.partition, workers: workers)
    let units = linkage.partition.unitCount
    evidence = Evidence(
      observations, unitCount: units, accumulator: FollowState.accumulator, workers: workers)
    let terms = VerdictTerms(batchCount: world.log.batches.count)
    verdicts = try Verdicts(observations, unitCount: units, terms: terms, workers: workers)
    ground = QueueGround(
      operations: operations, vectors: vectors, chains: linkage.placed.chains, constraints: constraints,
      observations: observations, accumulator: FollowState.accumulator, terms: terms, tau: FollowWorld.tau)
    let (material, finding) = FollowState.queue(ground, linkage, deltas, evidence, verdicts)
    seen = try SeenQueue(material, finding, workers: workers)
    entries = try seen.entries(material, finding, workers: workers)
  }

  private init(
    _ older: FollowState, _ world: FollowWorld, _ workers: Workers, _ times: inout FollowTimes
  ) throws {
    let log = world.log
    let operations = times.time("operations") {
      older.operations.ofProposal.count == log.proposals.count
        ? older.operations
        : older.operations.appending(
          log, fingerprints: Array(world.fingerprints[older.operations.ofProposal.count...]))
    }
    let vectors =
      operations.count == older.operations.count
      ? older.vectors : older.vectors.appending(world.vectors(from: older.operations.count))
    let constraints = times.time("constraints") {
      Constraints(world.decisions, for: operations, knowing: older.constraints)
    }
    (self.operations, self.vectors, self.constraints) = (operations, vectors, constraints)
    linkage = try FollowState.needed(
      try times.time("units") {
        try older.linkage.following(
          operations, vectors, cosines: older.linkage.cosines, constraints: constraints, tau: FollowWorld.tau)
      })
    let partition = linkage.partition
    let deltas = try FollowState.needed(
      times.time("deltas") {
        log.calls.count == older.deltas.callCount
          ? older.deltas : older.deltas.appending(log, operations, DeltaRule())
      })
    let observations = try FollowState.needed(
      times.time("observations") { older.observations.following(deltas, partition) })
    let evidence = try FollowState.needed(
      times.time("evidence") { older.evidence.following(observations, accumulator: FollowState.accumulator) })
    let terms = VerdictTerms(batchCount: log.batches.count)
    let verdicts = try FollowState.needed(
      times.time("verdicts") { older.verdicts.following(observations, terms: terms, workers: workers) })
    (self.deltas, self.observations, self.evidence, self.verdicts) = (
      deltas, observations, evidence, verdicts
    )
    let ground = QueueGround(
      operations: operations, vectors: vectors, chains: linkage.placed.chains, constraints: constraints,
      observations: observations, accumulator: FollowState.accumulator, terms: terms, tau: FollowWorld.tau)
    self.ground = ground
    let (material, finding) = times.time("ground") { [linkage] in
      FollowState.queue(ground, linkage, deltas, evidence, verdicts)
    }
    let seen = try FollowState.needed(
      try times.time("seen") {
        try older.seen.following(material, finding, from: older.ground, to: ground, workers: workers)
      })
    self.seen = seen
    entries = try times.time("weighed") { try seen.entries(material, finding, workers: workers) }
    let entries = entries
    _ = times.time("ordered") { entries.ordered(by: .impact, spread: evidence.usualMhat) }
  }

  func following(_ world: FollowWorld, _ workers: Workers, _ times: inout FollowTimes) throws -> FollowState {
    try FollowState(self, world, workers, &times)
  }

  private struct Unfollowed: Error {}

  private static func needed<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Unfollowed() }
    return value
  }

  private static func queue(
    _ ground: QueueGround, _ linkage: Linkage, _ deltas: OperationDeltas, _ evidence: Evidence,
    _ verdicts: Verdicts
  ) -> (QueueMaterial, ChangeFinder.Ground) {
    let constraints = ground.constraints
    let material = QueueMaterial(
      candidates: linkage.partition.candidates.filter { constraints.ruling($0.first, $0.second) == nil },
      constraints: constraints, profile: { WordProfile("look for the \($0 % 7) in the next place") },
      keys: ground.operations.key, vectors: linkage.vectors, chance: AnswerChance(tau: ground.tau),
      judge: VerdictJudge(ground.terms, verdicts, longest: ground.terms.batchCount))
    let finding = ChangeFinder.Ground(
      partition: linkage.partition, deltas: deltas, accumulator: accumulator, mhat: evidence.mhat,
      verdict: verdicts.verdict, leastApplied: evidence.leastApplied(8), tau: ground.tau)
    return (material, finding)
  }
}
