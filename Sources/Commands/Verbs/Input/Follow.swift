import Analyses
import Answers
import Basics
import Files
import Language
import Runs
import Sessions
import Studies
import TraceLogs
import Traces

enum FollowCommand: StudyCommand {
  static let manual = Manual(
    verb: "follow", group: .input, effect: .study,
    summary: "reads a trace log that still grows, and says what each new batch changes",
    words: [Positional("FILE", .existingFile)],
    flags: [
      Flag("once", nil, "takes what is there and does not wait for more"),
      Flag("batches", .count, "ends after so many batches of the file"),
      Flag("idle", .number, "ends when nothing has come for so many seconds"),
      Flag("lenient", nil, "skips bad lines and counts them"),
      Flag("bytes", .count, "how much of the file was read; recorded by itself"),
      Flag("sha256", .text, "the hash of these bytes; recorded by itself"),
    ],
    details: """
      It goes on until Ctrl-C, the end of a pipe (- is standard input), --batches or --idle; what came by then stays. A line \
      without its end waits. A file that is moved away is read to its end, and then the new one of its name; one that became \
      shorter is read again from its beginning, after what it had held.

      It is recorded with how many bytes were read and their hash, so that a replay reads just these, however much has come \
      since. What came through a pipe or from a file that is gone cannot be replayed.
      """,
    examples: [
      Example("follow datasets/kitchen.jsonl --once", "as far as it goes", after: ""),
      Example("follow datasets/kitchen.jsonl --batches 3", "until the third batch is there", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    if call.has("bytes") { return try replay(call, &turn) }
    let path = call.words[0]
    if path == "-", turn.options.readsStandardInput { throw SessionFault.standardInputIsTaken }
    let log = try GrowingLog(path, isLenient: call.has("lenient"))
    let before = turn.study
    var following = Following(log, turn, ends: try Following.Ends(call))
    try following.run()
    let (whole, report) = try log.finished()
    turn.study = before
    let bytes = log.wholeBytes
    let sha256 = path == "-" ? "" : try Files.sha256(ofFile: path, limit: bytes)
    try turn.append(ReadResult(log: whole, sha256: sha256, byteCount: bytes, report: report))
    turn.study.inputs.append(Input(path: path, sha256: sha256))
    turn.warnings += following.notices
    if report.skippedCount > 0 { turn.warnings.append("\(counted(report.skippedCount, "bad line")) skipped") }
    record(call, bytes, sha256, &turn)
    return .said(
      "\(path)   \(counted(whole.proposals.count, "proposal")) · \(counted(whole.batches.count, "batch", "batches"))"
    )
  }

  private static func record(_ call: Call, _ bytes: Int, _ sha256: String, _ turn: inout Turn) {
    var call = call
    for flag in ["once", "batches", "idle"] { call.drop(flag) }
    call.record("bytes", "\(bytes)")
    call.record("sha256", sha256)
    turn.recorded = call.canonical
  }

  /// As much as was read then.
  private static func replay(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let path = call.words[0]
    if path == "-" { throw CommandFault.pipeIsGone }
    let bytes = try call.count(of: "bytes") ?? 0
    let read = try turn.readLog(path, isLenient: call.has("lenient"), byteLimit: bytes)
    if try turn.isOtherInput(call, path, read.sha256) { turn.study.hasOtherInputs = true }
    try turn.append(read)
    turn.study.inputs.append(Input(path: path, sha256: read.sha256))
    return .said(
      "\(path)   \(counted(read.log.proposals.count, "proposal")) · \(counted(read.log.batches.count, "batch", "batches"))"
    )
  }
}

/// A log on its way into a study, fold by fold.
private struct Following {
  struct Ends {
    let isOnce: Bool
    let batches: Int?
    let idle: Double?

    init(_ call: Call) throws {
      isOnce = call.has("once")
      batches = try call.count(of: "batches")
      idle = try call["idle"].map { try call.number($0, for: "--idle") }
    }
  }

  private let log: GrowingLog
  private let ends: Ends
  private var turn: Turn
  private var followed: FollowedTrace
  private var before: StudyNews.Standing?
  private(set) var notices: [String] = []
  private var lastFold = 0.0
  private var foldTook = 0.0

  init(_ log: GrowingLog, _ turn: Turn, ends: Ends) {
    (self.log, self.turn, self.ends) = (log, turn, ends)
    followed = FollowedTrace(log, after: turn.study.log)
  }

  mutating func run() throws {
    if turn.news != nil, turn.study.log != nil { before = try StudyNews.Standing(turn.analysis) }
    var lastGrowth = monotonicSeconds()
    while true {
      do {
        let count = try followed.read(pulse: turn.pulse)
        let now = monotonicSeconds()
        notices += log.takeEvents().map(\.phrase)
        if count > 0 { lastGrowth = now }
        let isQuiet = count == 0
        // Folding may take half of the time and no more; what comes meanwhile is one fold.
        if followed.hasNews, isQuiet || now - lastFold > foldTook * 2 + 0.05 { try fold() }
        if isOver(isQuiet: isQuiet, idleFor: now - lastGrowth) { return }
        if isQuiet { try wait() }
      } catch is Interrupted {
        guard log.recordCount > 0, Interrupt.terminationSignal == nil else { throw Interrupted() }
        Interrupt.clear()
        return
      }
    }
  }

  private func isOver(isQuiet: Bool, idleFor seconds: Double) -> Bool {
    if let most = ends.batches, log.batchCount >= most { return true }
    guard isQuiet else { return false }
    return ends.isOnce || log.hasEnded || ends.idle.map { seconds >= $0 } ?? false
  }

  private func wait() throws {
    try turn.pulse.beat("following", 0, 0)
    pause(milliseconds: 20)
  }

  /// Takes in what came since the last time, and tells what it changed.
  private mutating func fold() throws {
    let started = monotonicSeconds()
    guard let log = try followed.loaded() else { return }
    turn.study.log = log
    if let news = turn.news {
      let analysis = turn.analysis
      news(Answer(try StudyNews(from: before, to: analysis).lines.map(Answer.Block.said)))
      before = try StudyNews.Standing(analysis)
    }
    lastFold = monotonicSeconds()
    foldTook = lastFold - started
  }
}
