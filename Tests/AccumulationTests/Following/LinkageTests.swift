import Accumulation
import Embedding
import GoldenSupport
import Testing

/// Units that follow a change of decisions or of the log, against units that are made anew.
@Suite struct LinkageTests {
  @Test func followingIsMakingAnew() throws {
    var random = SeededGenerator.announced()
    var followed = 0
    for _ in 0..<1_500 {
      let sample = try LeaderCase.random(&random)
      var world = try LinkageWorld(sample, &random)
      for step in 0..<8 {
        try world.change(&random)
        #expect(try world.isAsMadeAnew(), "step \(step), seed \(random.seed)")
      }
      followed += world.followed
    }
    #expect(followed > 9_000, "seed \(random.seed)")
  }

  /// Where candidates are too many, their window decides, and only a placing of all operations knows it.
  @Test func candidatesBeyondTheLimitAreMadeAnew() throws {
    var random = SeededGenerator.announced()
    var (followed, narrowed) = (0, 0)
    for _ in 0..<400 {
      let sample = try LeaderCase.random(&random)
      var world = try LinkageWorld(sample, limit: .random(in: 1...12, using: &random), &random)
      for _ in 0..<6 {
        try world.change(&random)
        #expect(try world.isAsMadeAnew(), "seed \(random.seed)")
        narrowed += world.linkage.partition.candidateWindow < Candidate.window ? 1 : 0
      }
      followed += world.followed
    }
    #expect(followed > 200 && narrowed > 50, "seed \(random.seed)")
  }

  /// Keys that are placed group by group, side by side, give what all in one give.
  @Test func groupsOfKeysArePlacedAsAllAtOnce() throws {
    var random = SeededGenerator.announced()
    var (shared, narrowed) = (0, 0)
    for _ in 0..<5_000 {
      let sample = try LeaderCase.random(&random)
      let (operations, vectors) = (sample.operations, sample.vectors(sample.operations))
      let kept = try KeyCosines(
        operations, vectors, largestKept: [0, 3, 1_024].randomElement(using: &random) ?? 0)
      let constraints = try sample.constraints(operations)
      let limit = Bool.random(using: &random) ? CandidateList.most : .random(in: 1...12, using: &random)
      let partitions = try [Workers.one, .backwards(.random(in: 2...4, using: &random))].map { workers in
        try Linkage(
          operations, vectors, cosines: kept, constraints: constraints, tau: sample.cosine,
          candidateLimit: limit,
          workers: workers, leastShared: 0
        ).partition
      }
      #expect(partitions[0].isLike(partitions[1]), "seed \(random.seed)")
      shared += PlacingGroups(operations, constraints, most: 16, work: { _ in 1 }).count > 1 ? 1 : 0
      narrowed += partitions[1].candidateWindow < Candidate.window ? 1 : 0
    }
    #expect(shared > 1_000 && narrowed > 100, "\(shared), \(narrowed), seed \(random.seed)")
  }

  /// Pairs that were found for another, lower tau give the same units and the same candidates.
  @Test func pairsThatAreKnownAreNotCompared() throws {
    var random = SeededGenerator.announced()
    var merged = 0
    for _ in 0..<1_500 {
      let sample = try LeaderCase.random(&random)
      let (operations, vectors) = (sample.operations, sample.vectors(sample.operations))
      let kept = try KeyCosines(
        operations, vectors, largestKept: [0, 3, 1_024].randomElement(using: &random) ?? 0)
      let floor = Leader.floor(sample.cosine).tenThousandths - Int32.random(in: 0...2_000, using: &random)
      let near = try NearPairs(operations, vectors, floor: Cosine(tenThousandths: floor))
      let constraints = try sample.constraints(operations)
      let limit = Bool.random(using: &random) ? CandidateList.most : .random(in: 1...12, using: &random)
      let compared = try Linkage(
        operations, vectors, cosines: kept, constraints: constraints, tau: sample.cosine,
        candidateLimit: limit
      ).partition
      let known = try Linkage(
        operations, near, floor: Leader.floor(sample.cosine), constraints: constraints, tau: sample.cosine,
        candidateLimit: limit
      ).partition
      let unitsAlone = try Linkage(
        operations, near, floor: sample.cosine, constraints: constraints, tau: sample.cosine,
        candidateLimit: 1
      ).partition
      #expect(known.isLike(compared) && unitsAlone.hasUnits(of: compared), "seed \(random.seed)")
      merged += operations.count - known.unitCount
    }
    #expect(merged > 1_500, "seed \(random.seed)")
  }

