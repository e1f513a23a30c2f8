import Accumulation

/// What each of the two answers to a candidate would do, in words: both are tried on copies of the study.
package struct CandidateEffects: Sendable, Equatable {
  package let same: [String]
  package let different: [String]

  init(of first: OperationName, _ second: OperationName, on analysis: Analysis) throws {
    same = try CandidateEffects.lines(.same, first, second, analysis)
    different = try CandidateEffects.lines(.different, first, second, analysis)
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
    if try before.partition().unitOf == after.partition().unitOf { return ["nothing changes"] }
    return try Rulings.effect(on: [first, second], from: before, to: after)
  }
}

extension Analysis {
  /// What follows from another study of the same session.
  func after(_ study: Study) -> Analysis {
    Analysis(study: study, stages: stages, pulse: pulse, allowsNetwork: allowsNetwork)
  }
}
