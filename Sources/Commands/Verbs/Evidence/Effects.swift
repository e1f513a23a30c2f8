import Answers
import Effects
import Language
import Scoring
import Sessions
import Studies
import Views

enum EffectsCommand: StudyCommand {
  static let manual = Manual(
    verb: "effects", group: .evidence, effect: .look,
    summary: "says what items in the context do to the outcomes of tasks",
    flags: [
      Flag(
        "estimator", .choice(EffectEstimator.allCases.map(\.rawValue)),
        "one for all items; else, item by item, the one with the best design"),
      Flag(
        "by", .choice(EffectStrata.allCases.map(\.rawValue)),
        "what stratified takes for alike: scene is the default"),
      Flag("window", .count, "of how many batches paired takes tries of one task together; 5 is the default"),
      Flag("arms", .text, "arms of tasks in the place of items, beside this one"),
      Flag("interactions", nil, "pairs of items that help only together, or cancel each other; needs lots"),
      Flag("limit", .count, "how many rows; all is the default"),
    ],
    sql: .clauses(of: "effects"),
    details: """
      Four estimators, the one with the best design first. randomized: a lot decided who got the item, with a probability \
      that the record holds; the only one that certifies, however often one looks. paired: the same task with and without \
      it. stratified: tasks of one scene and batch (or of one name, or of about the same relevance) with and without it. \
      adjusted: ridge regression over all items at once, only where it is asked for.

      helps and harms are certified, together over all items, so that at most a share alpha of the certificates is false. \
      undecided was tested and is not certified. What assumes something, and what was observed and not tested, certifies \
      nothing, however narrow its interval.

      low and high are the 95% interval of one look, sure_low and sure_high hold at all looks at once. naive is the plain \
      difference of means, confounding what it misleads by if the estimate is right. unsaid says what the log cannot tell, \
      and why. where, order by and limit are SQL over the table effects, which has the best estimator for each item. \
      docs/experiments.md says how to draw lots, docs/method.md has the formulas.
      """,
    examples: [
      Example("effects", "which items do tasks speak for?"),
      Example("effects --estimator stratified --limit 5", "by scene and batch alone"),
      Example(
        "effects --estimator adjusted", "all items at once; measured biases are in docs/experiments.md"),
      Example(
        "effects where verdict = 'helps' order by estimate desc", "what is certified, the strongest first",
        after: "simulate --outcomes --holdout 0.2 --to out/lots.jsonl; load out/lots.jsonl"),
      Example(
        "effects --interactions --limit 5", "who needs whom?",
        after: "simulate --outcomes --interactions 2 --holdout 0.3 --to out/pairs.jsonl; load out/pairs.jsonl"
      ),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let limit = try call.count(of: "limit")
    if call.has("interactions") {
      try refuse(["estimator", "by", "window", "arms"], beside: "interactions", call)
      return try InteractionsView(turn.analysis).answer(limit: limit)
    }
    var terms = EffectTerms(alpha: turn.study.settings.verdicts.alpha)
    terms.estimator = try call["estimator"].map { try call.choice($0, for: "--estimator") }
    terms.strata = try call["by"].map { try call.choice($0, for: "--by") } ?? .scene
    terms.window = try call.count(of: "window") ?? terms.window
    guard terms.window > 0 else {
      throw StatementFault.badValue(name: "--window", seen: "0", expected: "a whole number from 1")
    }
    let view = try EffectsView(turn.analysis, terms, arms: call["arms"])
    guard call.sql != nil else { return try view.answer(limit: limit) }
    try refuse(["estimator", "by", "window", "arms"], beside: "where", call)
    try call.checkFlags(against: "effects")
    return try view.answer(limit: limit, picked: try turn.analysis.picked(by: call))
  }

  private static func refuse(_ flags: [String], beside other: String, _ call: Call) throws {
    if let flag = flags.first(where: call.has) { throw StatementFault.flagNotFor(flag, other) }
  }
}
