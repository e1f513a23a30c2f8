import Tables

enum TrajectoryCommand: StudyCommand {
  static let manual = Manual(
    verb: "trajectory", group: .evidence, effect: .look,
    summary: "draws m̂ and delta of up to eight units over the batches",
    words: [Positional("OP", .operation, repeats: true)],
    flags: [
      Flag("height", .count, "rows of a unit's panel, from 2 to 100"),
      Flag("no-delta", nil, "m̂ alone"),
      Flag("from", .count, "the first batch, counted in the order of time"),
      Flag("to", .count, "the last batch, counted in the order of time"),
      Flag("data", nil, "the numbers as a table"),
    ],
    details: """
      Each unit has a panel; all have the same axes, and batches bear their own numbers. Marks under a panel say \
      in which batches the replay applied, skipped or evicted the unit, as far as step and apply have brought it, \
      and in which the log's own run applied one of its proposals. The numbers are those of export observations; \
      in the table, n and mhat are as they stand after the batch.
      """,
    examples: [
      Example("trajectory U1", "the course of unit 1"),
      Example("trajectory b3p7 b5p5 --height 6", "two units, one above the other"),
      Example("trajectory U3 --from 5 --to 12 --no-delta", "a part of the course, without deltas"),
      Example("trajectory U3 --data", "the same as numbers"),
    ])

  private static let most = 8

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    guard call.words.count <= most else { throw StatementFault.tooManyUnits(call.words.count, most: most) }
    let steps = try steps(call, turn.analysis)
    let rows = try height(call)
    var units: [Int] = []
    for index in call.words.indices {
      guard let unit = try turn.presentUnit(word: index, of: &call), !units.contains(unit) else { continue }
      units.append(unit)
    }
    var view = try TrajectoryView(turn.analysis, units: units)
    (view.showsDeltas, view.rows) = (!call.has("no-delta"), rows)
    if let steps { view.steps = steps }
    return try answer(view, units, showsData: call.has("data"))
  }

  private static func answer(_ view: TrajectoryView, _ units: [Int], showsData: Bool) throws -> Answer {
    let table = try view.table(of: units)
    if showsData { return .table(table) }
    let drawn = try units.filter { try view.isObserved($0) }
    let absent = units.filter { !drawn.contains($0) }.map {
      Answer.Block.said("\(unitName($0)) has no observation in these batches: nothing scores it")
    }
    if drawn.isEmpty { return Answer(absent + [.data(table)]) }
    return Answer([.plot(try view.plot(of: drawn), data: table)] + absent + note(view))
  }

  private static func note(_ view: TrajectoryView) -> [Answer.Block] {
    let (step, count) = (view.replay.step, view.replay.material.batchCount)
    return step < count
      ? [.said("the replay stands after batch \(step) of \(count); its marks end there")] : []
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
    guard call.has("from") || call.has("to") else { return nil }
    let count = try analysis.trace().batches.count
    let from = try call["from"].map { try analysis.step($0, for: "--from") } ?? 1
    let to = try call["to"].map { try analysis.step($0, for: "--to") } ?? count
    guard max(1, from) <= to else {
      throw StatementFault.badValue(name: "--to", seen: "\(to)", expected: "a batch from \(max(1, from)) on")
    }
    return max(1, from)...to
  }
}
