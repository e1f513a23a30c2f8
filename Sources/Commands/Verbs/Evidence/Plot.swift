import Analyses
import Answers
import Assessing
import Identity
import Language
import LiveViews
import Memory
import Plotting
import Sessions
import Studies
import Views

enum PlotCommand: StudyCommand {
  enum Kind: String, CaseIterable {
    case forest, heat, drift, policies, calibration, sweep, trajectory, learning

    /// Flags beside those that every plot has.
    var flags: [String] {
      switch self {
      case .forest, .heat: ["limit"]
      case .drift, .policies, .learning: []
      case .calibration: ["pairs"] + calibrationFlags.map(\.name)
      case .sweep: ["from", "upto", "step"]
      case .trajectory: TrajectoryCommand.ownFlags.map(\.name)
      }
    }

    var takesUnits: Bool { [.forest, .heat, .trajectory].contains(self) }
  }

  static let manual = Manual(
    verb: "plot", group: .evidence, effect: .look,
    summary: "draws evidence, batches, policies or merging, on the screen or into a file",
    words: [
      Positional("KIND", .choice(Kind.allCases.map(\.rawValue))),
      Positional("UNIT", .operation, optional: true, repeats: true),
    ],
    flags: [
      Flag("limit", .count, "of forest and heat: how many units; 20 is the default"),
      Flag("pairs", .existingFile, "of calibration: labelled pairs; without it the log's labels"),
    ] + calibrationFlags + [
      Flag("from", .number, "of sweep: the lowest tau, 0.4; of trajectory: the first batch"),
      Flag("upto", .number, "of sweep: the highest tau, 0.95; of trajectory: the last batch"),
      Flag("step", .number, "of sweep: from one tau to the next, 0.01"),
    ]
      + TrajectoryCommand.ownFlags.filter { !["from", "upto"].contains($0.name) }.map {
        Flag($0.name, $0.value, "of trajectory: \($0.summary)")
      },
    draws: true,
    details: """
      forest: the worth of each unit with the interval that holds it with probability 0.95 (help evidence), and the \
      unit's verdict. heat: units over batches, coloured by delta. Both show the units named, else those with the most \
      observations, what is best supported first.

      drift: the mean baseline of each batch, between its lowest and its highest call, beside the mean value of \
      candidates. Where both go up and down together, batches differ in difficulty; the signal absolute takes that for \
      worth.

      policies: what policies shows. Where the log has labels with effects, what memory is truly worth at the end and \
      on average; else how many units each applied.

      calibration: how often two texts are the same, by their cosine in steps of 0.05, with Wilson's intervals; from a \
      file of pairs as quality reads it, or from pairs of wordings with one type and anchor whose labels (same_as) \
      say it. Where the log has more than \(OperationPairs.most) such pairs, that many are drawn.

      sweep: what the command sweep shows of merging under each tau of a range, as a picture: units per wording, \
      the share of wordings in a unit with others, suspect units, wordings with another verdict than now, and, \
      where labels say what is the same, F1 of pairs and of B-cubed.

      trajectory: as the command.

      learning: how a run with a model goes (help optimize): the validation of memory at each epoch's end, the mean \
      baseline of each batch, and how many items memory holds.

      --to writes the picture to a file, which is replaced as a whole or not at all; --data shows the numbers.
      """,
    examples: [
      Example("plot forest --limit 10", "ten units with their intervals"),
      Example("plot heat U1 U12 U17", "three units, batch by batch"),
      Example("plot drift --to out/drift.svg", "how batches differ, for a paper"),
      Example("plot calibration --pairs datasets/advice-pairs.csv", "what a cosine is worth", after: ""),
      Example("plot sweep --from 0.3 --upto 0.9 --step 0.05 --data", "merging by tau, in numbers"),
      Example("plot policies --to out/policies.vl.json", "for Vega-Lite"),
      Example("plot learning", "validation, baseline and size of memory"),
      Example("plot trajectory U1 U2 --to out/course.txt", "two units, as text"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let kind: Kind = try call.choice(call.words[0], for: "KIND")
    try check(call, kind)
    switch kind {
    case .forest: return try ForestPlot(turn.analysis, shown: try shown(call, &turn)).answer()
    case .heat:
      return try HeatPlot(analysis: turn.analysis, shown: try shown(call, &turn)).answer()
    case .learning: return try LearningPlot(analysis: turn.analysis).answer()
    case .drift: return try DriftPlot(analysis: turn.analysis).answer()
    case .policies: return try PoliciesPlot(JudgedPolicy.all(PolicyKind.honest, turn.analysis)).answer()
    case .calibration:
      guard call.has("pairs") else { return try CalibrationPlot.ofLog(turn.analysis) }
      return CalibrationPlot.of(try turn.pairStudy(call, draws: 0))
    case .sweep: return try sweep(call, turn.analysis)
    case .trajectory: return try TrajectoryCommand.run(call, &turn, from: 1)
    }
  }

  private static func check(_ call: Call, _ kind: Kind) throws {
    let known = kind.flags + drawingFlags.map(\.name) + ["wide"]
    if let flag = manual.allFlags.first(where: { call.has($0.name) && !known.contains($0.name) }) {
      throw StatementFault.flagNotFor(flag.name, "plot \(kind.rawValue)")
    }
    if kind == .calibration { try call.refusePairFlagsAlone() }
    if !kind.takesUnits, call.words.count > 1 {
      throw StatementFault.extraWord(call.words[1], usage: "plot \(kind.rawValue)")
    }
  }

  private static func shown(_ call: Call, _ turn: inout Turn) throws
    -> PlottedUnits
  {
    let limit = try call.count(of: "limit")
    let named = call.words.count > 1 ? try turn.presentUnits(of: call, from: 1) : nil
    if named != nil, limit != nil { throw StatementFault.flagNotFor("limit", "units that are named") }
    return try PlottedUnits(turn.analysis, named: named, limit: limit)
  }

  private static func sweep(_ call: Call, _ analysis: Analysis) throws -> Answer {
    func tau(_ flag: String) throws -> Cosine? {
      try call.number(of: flag, "from 0 to 1") { (0...1).contains($0) }.map { Cosine($0) }
    }
    var range = TauRange()
    range.low = try tau("from") ?? range.low
    range.high = try tau("upto") ?? range.high
    guard range.low <= range.high else {
      throw StatementFault.badValue(
        name: "--upto", seen: call["upto"] ?? shortNumber(range.high.value),
        expected: "a number from \(shortNumber(range.low.value)) on")
    }
    if let text = call["step"] { range.step = try range.step(text, for: "--step") }
    return try SweepPlot(analysis, range)?.picture ?? SweepPlot.nothing
  }
}

/// Of the flags that say how pairs are read, those that do not speak of drawing them again.
private let calibrationFlags = pairFlags.filter { $0.name != "seed" }
