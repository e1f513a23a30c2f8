import FaultSupport
import Files
import Foundation
import StubServer
import Testing

/// Every call of the system that a run makes is made to fail, one after another, and the power goes before each: what is gone on
/// with afterwards ends with the log that it would have had, and pays once for what was kept.
@Suite struct RunFaultTests {
  private static let faults: [FaultOutcome] = [
    .fails(EIO), .fails(ENOSPC), .fails(EDQUOT), .fails(EINTR), .shortens(1),
  ]

  /// Each of so many calls; `MAA_LIVE_CALLS_EVERY=1` tries them all.
  private static let every = rounds("MAA_LIVE_CALLS_EVERY", 13)

  private let wanted: (log: Data, asked: Int)

  init() throws {
    let place = try RunPlace()
    place.go()
    #expect(place.complaint == nil)
    wanted = (try place.bench.bytes(), place.server.requests.count)
    #expect(wanted.log.count > 1_000)
  }

  @Test func aRunGoesOnWhateverCallFailed() throws {
    var calls = 0
    for (turn, fault) in Self.faults.enumerated() {
      for number in stride(from: 1 + turn, through: 100_000, by: Self.every) {
        let place = try RunPlace()
        let plan = FailingCall(number, fault)
        withFaults(plan) { place.go() }
        guard let hit = plan.hit else { break }
        calls += 1
        let what = "call \(number), \(hit), \(fault)"
        let isHarmless =
          fault == .shortens(1) || fault == .fails(EINTR) && [.read, .write, .open].contains(hit)
        if isHarmless { #expect(place.complaint == nil, "\(what): \(place.complaint ?? "")") }
        // An answer that came and could not be kept is asked for again; no other is.
        try place.checkGoingOn(wanted, twice: 1, what)
      }
    }
    print("\(calls) calls of a run made to fail")
    #expect(calls >= 10, "only \(calls) calls were looked at")
  }

  @Test func aRunGoesOnAfterThePowerWent() throws {
    var cuts = 0
    for number in stride(from: 1, through: 100_000, by: Self.every) {
      var wentOff = false
      for namesAreLate in [false, true] {
        let place = try RunPlace()
        let plan = PowerCut(number, below: place.bench.folder)
        withFaults(plan) { place.go() }
        wentOff = plan.isOff
        guard wentOff else { break }
        try plan.restore(namesAreLate: namesAreLate)
        cuts += 1
        // What was answered since the cassette was synced last is gone; that is a phase at most.
        try place.checkGoingOn(wanted, twice: 4, "cut before call \(number), late names \(namesAreLate)")
      }
      guard wentOff else { break }
    }
    print("\(cuts) cuts of the power")
    #expect(cuts >= 6, "only \(cuts) cuts were made")
  }
}

/// A folder with tasks, a server, and a run of one batch.
private final class RunPlace {
  let bench: LiveBench
  let server: StubServer
  private let statements: (model: String, run: String)
  private(set) var complaint: String?

  init() throws {
    (bench, server) = (try LiveBench(), try ScriptedModel().server())
    statements = (bench.model(server), try bench.optimize("--group 2 --at-once 1 --stop-after 2", epochs: 1))
    try bench.run(statements.model)
  }

  func go() { complaint = bench.complaint(statements.run)?.message }

  func checkGoingOn(_ wanted: (log: Data, asked: Int), twice: Int, _ what: String) throws {
    let stands = FileManager.default.contents(atPath: "\(bench.folder)/run.jsonl") ?? Data()
    let again = try LiveBench(bench.folder)
    let resumed = again.complaint(
      "\(statements.model); \(statements.run)\(stands.isEmpty ? "" : " --resume")")
    #expect(resumed == nil, "\(what): \(resumed?.message ?? "")")
    #expect(try bench.bytes() == wanted.log, "\(what): another log")
    #expect(server.requests.count <= wanted.asked + twice, "\(what): \(server.requests.count) requests")
  }
}
