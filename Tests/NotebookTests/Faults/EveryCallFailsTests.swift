import FaultSupport
import Files
import Foundation
import Sessions
import Testing

/// Every call of the system that a statement makes is made to fail, one after another: what it writes is the old or the
/// new, what it says is so, and the journal has what was acknowledged.
@Suite struct EveryCallFailsTests {
  /// Ten sessions that write; `OUT` is the file.
  static let sessions = [
    "export evidence --to OUT.csv", "export units --to OUT.json", "export db --to OUT.db",
    "export memory --to OUT.md", "export memory --as mem0 --to OUT.json", "decisions export --to OUT.csv",
    "save OUT.maa --force", "report --to OUT.html", "simulate --operations 20 --batches 4 --to OUT.jsonl",
    "set tau 0.7",
  ]

  static let faults: [FaultOutcome] = [
    .fails(EIO), .fails(ENOSPC), .fails(EDQUOT), .fails(EINTR), .shortens(1),
  ]

  @Test(arguments: sessions) func leavesTheOldOrTheNew(_ session: String) throws {
    let new = try content(after: session)
    var calls = 0
    for fault in Self.faults {
      for number in 1... {
        guard try attempt(session, number, fault, new) else { break }
        calls += 1
      }
    }
    print("faults: \(calls) in \(session)")
    #expect(calls >= 10, "only \(calls) calls were looked at")
  }

  @Test(arguments: sessions) func survivesThePowerCut(_ session: String) throws {
    let new = try content(after: session)
    for number in 1... {
      var wentOff = false
      for namesAreLate in [false, true] {
        wentOff = try cut(session, number, namesAreLate, new)
      }
      guard wentOff else {
        print("power cuts: \(number - 1) in \(session)")
        break
      }
    }
  }

  /// From the making of the journal on: what was acknowledged stands in one.
  @Test func aJournalThatBeginsSurvivesThePowerCut() throws {
    var cuts = 0
    for number in 1... {
      var wentOff = false
      for namesAreLate in [false, true] {
        let scratch = try Scratch()
        let plan = PowerCut(number, below: scratch.path)
        let acknowledged = withFaults(plan) { FaultPlace.begun(in: scratch) }
        wentOff = plan.isOff
        guard wentOff else { break }
        try plan.restore(namesAreLate: namesAreLate)
        cuts += 1
        let kept = AbandonedJournal.all(in: "\(scratch.path)/state/journals").first?.statements ?? []
        #expect(
          kept.starts(with: acknowledged) && kept.count <= acknowledged.count + 1,
          "cut before call \(number), late names \(namesAreLate): \(kept) of \(acknowledged)")
      }
      guard wentOff else { break }
    }
    #expect(cuts >= 30, "only \(cuts) cuts were made")
  }

  /// Whether there were so many calls.
  private func attempt(_ session: String, _ number: Int, _ fault: FaultOutcome, _ new: [UInt8]?) throws
    -> Bool
  {
    let place = try FaultPlace(session)
    let plan = FailingCall(number, fault)
    let isDone = withFaults(plan) { place.perform() }
    guard let hit = plan.hit else { return false }
    let what = "\(session): call \(number), \(hit), \(fault)"
    try place.check(new, isDone: isDone, what)
    // A short write or a signal is no failure.
    let isHarmless = fault == .shortens(1) || fault == .fails(EINTR) && [.read, .write, .open].contains(hit)
    if isHarmless { #expect(isDone, "\(what): \(place.complaint)") }
    return true
  }

  private func cut(_ session: String, _ number: Int, _ namesAreLate: Bool, _ new: [UInt8]?) throws -> Bool {
    let place = try FaultPlace(session)
    let plan = PowerCut(number, below: place.scratch.path)
    let isDone = withFaults(plan) { place.perform() }
    guard plan.isOff else { return false }
    place.bench.session.close()
    try plan.restore(namesAreLate: namesAreLate)
    try place.check(new, isDone: isDone, "\(session): cut before call \(number), late names \(namesAreLate)")
    return true
  }

  /// What a run without faults writes; nil where it writes no file.
  private func content(after session: String) throws -> [UInt8]? {
    let place = try FaultPlace(session)
    #expect(place.perform(), "\(session): \(place.complaint)")
    return place.content
  }
}

/// A folder with an old file and a session with a journal, in which one statement is to run.
private final class FaultPlace {
  let scratch: Scratch
  let bench: Bench
  private let statement: String
  private let file: String?
  private(set) var complaint = ""
  static let old = Array("old\n".utf8)

  init(_ session: String) throws {
    let scratch = try Scratch()
    self.scratch = scratch
    let statement = session.replacingOccurrences(of: "OUT", with: "\(scratch.path)/out")
    self.statement = statement
    file = statement.split(separator: " ").first { $0.hasPrefix(scratch.path) }.map(String.init)
    if let file { try Data(FaultPlace.old).write(to: URL(fileURLWithPath: file)) }
    var options = SessionOptions()
    options.journalFolder = "\(scratch.path)/journals"
    bench = try Bench(options: options)
    try bench.run("load datasets/kitchen.jsonl; same b1p1 b2p3")
  }

  /// The statements that a new session acknowledges, until one fails.
  static func begun(in scratch: Scratch) -> [String] {
    var options = SessionOptions()
    options.journalFolder = "\(scratch.path)/state/journals"
    guard let bench = try? Bench(options: options) else { return [] }
    for statement in ["set tau 0.5", "note one", "set beta 0.8", "note two"] {
      guard bench.complaint(statement) == nil else { break }
    }
    let acknowledged = bench.session.statements
    bench.session.close()
    return acknowledged
  }

  func perform() -> Bool {
    complaint = bench.complaint(statement)?.message ?? ""
    return complaint.isEmpty
  }

  var content: [UInt8]? { file.flatMap { try? readWhole($0) } }

  func check(_ new: [UInt8]?, isDone: Bool, _ what: String) throws {
    if file != nil {
      let content = content
      // The script that is saved names its own folder, the report the day.
      let isNew = content != nil && content != FaultPlace.old && content?.isEmpty == false
      #expect(content == FaultPlace.old || isNew, "\(what): neither old nor new")
      if let new, let content, isNew, isStable { #expect(content == new, "\(what): a mixture") }
      if isDone { #expect(isNew, "\(what): said to be written") }
    }
    let acknowledged = bench.session.statements
    bench.session.close()
    let journals = AbandonedJournal.all(in: "\(scratch.path)/journals")
    // A saved session has none, and needs none.
    guard let kept = journals.first?.statements else {
      #expect(statement.hasPrefix("save"), "\(what): the journal is gone")
      return
    }
    #expect(
      kept.starts(with: acknowledged) && kept.count <= acknowledged.count + 1,
      "\(what): \(kept.count) of \(acknowledged.count) statements")
  }

  private var isStable: Bool { !statement.hasPrefix("save") && !statement.hasPrefix("report") }
}
