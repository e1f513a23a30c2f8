enum QualityCommand: StudyCommand {
  static let manual = Manual(
    verb: "quality", group: .evidence, effect: .look,
    summary: "scores merging, evidence or cosines against labels",
    flags: [
      Flag("evidence", nil, "whether m̂ has the sign and the size of the true effects"),
      Flag("pairs", .existingFile, "how well cosines agree with labelled pairs of texts"),
    ] + pairFlags,
    draws: true,
    details: """
      Labels are truth that was planted (simulate) or judged by people; nothing but these figures reads them.

      Without a flag: do units hold what is the same (same_as)? Counted over the operations with a label; proposals \
      with the same text are one operation, and merging those is no merit. pairs counts pairs of operations: precision \
      is the share of merged pairs that are the same, recall the share of same pairs that are merged. b-cubed gives each \
      operation one vote instead, so that large units do not decide alone.

      --evidence: for the units of each true class, right is the share of those with an m̂ and an effect whose signs are \
      equal, with its 95% interval (Wilson); error is the mean distance between m̂ and effect. pos, neg and \
      none count units by the sign of m̂. The second table does so by the sign of the true \
      effect, the third counts verdicts by true class. Spearman says how m̂ ranks units against their effects, and auc how often a unit that helps \
      stands above one that does not. A unit that mixes several true operations is worth their mean.

      --pairs: FILE holds a text, a text and a score per record, as CSV (RFC 4180), plain, gzip or zstd; - is standard \
      input. A first line of column names is optional; where it names sentence1, sentence2 and score, there may be \
      other columns too. Texts are compared as a log's would be; no log needs to be loaded. A pair is the same from a \
      score of 4 where scores reach 5, and with label 1 where all are 0 or 1; for other scores --same-from says it. \
      Spearman goes by the scores, all else by same or not. merged is the share of all pairs that tau would join. \
      docs/method.md has the formulas; tune tau --pairs proposes a tau.
      """,
    examples: [
      Example("quality", "does the merging find what is the same?"),
      Example("quality --pairs datasets/advice-pairs.csv", "do cosines see what is the same?", after: ""),
      Example("quality --evidence", "does m̂ see what helps?"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try call.refusePairFlagsAlone()
    if call.has("pairs") {
      if call.has("evidence") { throw StatementFault.flagsExclude("evidence", "pairs") }
      return PairsView(study: try turn.pairStudy(call)).answer()
    }
    let view = QualityView(analysis: turn.analysis)
    return call.has("evidence") ? try view.evidence() : try view.merging()
  }
}
