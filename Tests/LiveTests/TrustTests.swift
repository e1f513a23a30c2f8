import Channels
import Foundation
import GoldenSupport
import Language
import StubServer
import Testing
import TraceLogs
import Traces

/// Money, keys, the network, and servers that misbehave.
@Suite struct TrustTests {
  @Test func nothingGoesOverTheNetworkWithoutLeave() throws {
    let server = try ScriptedModel().server()
    let bench = try LiveBench(network: false)
    let fault = bench.complaint("\(bench.model(server)); \(try bench.optimize())")
    #expect(fault?.hint?.contains("--allow-network") == true, "\(String(describing: fault))")
    #expect(server.requests.isEmpty)
  }

  @Test func aMissOnTheCassetteShowsWhatDiffers() throws {
    let server = try ScriptedModel().server()
    let bench = try LiveBench()
    try bench.run("\(bench.model(server)); \(try bench.optimize("--stop-after 1"))")
    try FileManager.default.removeItem(atPath: "\(bench.folder)/run.jsonl")
    let other = try LiveBench(bench.folder, network: false)
    let fault = other.complaint("\(other.model(server)); \(try bench.optimize("--seed 9"))")
    #expect(
      fault?.message.contains("holds no answer to what is asked at b1/propose") == true,
      "\(String(describing: fault))")
    #expect(fault?.details.count == 2)
  }

  @Test func usageIsWhatTheServerServed() throws {
    let model = ScriptedModel()
    let server = try model.server()
    let bench = try LiveBench()
    let prices = try bench.write("prices.json", #"{"scripted":{"in":3,"out":15}}"#)
    try bench.run("\(bench.model(server)); \(try bench.optimize("--prices \(prices) --max-cost 5"))")
    let usage = try Cassette("\(bench.folder)/run.cassette.jsonl", .replay).usage.whole
    #expect(usage.tokens.prompt == model.served.prompt && usage.tokens.answer == model.served.answer)
    #expect(usage.tries == server.requests.count)
    let told = try bench.run("usage --prices \(prices)")
    #expect(told.last?.answer.tables.first?.rows.isEmpty == false)
  }

  @Test func capsAreNeverPassed() throws {
    let model = ScriptedModel()
    let server = try model.server()
    let bench = try LiveBench()
    try bench.run(bench.model(server))
    for (flags, cap) in [
      ("--max-calls 7", "calls"), ("--max-tokens 9000", "tokens"), ("--max-cost 0.03 --prices", "cost"),
    ] {
      let prices = try bench.write("prices.json", #"{"scripted":{"in":3,"out":15}}"#)
      let flags = flags.hasSuffix("prices") ? "\(flags) \(prices)" : flags
      try? FileManager.default.removeItem(atPath: "\(bench.folder)/run.jsonl")
      try? FileManager.default.removeItem(atPath: "\(bench.folder)/run.cassette.jsonl")
      let before = (server.requests.count, model.served)
      let fault = bench.complaint(try bench.optimize("\(flags) --group 2 --at-once 6"))
      #expect(
        fault?.exitCode == 1 && fault?.message.contains("might pass the cap") == true,
        "\(cap): \(String(describing: fault))")
      let spent = (model.served.prompt - before.1.prompt, model.served.answer - before.1.answer)
      #expect(server.requests.count - before.0 <= 7 || cap != "calls")
      #expect(spent.0 + spent.1 <= 9000 || cap != "tokens")
      #expect(Double(spent.0) * 3e-6 + Double(spent.1) * 15e-6 <= 0.03 || cap != "cost")
    }
    #expect(
      bench.complaint(try bench.optimize("--resume --group 2 --max-cost 1"))?.message.contains(
        "no price for scripted")
        == true)
    try bench.run(try bench.optimize("--resume --group 2"))
    #expect(try readTrace("\(bench.folder)/run.jsonl").log.batches.count == 8)
  }

  @Test func theKeyIsNowhere() throws {
    let server = try ScriptedModel().server()
    setenv("MAA_TEST_MODEL_KEY", "sk-7Zz8Yy9Xx0Ww1Vv2", 1)
    let bench = try LiveBench()
    try bench.run(
      "\(bench.model(server)) --key-env MAA_TEST_MODEL_KEY; \(try bench.optimize("--stop-after 1"))")
    #expect(server.requests.allSatisfy { $0.header("Authorization") == "Bearer sk-7Zz8Yy9Xx0Ww1Vv2" })
    for name in ["run.jsonl", "run.cassette.jsonl"] {
      #expect(try bench.bytes(name).range(of: Data("sk-7Zz8".utf8)) == nil)
    }
    #expect(!bench.session.statements.joined().contains("sk-7Zz8"))
  }

  /// Each fault alone, once in three requests, and all of them mixed in random schedules.
  @Test func faultsOfTheServerRecordNoWrongScore() throws {
    var random = SeededGenerator.announced()
    var schedules: [[ScriptedModel.Fault?]] = ScriptedModel.Fault.allCases.map { [nil, nil, nil, nil, $0] }
    for _ in 0..<rounds("MAA_LIVE_FAULTS", 12) {
      schedules.append(
        (0..<40).map { _ in
          Int.random(in: 0..<4, using: &random) == 0
            ? ScriptedModel.Fault.allCases.randomElement(using: &random) : nil
        })
    }
    for schedule in schedules { try check(schedule) }
  }

  private func check(_ schedule: [ScriptedModel.Fault?]) throws {
    let model = ScriptedModel { schedule[$0 % schedule.count] }
    let server = try model.server()
    let bench = try LiveBench()
    let most = 60
    let fault = bench.complaint(
      "\(bench.model(server)); \(try bench.optimize("--max-calls \(most) --group 3", epochs: 1))")
    #expect(fault == nil || fault?.exitCode == 1, "\(schedule): \(String(describing: fault))")
    #expect(server.requests.count <= most)
    guard FileManager.default.fileExists(atPath: "\(bench.folder)/run.jsonl") else { return }
    let trace = try readTrace("\(bench.folder)/run.jsonl").log
    for call in 0..<trace.calls.count {
      // What the model says of a state lies in these bounds; anything else was made up on the way.
      #expect((0...100).contains(trace.calls.baseline[call]) && trace.calls.place(of: call) >= 0)
      #expect(
        trace.calls.entries(of: call).allSatisfy {
          (0...100).contains(trace.calls.value[$0]) && trace.calls.value[$0] != 77
        })
    }
    let ids = (0..<trace.proposals.count).map { trace.symbols[Int(trace.proposals.anchor[$0])] }
    #expect(!ids.contains("after:zz"))
  }
}
