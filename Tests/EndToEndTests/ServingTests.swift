import Foundation
import TerminalSupport
import Testing

/// `maa --pipe`: a session at the service of a program.
@Suite struct ServingTests {
  private let endless =
    #"{"do":"run","text":"sql with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"}"#
  private let load = #"{"do":"run","text":"load datasets/kitchen.jsonl"}"#

  @Test func aFailureEndsItsRequestAndNothingElse() throws {
    let replies = try ask([
      load, #"{"do":"run","text":"set tau 0.55; set tau 7; note never"}"#,
      #"{"do":"run","text":"note after"}"#,
    ])
    #expect(flags("ok", of: replies) == [true, true, true, false, false, true, true])
    #expect(flags("done", of: replies) == [false, true, false, false, true, false, true])
    let error = try #require(replies[3]["error"] as? [String: Any])
    #expect((error["message"] as? String ?? "").contains("tau") && error["exit"] as? Int == 1)
    #expect(replies[5]["n"] as? Int == 3)
  }

  @Test func whatIsNoRequestIsSaid() throws {
    let wrong = [
      "evidence", "[1]", #"{"do":"run"}"#, #"{"do":"dance","text":""}"#, #"{"do":"answer","text":"same"}"#,
      #"{"do":"table","text":"evidense"}"#, #"{"do":"look","text":"note x"}"#,
      #"{"do":"look","text":"a; b"}"#,
    ]
    let replies = try ask(wrong)
    #expect(replies.count == 2 * wrong.count)
    #expect(flags("ok", of: replies).allSatisfy { !$0 })
    let hints = replies.compactMap { ($0["error"] as? [String: Any])?["hint"] as? String }
    #expect(hints.contains("did you mean evidence?"))
  }

