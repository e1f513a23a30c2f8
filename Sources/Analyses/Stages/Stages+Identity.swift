import Basics
import Cache
import Embedding
import Files
import Identity
import Studies
import TraceLogs

/// From the log to the units.
extension Stages {
  package static let operations = Stage<Operations>(keeps: 2) { reader in
    let trace = try reader(StudyInputs.log).trace
    return Operations(log: trace, fingerprints: try fingerprints(of: trace, pulse: reader.pulse))
  }

  package static let vectors = Stage<Vectors>(keeps: 2) { reader in
    let trace = try reader(StudyInputs.log).trace
    let choice = try reader(StudyInputs.embedder)
    switch choice {
    case .recorded:
      return try Recorded.vectors(of: trace, try reader(operations), pulse: reader.pulse)
    case .lexical, .minilm, .http:
      let embedder = try choice.make(allowsNetwork: reader.allowsNetwork)
      // As for fingerprints: two spellings of one text in Unicode are one text.
      let texts = try reader(operations).firstProposal.map { normalized(trace.proposals.content[Int($0)]) }
      return try embedder.vectors(of: texts, keptIn: reader.cache, pulse: reader.pulse)
    }
  }

  /// Compared once: tau and decisions only read them.
  package static let keyCosines = Stage<KeyCosines>(keeps: 2) { reader in
    let operations = try reader(operations)
    return try KeyCosines(
      operations, try reader(vectors), workers: operations.count < 2_000 ? .one : .threads,
      pulse: reader.pulse)
  }

  package static let constraints = Stage<Constraints>(keeps: 8, same: ==) { reader in
    Constraints(try reader(StudyInputs.decisions), for: try reader(operations))
  }

  /// Units, and what the linkage saw beside them.
  package static let partition = Stage<Partition>(keeps: 6) { reader in
    let tau = try reader(StudyInputs.tau)
    return try Leader.partition(
      try reader(operations), try reader(vectors), try reader(constraints), tau: tau,
      kept: try reader(keyCosines), pulse: reader.pulse)
  }

  /// Without candidates: a decision or a tau that moves nobody leaves standing what follows from units alone.
  package static let units = Stage<Partition>(keeps: 8, same: { $0.hasUnits(of: $1) }) { reader in
    try reader(partition).withoutCandidates
  }

  package static let candidates = Stage<[Candidate]>(keeps: 6, same: ==) { reader in
    try reader(partition).candidates
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