  @Test func aShortNameThatBecomesAmbiguousStopsApplying() throws {
    let prints = [fingerprint(0xaaaa_aaaa_0000_0000), fingerprint(0xbbbb_bbbb_0000_0000)]
    let more = prints + [fingerprint(0xaaaa_aaaa_1000_0000)]
    var decisions = Decisions()
    let name = try #require(OperationName("w:aaaaaaaa"))
    try decisions.add(Decision(.same, name, try #require(OperationName("w:bbbbbbbb"))))
    let log = sampleLog([SampleProposal(operation: 0), SampleProposal(operation: 1)])
    let longer = sampleLog((0..<3).map { SampleProposal(operation: $0) })
    let older = Operations(log: log, fingerprints: prints)
    let operations = older.appending(longer, fingerprints: Array(more.suffix(1)))
    let vectors = Vectors(dimension: 3, values: [1, 0, 0, 0, 1, 0])
    let all = vectors.appending(Vectors(dimension: 3, values: [0, 0, 1]))
    let cosines = try KeyCosines(older, vectors)
    let before = try Linkage(
      older, vectors, cosines: cosines, constraints: Constraints(decisions, for: older), tau: Cosine(0.8))
    #expect(before.partition.unitOf == [0, 0])
    let after = try before.following(
      operations, all, cosines: cosines, constraints: Constraints(decisions, for: operations),
      tau: Cosine(0.8))
    #expect(after?.partition.unitOf == [0, 1, 2])
  }
}

/// A log that grows, under decisions that change, with units that follow.
struct LinkageWorld {
  private let sample: LeaderCase
  private let limit: Int
  private let largestKept: Int
  /// Now and then keys are placed group by group.
  private let workers: Workers
  private var shown: Int
  private var decisions = Decisions()
  private var operations: Operations
  private var vectors: Vectors
  private(set) var linkage: Linkage
  private(set) var followed = 0

  init(_ sample: LeaderCase, limit: Int = CandidateList.most, _ random: inout SeededGenerator) throws {
    (self.sample, self.limit) = (sample, limit)
    // Keys that are not kept take the way over `LeaderHits`.
    largestKept = [0, 3, 1_024].randomElement(using: &random) ?? 0
    workers = Bool.random(using: &random) ? .one : .backwards(.random(in: 2...4, using: &random))
    shown = Int.random(in: 1...sample.proposals.count, using: &random)
    operations = sample.first(shown).operations
    vectors = sample.first(shown).vectors(operations)
    linkage = try Linkage(
      operations, vectors, cosines: try KeyCosines(operations, vectors, largestKept: largestKept),
      constraints: Constraints(decisions, for: operations), tau: sample.cosine, candidateLimit: limit,
      workers: workers, leastShared: 0)
  }

  /// Adds decisions, takes some back, or appends proposals; sometimes all of it at once.
  mutating func change(_ random: inout SeededGenerator) throws {
    repeat {
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where shown < sample.proposals.count: append(Int.random(in: 1...4, using: &random))
      case 1 where !decisions.isEmpty:
        let gone = decisions.all.randomElement(using: &random)
        _ = gone.flatMap { decisions.remove($0.first, $0.second) }
      default: try decide(&random)
      }
    } while Bool.random(using: &random)
    try follow()
  }

  private mutating func append(_ count: Int) {
    let before = operations.ofProposal.count
    shown = min(sample.proposals.count, shown + count)
    let part = sample.first(shown)
    let prints = part.proposals[before...].map { spreadFingerprint($0.operation) }
    let next = operations.appending(part.log, fingerprints: prints)
    let rows = next.firstProposal[operations.count...].flatMap { part.proposals[Int($0)].vector }
    if !rows.isEmpty { vectors = vectors.appending(Vectors(dimension: vectors.dimension, values: rows)) }
    operations = next
  }

  private mutating func decide(_ random: inout SeededGenerator) throws {
    let names = (sample.proposals.map(\.operation).max() ?? 0) + 3
    let pair = try (0..<2).map { _ in try spreadName(Int.random(in: 0..<names, using: &random)) }
    _ = decisions.addAccepted([Decision(Bool.random(using: &random) ? .same : .different, pair[0], pair[1])])
  }

  private mutating func follow() throws {
    let constraints = Constraints(decisions, for: operations)
    let next = try linkage.following(
      operations, vectors, cosines: #require(linkage.cosines), constraints: constraints, tau: sample.cosine)
    followed += next == nil ? 0 : 1
    linkage = try next ?? anew()
  }

  /// From a log that was never appended to.
  private func anew() throws -> Linkage {
    try Linkage(
      operations, vectors, cosines: try KeyCosines(operations, vectors, largestKept: largestKept),
      constraints: Constraints(decisions, for: operations), tau: sample.cosine, candidateLimit: limit,
      workers: workers, leastShared: 0)
  }

  func isAsMadeAnew() throws -> Bool {
    let part = sample.first(shown)
    let operations = part.operations
    guard self.operations.isLike(operations) else { return false }
    let partition = try Leader.partition(
      operations, constraints: Constraints(decisions, for: operations), tau: sample.cosine,
      index: ScreenedLeaders(operations, part.vectors(operations), floor: Leader.floor(sample.cosine)),
      candidateLimit: limit)
    return linkage.partition.isLike(partition)
  }
}

extension Workers {
  /// The parts one after another, the last first.
  static func backwards(_ count: Int) -> Workers {
    Workers(count: count, prepare: { _ in }) { part in (0..<count).reversed().forEach(part) }
  }
}

extension LeaderCase {
  var cosine: Cosine { Cosine(tenThousandths: Int32(tau)) }

  var log: TraceLog {
    sampleLog(proposals.map { SampleProposal(operation: $0.operation, type: $0.type, anchor: $0.anchor) })
  }

  func first(_ count: Int) -> LeaderCase {
    LeaderCase(proposals: Array(proposals.prefix(count)), rulings: rulings, tau: tau)
  }
}

extension Operations {
  func isLike(_ other: Operations) -> Bool {
    ofProposal == other.ofProposal && firstProposal == other.firstProposal
      && fingerprints == other.fingerprints
      && key == other.key && keyCount == other.keyCount
      && fingerprints.indices.allSatisfy { name(of: $0) == other.name(of: $0) }
  }
}

extension Partition {
  func isLike(_ other: Partition) -> Bool {
    unitOf == other.unitOf && founder == other.founder && members == other.members
      && (0..<unitCount).allSatisfy { members(of: $0) == other.members(of: $0) }
      && candidates == other.candidates && candidateWindow == other.candidateWindow
  }
}
