import Basics
import Files
import Glibc
import Identity
import Judging
import Scoring
import TraceLogs

extension MaaBench {
  /// Makes a study of so many operations, most of them in small units, one unit of 10,000 and some that were scored a
  /// thousand times, and times the review queue: from material that is kept to the first twenty.
  static func queue(count: Int, candidates: Int, threads: Int, runs: Int) throws {
    let sample = try QueueWorld(count: count, candidates: candidates)
    print("units \(sample.ground.partition.unitCount)")
    print("operations \(sample.ground.deltas.operationCount)")
    let workers = threads > 1 ? Workers.threads(threads) : Workers.one
    for _ in 0..<max(1, runs) {
      let stages = StageClock()
      let queue = try reviewQueue(sample.material, sample.ground, workers: workers, pulse: stages.pulse)
      stages.begin("ordering")
      let first = queue.ordered(by: .impact, spread: 1).prefix(20)
      stages.begin("end")
      stages.report()
      print("entries_of_queue \(queue.count)")
      print("first \(first.prefix(3).map { "\($0.candidate.first)-\($0.candidate.second)" })")
      print("cpu_so_far \(Double(clock()) / Double(CLOCKS_PER_SEC))")
    }
    print("peak_mib \(peakMemory())")
  }
}

/// When each stage of the work began. Only the thread that asks beats.
private final class StageClock: @unchecked Sendable {
  private var begun: [(name: String, at: ContinuousClock.Instant)] = [("beginning", .now)]

  func begin(_ name: String) {
    if begun.last?.name != name { begun.append((name, .now)) }
  }

  var pulse: Pulse { Pulse { [self] stage, _, _ in begin(stage) } }

  func report() {
    for (stage, next) in zip(begun, begun.dropFirst()) {
      let name = stage.name.split(separator: " ").joined(separator: "_")
      print("\(name)_ms \(stage.at.duration(to: next.at) / .milliseconds(1))")
    }
    if let first = begun.first, let last = begun.last {
      print("seconds \(first.at.duration(to: last.at) / .seconds(1))")
    }
  }
}

private struct QueueWorld {
  let material: QueueMaterial
  let ground: ChangeFinder.Ground

  private static let batches = 100
  private static let things = ["mug", "plate", "knife", "apple", "towel"]

  init(count: Int, candidates: Int) throws {
    var random = Randomness(seed: 11)
    let unitOf = QueueWorld.units(count, &random)
    let log = QueueWorld.log(unitOf, &random)
    let fingerprints = unitOf.map { _ in Fingerprint(words: [random.next(), random.next(), 0, 0]) }
    let operations = Operations(log: log, fingerprints: fingerprints)
    let partition = QueueWorld.partition(unitOf, candidates, &random)
    let profiles = (0..<1_000).map {
      WordProfile("look for the \(QueueWorld.things[$0 % 5]) in the next place that is near")
    }
    let vectors = Vectors(
      dimension: 64, values: (0..<(64 * count)).map { _ in Float(random.uniform() - 0.5) / 2.3 })
    let deltas = try OperationDeltas(log: log, operations: operations, rule: DeltaRule())
    (material, ground) = try QueueWorld.made(
      log, operations, partition, deltas, vectors, unitOf.indices.map { profiles[$0 % 1_000] },
      Constraints(Decisions(), for: operations))
  }

  private static func numbered(_ unitOf: [Int32], _ candidates: [Candidate]) -> Partition {
    var (numbers, founders) = ([Int32: Int32](), [Int32]())
    let numbered = unitOf.enumerated().map { operation, unit in
      if let number = numbers[unit] { return number }
      let number = Int32(founders.count)
      numbers[unit] = number
      founders.append(Int32(operation))
      return number
    }
    return Partition(unitOf: numbered, founder: founders, candidates: candidates)
  }

