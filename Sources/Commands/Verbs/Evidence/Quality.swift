import Answers
import Appraisals
import Language
import Sessions
import Views

enum QualityCommand: StudyCommand {
  static let manual = Manual(
    verb: "quality", group: .evidence, effect: .look,
    summary: "scores merging, evidence or cosines against labels or a random audit",
    flags: [
      Flag("audit", nil, "what the answers of a random audit show of merging"),
      Flag("units", nil, "what each unit costs, the costliest first"),
      Flag("limit", .count, "of units: how many rows; 20 is the default"),
      Flag("evidence", nil, "whether m̂ has the sign and the size of the true effects"),
      Flag("pairs", .existingFile, "how well cosines agree with labelled pairs of texts"),
    ] + pairFlags,
    draws: true,
    details: """
      Labels are truth that was planted (simulate) or judged by people; nothing but these figures reads them.

      Without a flag: do units hold what is the same (same_as)? Counted over the wordings with a label; proposals \
      with the same text are one operation, and merging those is no merit. pairs counts pairs of operations: precision \
      is the share of merged pairs that are the same, recall the share of same pairs that are merged. b-cubed gives each \
      operation one vote instead, so that large units do not decide alone. clusters asks more: a unit is right only if it is \
      exactly one true operation, all of it and nothing else. v-measure goes by entropy: its precision is homogeneity, \
      its recall completeness. Adjusted Rand is agreement of pairs beyond chance. Intervals hold 95% of a bootstrap over \
      groups of units that share no true operation; a log of one such group has none.

      --units lists units that something is wrong with. pollution counts pairs inside that are not the same, fragmentation \
      pairs of a member and a wording elsewhere that are; cost is both. strangers are members that are not what \
      most of the unit is, missing are wordings that belong with most of it and stand elsewhere.

      --audit needs no labels: see help audit. It scores merging as it is without the answers of audits, which would be \
      right by their own word, and gives precision, recall and F1 of pairs and b-cubed precision, with intervals. \
      Labels are not read.

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
      Example("quality --units --limit 3", "which units cost most"),
      Example("quality --audit", "what judged pairs say", after: "load datasets/kitchen.jsonl; audit 20"),
      Example("quality --pairs datasets/advice-pairs.csv", "do cosines see what is the same?", after: ""),
      Example("quality --evidence", "does m̂ see what helps?"),
    ])

  private enum Subject: String, CaseIterable { case audit, units, evidence, pairs }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let given = Subject.allCases.filter { call.has($0.rawValue) }
    if given.count > 1 { throw StatementFault.flagsExclude(given[0].rawValue, given[1].rawValue) }
    let draws = given.isEmpty || given == [.audit]
    try call.refusePairFlagsAlone(but: draws ? ["seed"] : [])
    if call.has("limit"), given != [.units] { throw StatementFault.needsFlag("limit", other: "units") }
    let view = QualityView(analysis: turn.analysis)
    switch given.first {
    case nil: return try view.merging(seed: call.seed())
    case .audit: return try audit(call, &turn)
    case .units:
      return .table(try UnitCostsView(analysis: turn.analysis, limit: call.count(of: "limit") ?? 20).table())
    case .evidence: return try view.evidence()
    case .pairs: return PairsView(study: try turn.pairStudy(call)).answer()
    }
  }

  private static func audit(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let view = try AuditView(turn.analysis, seed: call.seed())
    turn.warnings += view.warnings
    return try view.answer()
  }
}
