import Basics
import Embedding
import Files
import Guarding
import Identity
import Scoring
import Studies
import TraceLogs

/// Everything that follows from a study, stage by stage, each made when it is first asked for.
package struct Analysis {
  package let look: StageLook

  package init(study: Study, stages: Stages, pulse: Pulse, allowsNetwork: Bool) {
    look = StageLook(study, stages, StageMeans(pulse: pulse, allowsNetwork: allowsNetwork))
  }

  package var study: Study { look.study }
  package var stages: Stages { look.stages }
  package var pulse: Pulse { look.means.pulse }
  /// Whether the command line lets vectors come from a server.
  var allowsNetwork: Bool { look.means.allowsNetwork }

  /// The trace, or a fault that says to load one.
  package func trace() throws -> TraceLog { try log().trace }

  /// For what goes over the whole log.
  package var workers: Workers { study.log?.trace.workers ?? .here }

  func log() throws -> LoadedLog { try StudyInputs.log.of(study) }

  package func operations() throws -> Operations { try look.value(Stages.operations) }

  package func editTexts() throws -> EditTexts { try look.value(Stages.editTexts) }

  package func vectors() throws -> Vectors { try look.value(Stages.vectors) }

  /// Whether the embedder in use can do this log. Where it cannot, one must still be able to choose another; and a
  /// server is not asked for vectors that are about to be left.
  package func canEmbed() throws -> Bool {
    if case .http = study.settings.embedder { return try look.peek(Stages.vectors) != nil }
    do {
      _ = try vectors()
      return true
    } catch is Recorded.Lacking {
      return false
    } catch is ModelFault {
      return false
    }
  }

  package func constraints() throws -> Constraints { try look.value(Stages.constraints) }

  /// The units, without the pairs that the linkage saw.
  package func units() throws -> Partition { try look.value(Stages.units) }

  /// The units, with the pairs that the linkage saw, which may cost more.
  package func partition() throws -> Partition { try look.value(Stages.partition) }

  /// What the partition would be under another tau; not remembered.
  func partition(at tau: Cosine) throws -> Partition {
    try Leader.partition(
      try operations(), try vectors(), try constraints(), tau: tau, kept: try keyCosines(), pulse: pulse)
  }

  func keyCosines() throws -> KeyCosines { try look.value(Stages.keyCosines) }

  package func observations() throws -> Observations { try look.value(Stages.observations) }

  /// Those that verdicts rest on: without what was shared among the edits of bundles.
  package func certifyingObservations() throws -> Observations {
    try look.value(Stages.certifyingObservations)
  }

  /// Operations that may have come into the log to do harm.
  package func guardFindings() throws -> GuardFindings { try look.value(Stages.guardFindings) }

  package func evidence() throws -> Evidence { try look.value(Stages.evidence) }

  /// What is probable of every unit.
  package func posterior() throws -> Posterior { try look.value(Stages.posterior) }

  package func accumulator() throws -> Accumulator { try look.value(Stages.accumulator) }
}
