import Analyses
import Answers
import Language
import Memory
import Sessions
import Tables
import TraceLogs
import Views

enum TrajectoryCommand: StudyCommand {
  static let manual = Manual(
    verb: "trajectory", group: .evidence, effect: .look,
    summary: "draws m̂ and delta of up to eight units over the batches",
    words: [Positional("UNIT", .operation, repeats: true)],
    flags: ownFlags,
    draws: true,
    details: """
      Each unit has a panel; all have the same axes, and batches bear their own numbers. The band holds the unit's worth \
      with probability 0.95 (help evidence), cut where the panel ends. Marks under a panel say \
      in which batches the replay applied, skipped or evicted the unit, as far as step and apply have brought it, \
      and in which the log's own run applied one of its proposals. The numbers are those of export observations; \
      in the table, n, mhat, worth, low and high are as they stand after the batch. --to with a whole number instead of a file is --upto.
      """,
    examples: [
      Example("trajectory U1", "the course of unit 1"),
      Example("trajectory b3p7 b5p5 --height 6", "two units, one above the other"),
      Example("trajectory U3 --from 5 --upto 12 --no-delta", "a part of the course, without deltas"),
      Example("trajectory U3 --data", "the same as numbers"),
      Example("trajectory U3 --to out/u3.svg", "the same for a paper"),
    ])

  static let ownFlags = [
    Flag("height", .count, "rows of a unit's panel, from 2 to 100"),
    Flag("no-delta", nil, "m̂ alone"),
    Flag("no-band", nil, "without the interval of the worth"),
    Flag("from", .count, "the first batch, counted in the order of time"),
    Flag("upto", .count, "the last batch, counted in the order of time"),
  ]

  private static let most = 8

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer { try run(call, &turn, from: 0) }

  /// The words from `first` on name units.
  static func run(_ call: Call, _ turn: inout Turn, from first: Int) throws -> Answer {
    let count = call.words.count - first
    guard count > 0 else { throw StatementFault.missingWord("UNIT", usage: manual.usage) }
    guard count <= most else { throw CommandFault.tooManyUnits(count, most: most) }
    let steps = try steps(call, turn.analysis)
    let rows = try height(call)
    let units = try turn.presentUnits(of: call, from: first)
    var view = try TrajectoryView(turn.analysis, units: units)
    (view.showsDeltas, view.showsBand, view.rows) = (!call.has("no-delta"), !call.has("no-band"), rows)
    if let steps { view.steps = steps }
    return try answer(view, units)
  }

  private static func answer(_ view: TrajectoryView, _ units: [Int]) throws -> Answer {
    let table = try view.table(of: units)
    let drawn = try units.filter { try view.isObserved($0) }
    let absent = units.filter { !drawn.contains($0) }.map {
      Answer.Block.said("\(unitName($0)) has no observation in these batches: nothing scores it")
    }
    if drawn.isEmpty { return Answer(absent + [.data(table)]) }
    let plot = try view.plot(of: drawn)
    return Answer([.plot(plot, data: table)] + absent + notes(view, plot))
  }

  private static func notes(_ view: TrajectoryView, _ plot: Plot) -> [Answer.Block] {
    let (step, count) = (view.replay.step, view.replay.material.batchCount)
    let end = step < count ? ["the replay stands after batch \(step) of \(count); its marks end there"] : []
    return (end + [view.note(on: plot)].compactMap { $0 }).map(Answer.Block.said)
  }

  private static func height(_ call: Call) throws -> Int? {
    guard let text = call["height"] else { return nil }
    guard let rows = Int(text), (2...100).contains(rows) else {
      throw StatementFault.badValue(
        name: "--height", seen: text, expected: "a whole number from 2 to 100")
    }
    return rows
  }

  private static func steps(_ call: Call, _ analysis: Analysis) throws -> ClosedRange<Int>? {
    guard let text = call["upto"] ?? call.trailingBatch else {
      return try call["from"].map { try steps(from: $0, nil, "--upto", analysis) }
    }
    return try steps(from: call["from"], text, call.has("upto") ? "--upto" : "--to", analysis)
  }

  private static func steps(from first: String?, _ last: String?, _ name: String, _ analysis: Analysis) throws
    -> ClosedRange<Int>
  {
    let count = try analysis.trace().batches.count
    let from = try first.map { try analysis.step($0, for: "--from") } ?? 1
    let upto = try last.map { try analysis.step($0, for: name) } ?? count
    guard max(1, from) <= upto else {
      throw StatementFault.badValue(name: name, seen: "\(upto)", expected: "a batch from \(max(1, from)) on")
    }
    return max(1, from)...upto
  }
}
