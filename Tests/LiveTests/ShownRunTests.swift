import Answers
import Channels
import Foundation
import Language
import LiveViews
import Optimizing
import Sinks
import StubServer
import Synchronization
import Testing

/// What a person sees of a run.
@Suite struct ShownRunTests {
  /// Lines of an answer to the last of some statements.
  private func table(_ bench: LiveBench, _ statement: String) throws -> [[String]] {
    try bench.run(statement).last?.answer.tables.first?.rows.map { $0.map { "\($0)" } } ?? []
  }

  @Test func usageByBatchStandsInTheOrderOfTheRun() throws {
    let server = try ScriptedModel().server()
    let bench = try LiveBench()
    try bench.run("\(bench.model(server)); \(try bench.optimize("--scorer reference", epochs: 3))")
    let heads = try table(bench, "usage --by batch").map { $0[0] }
    let epochs = (0..<3).map { epoch in (1...4).map { "b\(4 * epoch + $0)" } + ["e\(epoch + 1)"] }
    #expect(heads == (["e0", "probe"] + epochs.joined()).map { "text(\"\($0)\")" })
  }

  /// Where all batches use the same, the end is known from the first on.
  @Test func theEndIsForeseenFromTheLastBatches() throws {
    let bench = try LiveBench(network: false)
    let tasks = try TaskFile(try bench.tasks())
    var settings = RunSettings(tasks: tasks.path, log: "", cassette: "")
    (settings.epochs, settings.batch) = (2, 4)
    let prices = try Prices(file: try bench.write("prices.json", #"{"m":{"in":1000000,"out":2000000}}"#))
    func usage(_ places: [String]) throws -> UsageSums {
      let lines = places.map { place in
        #"{"kind":"answer","place":"\#(place)","ordinal":0,"key":"\#(place)","channel":"score","model":"m","of":[],"text":"","finish":"stop","served":"m","tokens":[3,0,2],"tries":1,"request":{}}"#
      }
      let path = try bench.write("c.jsonl", Cassette.heading + lines.joined(separator: "\n") + "\n")
      return try Cassette(path, .replay).usage
    }
    func forecast(_ places: [String], done: Int) throws -> RunForecast? {
      RunForecast(try usage(places), prices, done: done, of: try Schedule(tasks, settings))
    }
    // Eight batches of two questions each, five tokens and 7 in money a question, and three validations.
    let run = ["e0/val"] + (1...4).flatMap { ["b\($0)/propose", "b\($0)/score"] } + ["e1/val"]
    #expect(try forecast(["e0/val"], done: 0) == nil)
    for done in 1...4 {
      let places = run.prefix(1 + 2 * done) + (done == 4 ? ["e1/val"] : [])
      let end = try #require(try forecast(Array(places), done: done))
      #expect(end.tokens == 95 && end.cost == 133, "\(done) done: \(end)")
    }
    // Half of the next batch is no part of what is left.
    #expect(try forecast(Array(run.prefix(4)), done: 1)?.tokens == 95)
  }

  @Test func whileItGoesOnBatchPoolTokensAndMoneyAreTold() throws {
    let server = try ScriptedModel().server()
    let seen = SeenRun()
    let bench = try LiveBench(pulse: { stage in seen.note(stage) })
    bench.session.news = { answer in seen.note(answer) }
    let prices = try bench.write("prices.json", #"{"scripted":{"in":3,"out":15}}"#)
    try bench.run("\(bench.model(server)); \(try bench.optimize("--prices \(prices)"))")
    let pattern =
      #/batch 8 of 8 · pool \d+ · \d+ calls · \d+ of some \d+ tokens · cost 0\.\d{4} of some 0\.\d{4} · (under a minute|\d+ min) left · /#
    #expect(seen.stages.contains { $0.contains(pattern) }, "\(seen.stages.last ?? "")")
    let steps = seen.lines.filter { $0.contains("merged · pool") }
    #expect(steps.count == 8 && steps.allSatisfy { $0.contains(" · cost ") })
    #expect(seen.lines.last?.contains("used   ") == true && seen.lines.last?.contains("cost ") == true)
    // The last line says what it came to: what was foreseen after the last batch is that.
    let whole = try Cassette("\(bench.folder)/run.cassette.jsonl", .replay).usage.cost(
      try Prices(file: prices))
    #expect(steps.last?.hasSuffix("cost \(money(whole ?? 0)) of some \(money(whole ?? 0))") == true)
  }

  @Test func whoLeavesIsToldWithAReason() throws {
    let server = try ScriptedModel().server()
    let seen = SeenRun()
    let bench = try LiveBench()
    bench.session.news = { answer in seen.note(answer) }
    try bench.run("set max_age 2; \(bench.model(server)); \(try bench.optimize())")
    let pattern = #/out U\d+ \(not selected for 2 steps\)/#
    #expect(seen.lines.contains { $0.contains(pattern) }, "\(seen.lines)")
  }

  @Test func aReportHasTheRun() throws {
    let server = try ScriptedModel().server()
    let bench = try LiveBench()
    try bench.run("\(bench.model(server)); \(try bench.optimize("--scorer reference"))")
    try bench.run("report --to \(bench.folder)/r.md")
    let page = String(decoding: try bench.bytes("r.md"), as: UTF8.self)
    #expect(page.contains("The run with a model") && page.contains("How it learnt"))
    #expect(page.contains("A run of optimize made the log: 2 epochs, 4 tasks a batch, seed 1"))
    #expect(page.contains("Batch by batch") && page.contains("What it used"))
  }

  @Test(arguments: [
    (20, "batch"), (40, "batch 3 of 9"), (60, "ein langes Wort 世界世界世界 und noch mehr davon, viel mehr"),
  ])
  func theBarKeepsWithinTheScreen(_ width: Int, _ stage: String) {
    for done in [0, 5, 10] {
      let bar = Progress.bar(stage, done, 10, width: width)
      #expect(bar.hasSuffix(" \(done * 10)%") && bar.hasPrefix("  \(stage.prefix(5))"), "\(bar)")
      let columns = bar.unicodeScalars.reduce(0) { $0 + ((0x4E00...0x9FFF).contains($1.value) ? 2 : 1) }
      #expect(columns < width, "\(bar)")
    }
  }
}

/// What was told, from whatever thread.
private final class SeenRun: Sendable {
  private let told = Mutex<(stages: [String], lines: [String])>(([], []))

  var stages: [String] { told.withLock { $0.stages } }
  var lines: [String] { told.withLock { $0.lines } }

  func note(_ stage: String) { told.withLock { $0.stages.append(stage) } }

  func note(_ answer: Answer) {
    told.withLock { told in
      for case .said(let line) in answer.blocks { told.lines.append(line) }
    }
  }
}
