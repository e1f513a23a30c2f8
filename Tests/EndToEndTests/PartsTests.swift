import Foundation
import GoldenSupport
import TerminalSupport
import Testing

/// `maa stage`: the work in parts gives the bytes of one process.
@Suite struct PartsTests {
  @Test func anySplitOfTheKitchenLogGivesTheBytesOfOneProcess() throws {
    try checkSplits(of: "sessions/kitchen.maa", splits: 3, block: 40)
  }

  /// Two logs with the same ids: anchors that name additions of the second log name other things than in the first.
  @Test func logsWhoseIdsCollideAreKeptApart() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator.announced()
    let logs = try (0..<3).map {
      try folder.write("log\($0).jsonl", PartsTests.log(batches: 6, &generator))
    }
    let head = "maa 1\n" + logs.map { "load \($0)\n" }.joined() + "set clip 10\nset tau 0.5\n"
    let plain = try folder.write("plain.maa", head)
    try checkSplits(of: plain, splits: 2, block: 30)
    let names = try whole(plain).split(separator: "\n").map { line in
      "w:" + line.split(separator: "\"")[15].prefix(12)
    }.shuffled(using: &generator)
    let rulings = (0..<4).map { "same \(names[2 * $0]) \(names[2 * $0 + 1])\n" }
    let more = "different \(names[8]) \(names[9])\ndifferent \(names[0]) \(names[10])\n"
    let ruled = try folder.write("ruled.maa", head + rulings.joined() + more)
    #expect(try whole(ruled) != whole(plain))
    try checkSplits(of: ruled, splits: 3, block: 30)
  }

  /// Vectors that take time are made in parts and travel as text; usual sizes are counted in parts.
  @Test(arguments: ["embed minilm --fast", "set bets sizes", "embed static"])
  func otherSettingsGiveTheBytesOfOneProcess(_ setting: String) throws {
    let folder = try TemporaryFolder()
    let text = "maa 1\nload \(Run.root)/datasets/kitchen.jsonl\n\(setting)\nset tau 0.6\n"
    try checkSplits(of: try folder.write("s.maa", text), splits: 2, block: 40)
  }

  /// Where the weights are.
  private static let cache: [String: String] = {
    let own = ProcessInfo.processInfo.environment
    return ["XDG_CACHE_HOME": own["XDG_CACHE_HOME"] ?? (own["HOME"] ?? "/root") + "/.cache"]
  }()

  private func whole(_ session: String) throws -> String {
    let run = try Run(["stage", "whole", "--session", session], environment: Self.cache)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    return run.output
  }

  private func checkSplits(of session: String, splits: Int, block: Int) throws {
    let whole = try whole(session)
    #expect(!whole.isEmpty)
    for split in 0..<splits {
      let words = "--parts \(1 + 3 * split) --block \(block) --seed \(split)"
      let run = try Run(
        [], environment: Self.cache, shell: "python3 scale/local.py '\(session)' --maa \"$MAA\" \(words)")
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output == whole, "\(words)")
    }
  }

  /// A log of its own ids, which are those of every other such log.
  private static func log(batches: Int, _ generator: inout SeededGenerator) -> String {
    var lines = [
      #"{"kind":"header","format":"maa-trace","version":1}"#, #"{"kind":"item","id":"m1","content":"x"}"#,
    ]
    var added: [String] = []
    for batch in 1...batches {
      lines.append(
        "{\"kind\":\"batch\",\"batch\":\(batch),\"label\":\"\(["a", "b"].randomElement(using: &generator) ?? "a")\"}"
      )
      var scores: [String] = []
      for place in 0..<12 {
        let id = "b\(batch)p\(place)"
        let content = (0..<4).map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
        let anchor = place % 2 == 0 ? "tail" : added.randomElement(using: &generator) ?? "m1"
        let type = place % 2 == 0 ? "add" : "modify"
        lines.append(
          #"{"kind":"proposal","batch":\#(batch),"id":"\#(id)","type":"\#(type)","anchor":"\#(anchor)","content":"\#(content)"}"#
        )
        if type == "add" { added.append(id) }
        scores.append("\"\(id)\":\(Int.random(in: 40...70, using: &generator))")
      }
      lines.append(
        "{\"kind\":\"scores\",\"batch\":\(batch),\"call\":0,\"baseline\":50,\"u\":{\(scores.joined(separator: ","))}}"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let words = ["open", "close", "search", "the", "fridge", "drawer", "first", "last", "twice"]

  @Test(arguments: [
    (["stage", "jion"], "", 2, "stage is join, not jion"),
    (["stage", "join"], "", 2, "--session needs a value"),
    (["stage", "read", "--session", "sessions/kitchen.maa", "--log", "7"], "", 2, "there is no log 7"),
    (["stage", "join", "--session", "sessions/kitchen.maa"], "{}\n", 2, "line 1 is no record"),
    (
      ["stage", "join", "--session", "sessions/kitchen.maa"], #"{"part":"job","v":"1"}"# + "\n", 3,
      "line 1 was written by version 1 of this work; this program has version 2"
    ),
    (
      ["stage", "place", "--session", "sessions/kitchen.maa"], "", 2, "`stage place` needs --rulings FILE"
    ),
    (
      ["stage", "observe", "--session", "sessions/kitchen.maa"],
      #"{"part":"score","v":"2","wording":"00","batch":[0,0],"sum":1,"count":1}"# + "\n", 2,
      "score needs 64 hexadecimal digits as \"wording\""
    ),
    (
      ["stage", "embed", "--session", "sessions/kitchen.maa"], #"{"part":"job","v":"2"}"# + "\n", 2,
      "takes no record of kind job"
    ),
  ])
  func whatIsWrongIsSaid(_ words: [String], _ input: String, _ code: Int32, _ message: String) throws {
    let run = try Run(words, input: input)
    #expect(run.code == code && run.output.isEmpty, "\(run.code) \(run.output)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func aStatementOfTheWholeLogIsRefusedWithItsLine() throws {
    let folder = try TemporaryFolder()
    let session = try folder.write("s.maa", "maa 1\nload datasets/kitchen.jsonl\nseal\n")
    let run = try Run(["stage", "plan", "--session", session])
    #expect(
      run.code == 2 && run.errors.contains("line 3: `seal` needs the whole log at hand"), "\(run.errors)")
  }
}
