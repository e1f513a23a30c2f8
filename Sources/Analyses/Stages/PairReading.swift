import Basics
import Identity
import Judging
import Studies
import TraceLogs

/// What is read of wordings to compare them.
struct PairReading {
  let trace: TraceLog
  let operations: Operations
  let vectors: Vectors

  init(_ reader: StageReader) throws {
    self.init(try reader(StudyInputs.log).trace, try reader(Stages.operations), try reader(Stages.vectors))
  }

  init(_ trace: TraceLog, _ operations: Operations, _ vectors: Vectors) {
    (self.trace, self.operations, self.vectors) = (trace, operations, vectors)
  }

  /// What can be read off two operations, as `AnswerModel` takes it.
  func features(_ first: Int, _ second: Int) -> [Double] {
    PairFeatures(content(of: first), content(of: second)).vector(
      cosine: vectors.cosine(first, second).value, sameKey: operations.key[first] == operations.key[second])
  }

  /// The words of each operation that is asked for.
  func wordProfiles(where isAsked: [Bool], pulse: Pulse) throws -> [WordProfile] {
    let (proposals, operations, workers) = (trace.proposals, operations, trace.workers)
    let none = WordProfile("")
    var profiles: [WordProfile] = []
    profiles.reserveCapacity(operations.count)
    while profiles.count < operations.count {
      try pulse.beat("reading words", profiles.count, operations.count)
      let piece = profiles.count..<min(operations.count, profiles.count + 16_384)
      let parts = workers.map { part in
        var reader = WordReader()
        return workers.share(part, of: piece.count).map { place in
          let operation = piece.lowerBound + place
          guard isAsked[operation] else { return none }
          return proposals.content.withText(Int(operations.firstProposal[operation])) {
            reader.profile(of: $0)
          }
        }
      }
      for part in parts { profiles += part }
    }
    return profiles
  }

  func wordProfile(of operation: Int) -> WordProfile { WordProfile(content(of: operation)) }

  private func content(of operation: Int) -> String {
    trace.proposals.content[Int(operations.firstProposal[operation])]
  }
}