  /// The first unit has a hundredth of all operations; every thousandth operation is of a hundred units that are scored
  /// in every batch; the others have one to a dozen operations.
  private static func units(_ count: Int, _ random: inout Randomness) -> [Int32] {
    let small = max(1, count / 4)
    return (0..<count).map { operation in
      if operation % 100 == 0 { return 0 }
      if operation % 1_000 == 7 { return Int32(1 + operation / 1_000 % 100) }
      let share = random.uniform()
      return Int32(101 + Int(share * share * Double(small)))
    }
  }

  private static func log(_ unitOf: [Int32], _ random: inout Randomness) -> TraceLog {
    var log = TraceLog()
    log.batches = (0..<batches).map { Batch(source: 0, number: $0) }
    for operation in unitOf.indices {
      log.proposals.batch.append(Int32(operation * batches / unitOf.count))
      log.proposals.type.append(.modify)
      log.proposals.anchor.append(unitOf[operation] / 4)
    }
    for batch in 0..<batches {
      log.calls.batch.append(Int32(batch))
      log.calls.number.append(0)
      log.calls.baseline.append(50)
      for operation in unitOf.indices where isScored(unitOf[operation], &random) {
        let effect = Double(unitOf[operation] % 5 - 2) * 3 + (random.happens(0.05) ? 6 : 0)
        log.calls.proposal.append(Int32(operation))
        log.calls.value.append(50 + effect + 8 * random.normal())
      }
      log.calls.end.append(log.calls.value.count)
    }
    return log
  }

  private static func isScored(_ unit: Int32, _ random: inout Randomness) -> Bool {
    (1...100).contains(unit) || random.happens(0.025)
  }

  /// Near pairs of neighbouring units, and pairs of founder and member.
  private static func partition(_ unitOf: [Int32], _ count: Int, _ random: inout Randomness) -> Partition {
    let bare = numbered(unitOf, [])
    var candidates: [Candidate] = []
    while candidates.count < count {
      let operation = random.below(unitOf.count)
      let unit = Int(bare.unitOf[operation])
      let cosine = Cosine(tenThousandths: Int32(6_000 + random.below(4_000)))
      if cosine >= tau {
        guard bare.founder[unit] != operation else { continue }
        candidates.append(
          Candidate(kind: .merged, first: bare.founder[unit], second: Int32(operation), cosine: cosine))
      } else {
        let other = bare.founder[(unit + 1 + random.below(50)) % bare.unitCount]
        guard bare.unitOf[Int(other)] != Int32(unit) else { continue }
        let pair = [bare.founder[unit], other].sorted()
        candidates.append(Candidate(kind: .near, first: pair[0], second: pair[1], cosine: cosine))
      }
    }
    return Partition(unitOf: bare.unitOf.array, founder: bare.founder.array, candidates: candidates)
  }

  private static let tau = Cosine(0.8)

  private static func made(
    _ log: TraceLog, _ operations: Operations, _ partition: Partition, _ deltas: OperationDeltas,
    _ vectors: Vectors, _ profiles: [WordProfile], _ constraints: Constraints
  ) throws -> (QueueMaterial, ChangeFinder.Ground) {
    let terms = VerdictTerms(batchCount: log.batches.count)
    let observations = Observations(log: log, operations: operations, partition: partition, rule: DeltaRule())
    let verdicts = try Verdicts(observations, unitCount: partition.unitCount, terms: terms)
    let evidence = Evidence(observations, unitCount: partition.unitCount, accumulator: .ema(beta: 0.9))
    let ground = ChangeFinder.Ground(
      partition: partition, deltas: deltas, accumulator: .ema(beta: 0.9), mhat: evidence.mhat,
      verdict: verdicts.verdict,
      leastApplied: evidence.mhat.compactMap { $0 }.sorted(by: >).dropFirst(19).first,
      tau: tau)
    let material = QueueMaterial(
      candidates: partition.candidates.array, constraints: constraints, profiles: profiles,
      keys: operations.key,
      vectors: vectors, chance: AnswerChance(tau: tau),
      judge: VerdictJudge(terms, verdicts, longest: log.batches.count))
    return (material, ground)
  }
}
