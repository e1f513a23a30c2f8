import Analyses
import Answers
import Language
import Memory
import Sessions
import TraceLogs
import Views

enum MemoryCommand: StudyCommand {
  static let manual = Manual(
    verb: "memory", group: .memory, effect: .look,
    summary: "shows the bank after a batch of the replay, or what changed between two",
    words: [Positional("A", .count, optional: true), Positional("B", .count, optional: true)],
    form: "[--diff A [B]]",
    flags: [
      Flag("at", .count, "after batch N; the replay's place is the default"),
      Flag("diff", nil, "what changed from after batch A to after batch B"),
      Flag(
        "against", .choice(["recorded"]),
        "the replay's bank beside the recorded run's, item by item, with reasons"),
      Flag("recorded", nil, "the bank of the recorded run, by the log's applied records"),
    ],
    details: """
      Batches are counted in the order of time, as the column step of apply does; 0 is the bank the log begins with. \
      Without --at it is the bank where step and apply have brought the replay, or at the end of the log. unit is \
      who last wrote an item, step when. export memory writes a bank that can be handed to an agent.
      """,
    examples: [
      Example("memory --at 7", "the bank after the seventh batch"),
      Example("memory --against recorded", "where the replay and the recorded run differ, and why"),
      Example("memory --diff 3 7", "what batches 4 to 7 changed"),
      Example("memory --recorded --diff 0", "what the recorded run changed from beginning to end"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    if call.has("diff") { return try changes(call, turn.analysis) }
    if let word = call.words.first { throw StatementFault.extraWord(word, usage: manual.usage) }
    let analysis = turn.analysis
    let step = try call["at"].map { try analysis.step($0, for: "--at") } ?? analysis.position()
    let view = MemoryView(analysis: analysis)
    if call.has("against") {
      let compared = try BankComparison(analysis, at: step).table()
      return Answer([.said(try place(step, try analysis.replay(at: step).bank, analysis)), .table(compared)])
    }
    if call.has("recorded") {
      let run = RecordedRun(log: try analysis.trace(), through: step)
      return Answer([.said(try place(step, run.bank, analysis)), .table(try view.items(of: run.bank))])
    }
    let replay = try analysis.replay(at: step)
    return Answer([.said(try place(step, replay.bank, analysis)), .table(try view.table(of: replay))])
  }

  private static func place(_ step: Int, _ bank: Bank, _ analysis: Analysis) throws -> String {
    let count = try analysis.trace().batches.count
    return "after batch \(step) of \(count)   \(counted(bank.count, "item"))"
      + (try ReplayPlace(analysis).hint(at: step))
  }

  private static func changes(_ call: Call, _ analysis: Analysis) throws -> Answer {
    if call.has("at") { throw StatementFault.extraWord("--at", usage: manual.usage) }
    guard let first = call.words.first else { throw StatementFault.missingWord("A", usage: manual.usage) }
    let from = try analysis.step(first, for: "A")
    let to = call.words.count > 1 ? try analysis.step(call.words[1], for: "B") : try analysis.position()
    func bank(_ step: Int) throws -> Bank {
      call.has("recorded")
        ? RecordedRun(log: try analysis.trace(), through: step).bank : try analysis.replay(at: step).bank
    }
    let (before, after) = (try bank(from), try bank(to))
    let line =
      "from after batch \(from) to after batch \(to)   \(before.count) -> \(counted(after.count, "item"))"
    return Answer([.said(line), .table(MemoryView(analysis: analysis).changes(from: before, to: after))])
  }
}
