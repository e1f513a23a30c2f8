import Answers
import Channels
import Files
import Language
import LiveViews
import Optimizing
import Sessions
import Studies

enum UsageCommand: StudyCommand {
  static let manual = Manual(
    verb: "usage", group: .live, effect: .look,
    summary: "shows what questions to models have used, also of a run that failed",
    words: [Positional("CASSETTE", .existingFile, optional: true)],
    flags: [
      Flag("by", .choice(UsageTable.Summing.allCases.map(\.rawValue)), "what is summed (channel)"),
      Flag("prices", .existingFile, "what a million tokens cost, by model"),
    ],
    details: """
      Of the open run, or of any cassette. calls are questions with an answer, failures those without, tries how often a \
      server was asked in all. Tokens are those that the server says; unsure is how many more tries that came to \
      nothing may have used. A call that values several operations is shared among them.
      """,
    examples: [
      Example("usage", "by channel and model", after: LiveExamples.begun),
      Example("usage datasets/live/smollm.cassette.jsonl --by batch", "of a file", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let path = call.words.first ?? turn.study.run?.cassette else { throw OptimizingFault.noRun }
    if !call.words.isEmpty, !fileExists(path) { throw ChannelFault.noCassette(path: path) }
    let usage = try RunUsage(path).sums
    let prices = try call["prices"].map { try Prices(file: $0) } ?? Prices()
    let grouping: UsageTable.Summing = try call["by"].map { try call.choice($0, for: "--by") } ?? .channel
    return Answer([
      .said(UsageTable.line(usage, prices: prices)),
      .table(UsageTable.table(usage, by: grouping, prices: prices)),
    ])
  }
}
