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
    let pieces = stride(from: 0, to: operations.count, by: 4_096).map {
      $0..<min($0 + 4_096, operations.count)
    }
    let work = SharedWork(pieces.count) { [operations] done, _ in
      try pulse.beat(
        "reading words", done < pieces.count ? pieces[done].lowerBound : operations.count, operations.count)
    }
    let parts = (pieces.count > 1 ? trace.workers : trace.workers.alone).map { part in
      var (reader, made) = (WordReader(), [(piece: Int, profiles: [WordProfile])]())
      while let piece = work.take(part) {
        made.append((piece, wordProfiles(of: pieces[piece], where: isAsked, &reader)))
      }
      return made
    }
    try work.check()
    var profiles: [WordProfile] = []
    profiles.reserveCapacity(operations.count)
    for made in parts.joined().sorted(by: { $0.piece < $1.piece }) { profiles += made.profiles }
    return profiles
  }

  private func wordProfiles(of operations: Range<Int>, where isAsked: [Bool], _ reader: inout WordReader)
    -> [WordProfile]
  {
    let none = WordProfile("")
    return operations.map { operation in
      guard isAsked[operation] else { return none }
      let proposal = Int(self.operations.firstProposal[operation])
      return trace.proposals.content.withText(proposal) { reader.profile(of: $0) }
    }
  }

  func wordProfile(of operation: Int) -> WordProfile { WordProfile(content(of: operation)) }

  private func content(of operation: Int) -> String {
    trace.proposals.content[Int(operations.firstProposal[operation])]
  }
}
