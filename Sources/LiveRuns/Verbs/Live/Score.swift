import Analyses
import Answers
import Language
import Memory
import Optimizing
import Sessions
import TraceLogs

enum ScoreCommand: StudyCommand {
  static let manual = Manual(
    verb: "score", group: .live, effect: .study,
    summary: "values what is in the pool on the batch that was proposed, and no further",
    flags: [
      Flag("batch", .count, "fails unless this is the batch whose turn it is"),
      Flag("units", .text, "these only, such as U1,U4"),
    ] + LiveFlags.spending,
    showsTable: true,
    details: """
      The second half of a batch: each unit in the pool is valued beside the memory as it stands, by the scorer that \
      optimize was told of. step --live then applies the best and goes to the batch's end.
      """,
    examples: [
      Example("score", "the whole pool", after: "\(LiveExamples.begun); propose"),
      Example("score --units U1", "one unit", after: "\(LiveExamples.begun); propose"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let named = call["units"] else { return try LiveExamples.perform(call, .phase(.scored), &turn) }
    let words = named.split(separator: ",").map(String.init)
    var call = call
    let analysis = turn.analysis
    let names = try words.map { try analysis.name(of: analysis.operation(named: $0)).description }
    call.record("units", names.joined(separator: ","))
    return try LiveExamples.perform(call, .phase(.scored), &turn) { analysis in
      let units = Set(try names.map { Int32(try analysis.unit(named: $0)) })
      let replay = try analysis.replay(at: analysis.trace().batches.count)
      let scorable = Set(
        replay.events.filter { Int($0.step) == replay.step && $0.kind == .unscored }.map(\.unit))
      if let absent = units.subtracting(scorable).min() {
        throw OptimizingFault.notScored(unit: unitName(absent), batch: replay.step)
      }
      return units
    }
  }
}
