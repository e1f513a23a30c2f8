import Analyses
import Answers
import Appraisals
import Basics
import Language
import Scoring
import Sessions
import Studies
import Views

enum DiagnoseCommand: StudyCommand {
  static let manual = Manual(
    verb: "diagnose", group: .evidence, effect: .look,
    summary: "says how good single observations are, and how many it takes",
    flags: [
      Flag("accuracy", .number, "the sign accuracy to reckon with, whatever the log says; no log is needed"),
      Flag("target", .number, "how likely the sign of m̂ is to be right; 0.9 is the default"),
    ],
    details: """
      The figures, with intervals of 95%. delta_robustness: Pearson's r between the deltas of one proposal in two \
      calls of one batch. sign_consistency: how often two such deltas have one sign. accuracy_at_most: the sign \
      accuracy that this allows. sign_accuracy: how often an observation has the sign of the labelled effect; \
      where no effect is labelled, accuracy_by_tasks, by whether tasks went better with the edit than without. \
      position_bias, where the log says in which order a judge saw the states: by how many points a place later in a \
      call changes what the judge says.

      Where the log has outcomes of tasks too, the table judge says how often a score's sign is that of the effect on \
      outcomes, per scene, over units for which that sign is known (help effects). ceiling is the share of right signs among \
      units that the judge is sure of: more judging leads there, and no further.

      The consequences, under the accumulator in use: needed is the number of observations from which on the sign \
      of m̂ is right with the target's probability, ceiling the probability that it never exceeds, after_10 what it \
      is after ten observations, needed_by_mean the number that accumulator mean would take. Observations are taken \
      for independent and only their sign for known. docs/method.md has the formulas.

      The sentences between them say what the model of the posterior found: which beta it comes to, how worths are \
      spread, and what is unusual about observations.
      """,
    examples: [
      Example("diagnose", "how good are the observations of this log?"),
      Example("diagnose --accuracy 0.615", "what would follow from 61.5% right signs?", after: ""),
      Example("diagnose --target 0.95", "more certainty takes more observations"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let (given, target) = (try call.accuracy(), try call.target())
    guard turn.study.log != nil || given == nil else { return try consequences(given: given, target, turn) }
    let diagnosis = try Diagnosis(turn.analysis)
    let figures =
      Answer.table(DiagnosisView(diagnosis: diagnosis).table()) + (try judge(turn)) + (try model(turn))
    if given != nil { return figures + (try consequences(given: given, target, turn)) }
    guard let (accuracy, basis) = diagnosis.accuracy else {
      return figures + .said("no sign accuracy to reckon with; diagnose --accuracy P takes one")
    }
    let cases = [
      ("estimate", accuracy.estimate), ("low", accuracy.low), ("high", accuracy.high),
    ]
    return figures + (try consequences(cases, "sign accuracy \(basis)", target, turn))
  }

  /// Scores and outcomes side by side, where the log has both.
  private static func judge(_ turn: Turn) throws -> Answer {
    guard let agreement = try turn.analysis.judgeAgreement() else { return Answer([]) }
    return JudgeView(agreement, scenes: try turn.analysis.scenes().names).answer()
  }

  /// What the log says of worths.
  private static func model(_ turn: Turn) throws -> Answer {
    guard let words = try PosteriorWords(turn.analysis) else { return Answer([]) }
    return Answer([words.beta, words.units, words.observations].compactMap { $0.map { .said($0) } })
  }

  private static func consequences(given: Double?, _ target: Double, _ turn: Turn) throws -> Answer {
    try consequences(given.map { [("given", $0)] } ?? [], "sign accuracy as given", target, turn)
  }

  private static func consequences(
    _ cases: [(String, Double)], _ basis: String, _ target: Double, _ turn: Turn
  ) throws -> Answer {
    let settings = turn.study.settings
    let accumulator = turn.study.log == nil ? settings.accumulator : try turn.analysis.accumulator()
    let view = ConsequencesView(accumulator: accumulator, target: target, pulse: turn.pulse)
    let line =
      "\(AccumulatorCommand.description(settings))   target \(shortNumber(target))   \(basis)"
    return Answer([.said(line), .table(try view.table(cases))])
  }
}
