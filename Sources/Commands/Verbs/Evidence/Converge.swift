import Answers
import Appraisals
import Judging
import Language
import Sessions
import Studies
import Tables

enum ConvergeCommand: StudyCommand {
  static let manual = Manual(
    verb: "converge", group: .evidence, effect: .look,
    summary: "draws signs at random and counts from when on that of the moving average is right",
    flags: [
      Flag("advantage", .number, "how far the accuracy of one sign lies above a half, 0…0.5", required: true),
      Flag("beta", .number, "of the moving average; the study's is the default"),
      Flag("target", .number, "how likely the sign of m̂ is to be right; 0.9 is the default"),
      Flag("runs", .count, "how many runs; 20000 is the default"),
      Flag("upto", .count, "how many observations a run has; 100 is the default"),
      Flag("seed", .count, "another seed draws other signs; 1 is the default"),
    ],
    details: """
      Each observation is +1 with the probability 0.5 + advantage, else -1. right is the share of runs in which m̂ \
      is above 0 after n observations, with an interval of 95% (Wilson); computed is the same without chance. \
      needed is the smallest n from which on right stays at the target; low and high come from the ends of the \
      intervals. ceiling is what right never exceeds.

      This is the reckoning of section 4.5 of the paper. docs/method.md says which of its figures it gives.
      """,
    examples: [
      Example("converge --advantage 0.183 --beta 0.9", "the weaker of the paper's cases", after: ""),
      Example("converge --advantage 0.115 --upto 300 --runs 2000", "does waiting help?", after: ""),
      Example("converge --advantage 0.238 --seed 7", "the same with other draws", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let advantage = try call.number(of: "advantage", "from 0 to 0.5") { (0...0.5).contains($0) }
    guard let advantage else { throw StatementFault.missingWord("--advantage", usage: manual.usage) }
    let beta =
      try call.number(of: "beta", "from 0 to below 1") { (0..<1).contains($0) } ?? turn.study.settings.beta
    let accuracy = 0.5 + advantage
    let target = try call.target()
    let runs = try call.count(of: "runs", in: 1...10_000_000) ?? 20_000
    let upto = try call.count(of: "upto", in: 1...100_000) ?? 100
    let seed = try call.count(of: "seed", in: 0...Int.max) ?? 1
    let view = try turn.apart("drawing") { pulse in
      ConvergenceView(
        trials: try SignTrials(
          beta: beta, accuracy: accuracy, runs: runs, upto: upto, seed: UInt64(seed), pulse: pulse),
        curve: try SignCurve(.fading(beta: beta), accuracy: accuracy, pulse: pulse), target: target)
    }
    let line =
      "sign accuracy \(fixed(accuracy, places: 3))   beta \(shortNumber(beta))   \(counted(runs, "run"))"
    return Answer([.said(line), .table(view.shares()), .table(view.needed())])
  }
}
