import Basics
import Identity
import Judging
import Studies
import TraceLogs

/// What each of the two answers to a candidate would do, in words.
package struct CandidateEffects: Sendable, Equatable {
  package let same: [String]
  package let different: [String]

  private static let nothing = ["nothing changes"]

  /// Both answers are tried on copies of the study, and everything that follows from it.
  package init(of first: OperationName, _ second: OperationName, on analysis: Analysis) throws {
    same = try CandidateEffects.lines(.same, first, second, analysis)
    different = try CandidateEffects.lines(.different, first, second, analysis)
  }

  /// On the units of the two alone, for logs on which all that follows takes long.
  package init(of candidate: Candidate, _ finder: inout ChangeFinder, on analysis: Analysis) throws {
    let unitOf = try analysis.units().unitOf
    let isOne = unitOf[Int(candidate.first)] == unitOf[Int(candidate.second)]
    let moves = finder.moves(of: candidate)
    let moved = [ChangeWords.units(moves)] + ChangeWords.lines(moves)
    (same, different) = isOne ? (CandidateEffects.nothing, moved) : (moved, CandidateEffects.nothing)
  }

  private static func lines(
    _ ruling: Decision.Ruling, _ first: OperationName, _ second: OperationName, _ before: Analysis
  ) throws -> [String] {
    var study = before.study
    do { try study.decisions.add(Decision(ruling, first, second)) } catch {
      return ["earlier decisions say otherwise"]
    }
    let after = before.after(study)
    // Units need not be reckoned where none has other members.
    if try before.units().unitOf == after.units().unitOf { return nothing }
    return try RulingEffect.lines(on: [first, second], from: before, to: after)
  }
}

extension Analysis {
  /// What follows from another study of the same session.
  package func after(_ study: Study) -> Analysis {
    Analysis(study: study, stages: stages, pulse: pulse, allowsNetwork: allowsNetwork)
  }
}
