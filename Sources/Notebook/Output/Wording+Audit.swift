extension Wording {
  /// Faults of audits, and of choosing a tau by answers.
  static func audit(of fault: StatementFault) -> Complaint? {
    switch fault {
    case .nothingToAudit:
      Complaint(message: "there is no pair to judge: no two operations have one key")
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
    case .nothingToTuneBy(let source):
      nothing(source)
    case .oneSidedAnswers(let source, let areSame, let count):
      Complaint(
        message: "all \(named(source)) are \(areSame ? "the same" : "different"): \(count) of \(count)",
        hint: "a tau is proposed from pairs of both kinds")
    case .nothingMerges(let source):
      Complaint(
        message: "no tau merges a pair that is the same by \(source.rawValue)",
        hint: "embed chooses another embedder")
    default: nil
    }
  }

  private static func nothing(_ source: TauSource?) -> Complaint {
    guard let source else {
      return Complaint(
        message: "nothing says which pairs are the same: no labels, no audit, no decisions",
        hint: "audit 100 asks for pairs at random; tune tau --pairs FILE takes labelled ones")
    }
    return Complaint(
      message: "there are no \(named(source)) to choose a tau by",
      hint: "audit 100 asks for pairs at random; merges and review for close calls")
  }

  private static func named(_ source: TauSource) -> String {
    switch source {
    case .labels: "labelled pairs"
    case .audit: "audited pairs"
    case .decisions: "decided pairs of one key"
    }
  }
}
