import Basics
import Cache
import Embedding
import Files
import Identity
import Studies
import TraceLogs

/// From the log to the units. Where something is appended to a log, or decided, each goes on from what is kept.
extension Stages {
  package static let operations = Stage<Operations>(keeps: 4) { reader in
    try reader(loggedOperations).operations
  }

  static let loggedOperations: Stage<LoggedOperations> = Stage(keeps: 2) { reader in
    let log = try reader(StudyInputs.log)
    let older = reader.kept(loggedOperations).last { log.lineage.continues($0.lineage) }
    let known = older?.operations.ofProposal.count ?? 0
    let names = try fingerprints(of: log.trace, from: known, pulse: reader.pulse)
    let operations =
      older?.operations.appending(log.trace, fingerprints: names)
      ?? Operations(log: log.trace, fingerprints: names)
    return LoggedOperations(lineage: log.lineage, operations: operations)
  }

  static let editTexts = Stage<EditTexts>(keeps: 1) { reader in
    EditTexts(try reader(StudyInputs.log).trace)
  }

  package static let vectors = Stage<Vectors>(keeps: 4) { reader in try reader(embeddedTexts).vectors }

  static let embeddedTexts: Stage<EmbeddedTexts> = Stage(keeps: 2) { reader in
    let trace = try reader(StudyInputs.log).trace
    let choice = try reader(StudyInputs.embedder)
    let operations = try reader(operations)
    if choice == .recorded {
      let vectors = try Recorded.vectors(of: trace, operations, pulse: reader.pulse)
      return EmbeddedTexts(choice: choice, operations: operations, vectors: vectors)
    }
    let older = reader.kept(embeddedTexts).last { $0.precede(operations, choice) }
    let new = (older?.operations.count ?? 0)..<operations.count
    if let older, new.isEmpty {
      return EmbeddedTexts(choice: choice, operations: operations, vectors: older.vectors)
    }
    // As for fingerprints: two spellings of one text in Unicode are one text.
    let (contents, firsts, workers) = (trace.proposals.content, operations.firstProposal, trace.workers)
    let texts = (new.count < 8_192 ? Workers.one : workers).mapping(new) {
      normalized(contents[Int(firsts[$0])])
    }
    let embedder = try choice.make(allowsNetwork: reader.allowsNetwork)
    let made = try embedder.vectors(of: texts, keptIn: reader.cache, pulse: reader.pulse)
    return EmbeddedTexts(
      choice: choice, operations: operations, vectors: older?.vectors.appending(made) ?? made)
  }

  /// Compared once: tau and decisions only read them.
  package static let keyCosines: Stage<KeyCosines> = Stage(keeps: 2) { reader in
    let (operations, vectors) = (try reader(operations), try reader(vectors))
    if let older = reader.kept(keyCosines).last(where: { $0.precedes(operations, vectors) }) {
      return older.appending(operations, vectors, try reader(keyChains))
    }
    return try KeyCosines(
      operations, vectors, workers: operations.count < 2_000 ? .one : .threads, pulse: reader.pulse)
  }

  /// Where other taus are to come, the pairs of operations that units need under any of them, or candidates, who lie further
  /// apart; else nil.
  private static let nearPairs = StageFamily<NearPairsUse, NearPairs?>(keeps: 2) { reader, use in
    let floors = reader.awaitedTaus.map(use.floor)
    guard floors.count > 1 else { return nil }
    return try NearPairs.reaching(
      lowestOf: floors, try reader(operations), try reader(vectors), workers: .threads, pulse: reader.pulse)
  }

  private enum NearPairsUse {
    case units, candidates

    func floor(_ tau: Cosine) -> Cosine { self == .units ? tau : Leader.floor(tau) }
  }

  /// From pairs that are known; nil where they do not reach down to tau.
  private static func paired(_ reader: StageReader, for use: NearPairsUse) throws -> Linkage? {
    let floor = use.floor(try reader(StudyInputs.tau))
    guard let near = try reader(nearPairs, use), near.floor <= floor else { return nil }
    return try Linkage(
      reader(operations), near, floor: floor, constraints: reader(constraints),
      tau: reader(StudyInputs.tau), candidateLimit: use == .units ? 1 : CandidateList.most,
      pulse: reader.pulse)
  }

  private static let keyChains: Stage<KeyChains> = Stage(keeps: 2) { reader in
    let operations = try reader(operations)
    let older = reader.kept(keyChains).last { $0.precede(operations) }
    return older?.appending(operations) ?? KeyChains(operations)
  }

  /// Names that were looked up before are not looked up again.
  package static let constraints: Stage<Constraints> = Stage(keeps: 8, same: ==) { reader in
    Constraints(
      try reader(StudyInputs.decisions), for: try reader(operations), knowing: reader.kept(constraints).last)
  }

  /// Units, and all that was compared to find them.
  package static let linkage: Stage<Linkage> = Stage(keeps: 6) { reader in
    if let known = try paired(reader, for: .candidates) { return known }
    let tau = try reader(StudyInputs.tau)
    let (operations, vectors) = (try reader(operations), try reader(vectors))
    let (cosines, constraints) = (try reader(keyCosines), try reader(constraints))
    for older in reader.kept(linkage).reversed() {
      let next = try older.following(
        operations, vectors, cosines: cosines, constraints: constraints, tau: tau, pulse: reader.pulse)
      if let next { return next }
    }
    return try Linkage(
      operations, vectors, cosines: cosines, constraints: constraints, tau: tau, workers: .threads,
      pulse: reader.pulse)
  }

  /// Units, and what the linkage saw beside them.
  package static let partition = Stage<Partition>(keeps: 6) { reader in try reader(linkage).partition }

  /// Without candidates: a decision or a tau that moves nobody leaves standing what follows from units alone.
  package static let units = Stage<Partition>(keeps: 8, same: { $0.hasUnits(of: $1) }) { reader in
    try paired(reader, for: .units)?.partition.withoutCandidates ?? reader(partition).withoutCandidates
  }

  package static let candidates = Stage<[Candidate]>(keeps: 6, same: ==) { reader in
    try reader(partition).candidates.array
  }
}

extension Leader {
  /// As the notebook looks for leaders.
  static func partition(
    _ operations: Operations, _ vectors: Vectors, _ constraints: Constraints, tau: Cosine, kept: KeyCosines,
    pulse: Pulse
  ) throws -> Partition {
    let index = ScreenedLeaders(
      operations, vectors, floor: Leader.floor(tau), workers: .threads, kept: kept)
    return try Leader.partition(operations, constraints: constraints, tau: tau, pulse: pulse, index: index)
  }
}

/// Operations, and the log that they are of.
struct LoggedOperations {
  let lineage: Lineage
  let operations: Operations
}

/// Vectors, and what they are of.
struct EmbeddedTexts {
  let choice: EmbedderChoice
  let operations: Operations
  let vectors: Vectors

  /// Whether those of `operations` begin with these. A server may have another model by now.
  func precede(_ operations: Operations, _ choice: EmbedderChoice) -> Bool {
    guard self.choice == choice, choice.isOfThisMachine else { return false }
    return operations.lineage.continues(self.operations.lineage)
  }
}
