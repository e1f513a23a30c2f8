import Basics
import Embedding
import Files
import Glibc
import Identity
import Judging
import Scoring
import TraceLogs

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
    let (material, finding) = FollowState.queue(ground, vectors, linkage, deltas, evidence, verdicts)
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
          operations, vectors, cosines: FollowState.needed(older.linkage.cosines), constraints: constraints,
          tau: FollowWorld.tau)
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
      FollowState.queue(ground, vectors, linkage, deltas, evidence, verdicts)
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
    _ ground: QueueGround, _ vectors: Vectors, _ linkage: Linkage, _ deltas: OperationDeltas,
    _ evidence: Evidence,
    _ verdicts: Verdicts
  ) -> (QueueMaterial, ChangeFinder.Ground) {
    let constraints = ground.constraints
    let material = QueueMaterial(
      candidates: linkage.partition.candidates.filter { constraints.ruling($0.first, $0.second) == nil },
      constraints: constraints, profile: { WordProfile("look for the \($0 % 7) in the next place") },
      keys: ground.operations.key, vectors: vectors, chance: AnswerChance(tau: ground.tau),
      judge: VerdictJudge(ground.terms, verdicts, longest: ground.terms.batchCount))
    let finding = ChangeFinder.Ground(
      partition: linkage.partition, deltas: deltas, accumulator: accumulator, mhat: evidence.mhat,
      verdict: verdicts.verdict, leastApplied: evidence.leastApplied(8), tau: ground.tau)
    return (material, finding)
  }
}
