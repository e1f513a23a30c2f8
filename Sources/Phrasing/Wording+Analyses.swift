import Analyses
import Answers
import Characters
import Identity
import Language
import Tables

extension AnalysisFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .noLog: Complaint(message: "no log is loaded", hint: "load FILE reads one")
    case .noTruth(let field):
      Complaint(
        message: "the log's labels say nothing of \(field)",
        hint: "label records hold the truth that quality compares with; simulate writes logs that have them")
    case .unknownOperation(let name):
      Complaint(
        message: "the log holds no wording \(name)",
        hint: "a wording is named U12, w:1f3a90c2 (eight digits or more) or by a proposal's id")
    case .ambiguousOperation(let name, let matches):
      Complaint(message: "\(name) names more than one wording", details: matches, hint: "write more digits")
    case .tooManyPairs(let limit, let tau):
      Complaint(
        message: "over \(limit) pairs of wordings have a cosine of \(fixed(tau.value, places: 2)) or more",
        hint: "a higher tau leaves fewer: set tau 0.9")
    case .unknownArm(let name, let known):
      Complaint(
        message: "no task is of the arm \(visible(name))",
        hint: known.isEmpty
          ? "no task of this log has an arm"
          : "arms are \(known.prefix(8).map(visible).joined(separator: ", "))")
    case .nothingToAudit:
      Complaint(message: "there is no pair to judge: no two wordings have one key")
    case .noAudit:
      Complaint(
        message: "no audit was drawn from this log", hint: "audit 100 draws a hundred pairs and asks for them"
      )
    case .auditHasGaps:
      Complaint(
        message: "some kinds of pairs have no answer of the audit yet (quality --audit counts them)",
        hint: "audit goes on with the sample; tune tau --from decisions takes what there is")
    case .answersOfTwoAudits:
      Complaint(
        message: "the imported answers are of two audits, which cannot be counted together",
        hint: "import the decisions of one of them; tune tau --from decisions takes all")
    case .nothingToTuneBy(let source): AnalysisFault.nothing(source)
    case .oneSidedAnswers(let source, let areSame, let count):
      Complaint(
        message: "all \(source.pairs) are \(areSame ? "the same" : "different"): \(count) of \(count)",
        hint: "a tau is proposed from pairs of both kinds")
    case .nothingMerges(let source):
      Complaint(
        message: "no tau merges a pair that is the same by \(source.rawValue)",
        hint: "embed chooses another embedder")
    case .sameFromNeeded(let lowest, let highest):
      Complaint(
        message:
          "scores from \(shortNumber(lowest)) to \(shortNumber(highest)) do not say which pairs are the same",
        hint: "--same-from X: pairs with a score of X or more are the same")
    }
  }

  private static func nothing(_ source: TauSource?) -> Complaint {
    guard let source else {
      return Complaint(
        message: "nothing says which pairs are the same: no labels, no audit, no decisions",
        hint: "audit 100 asks for pairs at random; tune tau --pairs FILE takes labelled ones")
    }
    return Complaint(
      message: "there are no \(source.pairs) to choose a tau by",
      hint: "audit 100 asks for pairs at random; merges and review for close calls")
  }
}

extension TauSource {
  fileprivate var pairs: String {
    switch self {
    case .labels: "labelled pairs"
    case .audit: "audited pairs"
    case .decisions: "decided pairs of one key"
    }
  }
}
