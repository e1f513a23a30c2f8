import Basics
import Cache
import Embedding
import Files
import Identity
import Judging
import Memory
import Query
import Scoring
import Studies
import TraceLogs

/// Everything that follows from a study, stage by stage, each made when it is first asked for.
package struct Analysis {
  package let study: Study
  package let stages: Stages
  package let pulse: Pulse
  /// Whether the command line lets vectors come from a server.
  package let allowsNetwork: Bool

  package init(study: Study, stages: Stages, pulse: Pulse, allowsNetwork: Bool) {
    (self.study, self.stages, self.pulse) = (study, stages, pulse)
    self.allowsNetwork = allowsNetwork
  }

  /// The trace, or a fault that says to load one.
  package func trace() throws -> TraceLog { try log().trace }

  package func operations() throws -> Operations {
    let log = try log()
    return try stages.operations.value(for: log) {
      Operations(log: log.trace, fingerprints: try fingerprints(of: log.trace, pulse: pulse))
    }
  }

  package func vectors() throws -> Vectors {
    let log = try log()
    let choice = study.settings.embedder
    return try stages.vectors.value(for: VectorsKey(log: log, embedder: choice)) {
      switch choice {
      case .recorded: return try Recorded.vectors(of: log.trace, try operations(), pulse: pulse)
      case .lexical, .minilm, .http:
        let embedder = try choice.make(allowsNetwork: allowsNetwork)
        // As for fingerprints: two spellings of one text in Unicode are one text.
        let texts = try operations().firstProposal.map { normalized(log.trace.proposals.content[Int($0)]) }
        return try embedder.vectors(of: texts, keptIn: stages.cache, pulse: pulse)
      }
    }
  }

  /// Whether the embedder in use can do this log. Where it cannot, one must still be able to choose another; and a
  /// server is not asked for vectors that are about to be left.
  package func canEmbed() throws -> Bool {
    if case .http = study.settings.embedder {
      return stages.vectors.remembers(VectorsKey(log: try log(), embedder: study.settings.embedder))
    }
    do {
      _ = try vectors()
      return true
    } catch is Recorded.Lacking {
      return false
    } catch is ModelFault {
      return false
    }
  }

  package func constraints() throws -> Constraints {
    let key = ConstraintsKey(log: try log(), decisions: study.decisions)
    return try stages.constraints.value(for: key) { Constraints(study.decisions, for: try operations()) }
  }

  package func partition() throws -> Partition {
    try stages.partition.value(for: try partitionKey()) { try partition(at: study.settings.tau) }
  }

  /// What the partition would be under another tau; not remembered.
  func partition(at tau: Cosine) throws -> Partition {
    let operations = try operations()
    let index = ScreenedLeaders(
      operations, try vectors(), floor: Leader.floor(tau), workers: .threads, kept: try keyCosines())
    return try Leader.partition(
      operations, constraints: try constraints(), tau: tau, pulse: pulse, index: index)
  }

  /// Compared once: tau and decisions only read them.
  func keyCosines() throws -> KeyCosines {
    try stages.keyCosines.value(for: VectorsKey(log: try log(), embedder: study.settings.embedder)) {
      let operations = try operations()
      return try KeyCosines(
        operations, try vectors(), workers: operations.count < 2_000 ? .one : .threads, pulse: pulse)
    }
  }

  package func observations() throws -> Observations {
    let key = ObservationsKey(partition: try partitionKey(), rule: study.settings.deltaRule)
    return try stages.observations.value(for: key) {
      try Observations(
        log: try trace(), operations: try operations(), partition: try partition(), rule: key.rule,
        workers: try workers(), pulse: pulse)
    }
  }

  package func evidence() throws -> Evidence {
    let key = try evidenceKey()
    return try stages.evidence.value(for: key) {
      Evidence(
        try observations(), unitCount: try partition().unitCount, accumulator: key.accumulator,
        workers: try workers())
    }
  }

  /// What evidence, and whatever follows from it, depends on.
  func evidenceKey() throws -> EvidenceKey {
    let observed = ObservationsKey(partition: try partitionKey(), rule: study.settings.deltaRule)
    return EvidenceKey(observations: observed, accumulator: study.settings.accumulator)
  }

  /// Threads cost more than they bring where there is little to do.
  func workers() throws -> Workers {
    try trace().calls.value.count < 100_000 ? .one : .threads
  }

  func log() throws -> LoadedLog {
    guard let log = study.log else { throw AnalysisFault.noLog }
    return log
  }

  private func partitionKey() throws -> PartitionKey {
    PartitionKey(
      log: try log(), embedder: study.settings.embedder, tau: study.settings.tau, decisions: study.decisions)
  }
}

/// What was computed so far. Owned by a session; values are shared between the studies of its history.
package final class Stages {
  let operations = Memo<LoadedLog, Operations>(capacity: 2)
  let vectors = Memo<VectorsKey, Vectors>(capacity: 2)
  let keyCosines = Memo<VectorsKey, KeyCosines>(capacity: 2)
  let constraints = Memo<ConstraintsKey, Constraints>()
  let partition = Memo<PartitionKey, Partition>(capacity: 6)
  let crossings = Memo<CrossingsKey, [SimilarPair]>(capacity: 2)
  let observations = Memo<ObservationsKey, Observations>(capacity: 6)
  let operationDeltas = Memo<OperationDeltasKey, OperationDeltas>(capacity: 1)
  let queues = Memo<QueueKey, [QueueEntry]>(capacity: 3)
  let orderedQueues = Memo<OrderedQueueKey, [QueueEntry]>(capacity: 2)
  let evidence = Memo<EvidenceKey, Evidence>(capacity: 8)
  let scenes = Memo<LoadedLog, BatchScenes>(capacity: 2)
  let verdicts = Memo<VerdictsKey, Verdicts>(capacity: 6)
  let material = Memo<EvidenceKey, ReplayMaterial>(capacity: 2)
  let replays = Memo<ReplayKey, Replay>(capacity: 4)
  package let databases = Memo<TablesKey, StudyDatabase>(capacity: 2)

  /// Outlives the session; nil where nothing is kept.
  package let cache: VectorCache?

  package init(cache: VectorCache? = nil) { self.cache = cache }
}

struct VectorsKey: Equatable {
  let log: LoadedLog
  let embedder: EmbedderChoice
}

struct ConstraintsKey: Equatable {
  let log: LoadedLog
  let decisions: Decisions
}

struct PartitionKey: Equatable {
  let log: LoadedLog
  let embedder: EmbedderChoice
  let tau: Cosine
  let decisions: Decisions
}

struct CrossingsKey: Equatable {
  let log: LoadedLog
  let embedder: EmbedderChoice
  let floor: Cosine
}

struct ObservationsKey: Equatable {
  let partition: PartitionKey
  let rule: DeltaRule
}

struct EvidenceKey: Equatable {
  let observations: ObservationsKey
  let accumulator: Accumulator
}