  @Test func tablesFollowTheirLineAsArrow() throws {
    let run = try Run(
      ["--no-cache", "--pipe"], input: load + "\n" + #"{"do":"table","text":"units"}"# + "\n")
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output.contains(#""name":"units","rows":41,"#))
  }

  @Test func aReviewAsksAndIsAnswered() throws {
    let replies = try ask([
      load, #"{"do":"run","text":"review --limit 2"}"#, #"{"do":"answer","text":"perhaps"}"#,
      #"{"do":"check","text":"note"}"#, #"{"do":"answer","text":"different because they differ"}"#,
      #"{"do":"answer","text":"quit"}"#, #"{"do":"run","text":"decisions"}"#,
    ])
    #expect(flags("asks", of: replies).filter { $0 }.count == 4)
    let statements = replies.compactMap { $0["statement"] as? String }
    #expect(statements.contains { $0.hasPrefix("different w:") && $0.contains("because they differ") })
  }

  @Test func editorsAreServed() throws {
    let replies = try ask([
      load, #"{"do":"complete","text":"é; merges --li","at":15}"#, #"{"do":"check","text":"note 'a"}"#,
      #"{"do":"look","text":"unit U1"}"#, #"{"do":"run","text":"history"}"#,
    ])
    #expect(replies[2]["from"] as? Int == 11 && replies[2]["to"] as? Int == 15)
    #expect(replies[3]["status"] as? String == "incomplete")
    // What was looked at is not recorded.
    #expect(replies[5]["statements"] as? Int == nil && replies.last?["statements"] as? Int == 1)
  }

  /// What stands at the end of each text, and what it could be.
  @Test(arguments: [
    ("sql select mhat from ev", 21, ["evidence"]), ("sql \"select verd", 12, ["verdicts"]),
    ("sql 'select mhat from evidence order by mh", 40, ["mhat"]),
    ("evidence where ver", 15, ["verdict"]), ("evidence order by mhat des", 23, ["desc"]),
    ("evidence wh", 9, ["where"]), ("expect mh", 7, ["mhat"]), ("set ta", 4, ["tau"]),
    ("help evid", 5, ["evidence"]), ("why w:37", 4, ["w:3749a1da"]), ("join U3 U4", 8, ["U4", "U40", "U41"]),
    ("load \"datasets/kit", 5, ["datasets/kitchen.jsonl"]),
    ("load datasets\\/kit", 5, ["datasets/kitchen.jsonl"]),
    ("set signal $wi", 11, ["$wish"]), ("export units --to x.csv --as js", 29, ["json", "jsonl"]),
    ("export units --to x.csv --a", 24, ["--as", "--at"]), ("nonsense x", 9, []), ("note ", 5, []),
  ])
  func whatMayStandThereIsOffered(_ text: String, _ from: Int, _ names: [String]) throws {
    let request = try JSONSerialization.data(withJSONObject: [
      "do": "complete", "text": text, "at": text.utf8.count,
    ])
    let wish = #"{"do":"run","text":"param wish = sign : text"}"#
    let reply = try #require(try ask([load, wish, String(decoding: request, as: UTF8.self)]).last)
    let offered = (reply["candidates"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
    #expect(reply["from"] as? Int == from && reply["to"] as? Int == text.utf8.count, "\(text): \(reply)")
    #expect(offered.filter { $0 != "--all" } == names, "\(text)")
  }

  @Test func anInterruptStopsTheStatementAndNotTheSession() throws {
    let served = try Served()
    try served.send(load)
    // The bytes of a table stand before the end of its line.
    while try !served.next().contains(#""done":true"#) {}
    try served.send(endless)
    while try !served.next().contains(#""progress""#) {}
    let start = ContinuousClock.now
    kill(served.process.processIdentifier, SIGINT)
    let line = try served.reply()
    #expect(line.contains(#""exit":130"#) && ContinuousClock.now - start < .seconds(2), "\(line)")
    #expect(try served.reply().contains(#""done":true,"ok":false"#))
    try served.send(#"{"do":"run","text":"note still here"}"#)
    #expect(try served.reply().contains(#""n":2"#))
    try served.end()
    #expect(served.process.terminationStatus == 0)
  }

  /// Nobody will read the answer: what is at work stops.
  @Test func itEndsWithItsOwner() throws {
    let served = try Served()
    try served.send(load)
    // The bytes of a table stand before the end of its line.
    while try !served.next().contains(#""done":true"#) {}
    try served.send(endless)
    while try !served.next().contains(#""progress""#) {}
    let start = ContinuousClock.now
    try served.end()
    #expect(ContinuousClock.now - start < .seconds(3))
  }

  private func flags(_ name: String, of replies: [[String: Any]]) -> [Bool] {
    replies.map { $0[name] as? Bool ?? false }
  }

  /// The objects that answer; bytes of tables are left out.
  private func ask(_ requests: [String]) throws -> [[String: Any]] {
    let served = try Served()
    for request in requests { try served.send(request) }
    try served.input.fileHandleForWriting.close()
    var replies: [[String: Any]] = []
    while let line = try? served.next() {
      let reply = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      for table in reply["tables"] as? [[String: Any]] ?? [] { served.skip(table["bytes"] as? Int ?? 0) }
      if reply["progress"] == nil { replies.append(reply) }
    }
    served.process.waitUntilExit()
    return replies
  }
}

/// The program with pipes to both sides.
private final class Served {
  let process = Process()
  let input = Pipe()
  private let output = Pipe()
  private var buffer = Data()

  struct Ended: Error {}

  init() throws {
    process.executableURL = URL(fileURLWithPath: try Run.binary())
    process.currentDirectoryURL = URL(fileURLWithPath: Run.root)
    process.arguments = ["--no-cache", "--pipe"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  func send(_ request: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((request + "\n").utf8))
  }

  func next() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = buffer[buffer.startIndex..<end]
        buffer = Data(buffer[(end + 1)...])
        return String(decoding: line, as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Ended() }
      buffer += more
    }
  }

  /// The next line that does not only say how far the work is.
  func reply() throws -> String {
    while true {
      let line = try next()
      if !line.contains(#""progress""#) { return line }
    }
  }

  func skip(_ count: Int) {
    while buffer.count < count { buffer += output.fileHandleForReading.availableData }
    buffer = Data(buffer.dropFirst(count))
  }

  func end() throws {
    try? input.fileHandleForWriting.close()
    try? output.fileHandleForReading.close()
    process.waitUntilExit()
  }
}
