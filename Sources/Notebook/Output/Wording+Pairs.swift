import Tables
import Traces

extension Wording {
  static func complaint(of fault: PairFault) -> Complaint {
    switch fault {
    case .problems(let problems, let total):
      let shown = problems.map(line)
      let more = total > problems.count ? ["and \(total - problems.count) more"] : []
      return Complaint(
        message: total == 1 ? shown.first ?? "1 problem" : "\(total) problems; the pairs are not read",
        details: total == 1 ? [] : shown + more,
        hint: "--delimiter comma|semicolon|tab says what sets fields apart")
    case .noPairs(let path):
      return Complaint(
        message: "\(Wording.shown(path)) holds no pairs", hint: "a pair is a text, a text and a score")
    }
  }

  /// Faults of labelled pairs.
  static func pairs(of fault: StatementFault) -> Complaint? {
    switch fault {
    case .sameFromNeeded(let lowest, let highest):
      Complaint(
        message:
          "scores from \(Measure.shown(lowest)) to \(Measure.shown(highest)) do not say which pairs are the same",
        hint: "--same-from X: pairs with a score of X or more are the same")
    case .oneSidedPairs(let path, let areSame, let from):
      Complaint(
        message: "all pairs of \(Wording.shown(path)) are \(areSame ? "the same" : "different"): "
          + "a score of \(Measure.shown(from)) or more is the same",
        hint: "a tau is proposed from pairs of both kinds; --same-from X draws the line elsewhere")
    case .noTauJoins(let path):
      Complaint(
        message:
          "no tau tells the pairs of \(Wording.shown(path)) apart: no same pair has a cosine of 0 or more",
        hint: "embed chooses another embedder")
    default: nil
    }
  }
}
