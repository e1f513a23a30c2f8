import Answers
import Files
import ForeignLogs
import Language
import Sessions
import Studies
import TraceLogs
import Traces

enum FollowCommand: StudyCommand {
  static let manual = Manual(
    verb: "follow", group: .input, effect: .study,
    summary: "reads a log that still grows, and says what each new batch changes",
    words: [Positional("FILE", .existingFile)],
    flags: [
      Flag("once", nil, "takes what is there and does not wait for more"),
      Flag("batches", .count, "ends after so many batches of the file"),
      Flag("idle", .number, "ends when nothing has come for so many seconds"),
      Flag("lenient", nil, "skips bad lines and counts them"),
      Flag("bytes", .count, "how much of the file was read; recorded by itself"),
      Flag("sha256", .text, "the hash of these bytes; recorded by itself"),
    ] + FormatFlags.all,
    details: """
      It goes on until Ctrl-C, the end of a pipe (- is standard input), --batches or --idle; what came by then stays. A line \
      without its end waits. A file that is moved away is read to its end, and then the new one of its name; one that became \
      shorter is read again from its beginning, after what it had held.

      Logs of other tools are recognized by how they begin, or by --format, which a pipe and an empty file need. A table \
      (CSV, TSV or JSON Lines, as help import table says) is followed batch by batch: a batch counts when the next one \
      begins or the file ends, and batches must stand one behind the other. Any other format is followed where it is \
      written as JSON Lines: all lines are imported anew as more come, for later ones may change what earlier ones mean, in \
      a third of the time at most.

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
    let log = try GrowingLogs.open(call, EmbedderSimilarity(turn), turn.pulse)
    let before = turn.study
    var following = Following(log, turn, ends: try Following.Ends(call))
    try following.run()
    let (whole, notices) = try log.finished()
    turn.study = before
    let bytes = log.wholeBytes
    let sha256 = path == "-" ? "" : try Files.sha256(ofFile: path, limit: bytes)
    try turn.append(whole)
    turn.study.inputs.append(Input(path: path, sha256: sha256))
    turn.warnings += following.notices + notices
    record(call, log, sha256, &turn)
    return said(path, whole)
  }

  private static func record(
    _ call: Call, _ log: any GrowingSource, _ sha256: String, _ turn: inout Turn
  ) {
    var call = call
    for flag in ["once", "batches", "idle"] { call.drop(flag) }
    for flag in GrowingLogs.settled(log) { call.record(flag.name, flag.value) }
    call.record("bytes", "\(log.wholeBytes)")
    call.record("sha256", sha256)
    turn.recorded = call.canonical
  }

  /// As much as was read then.
  private static func replay(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let path = call.words[0]
    if path == "-" { throw CommandFault.pipeIsGone }
    let bytes = try call.count(of: "bytes") ?? 0
    if let log = try GrowingLogs.replayed(call, bytes: bytes, EmbedderSimilarity(turn), turn.pulse) {
      try take(log, try Files.sha256(ofFile: path, limit: bytes), call, &turn)
      return said(path, log)
    }
    let read = try turn.readLog(path, isLenient: call.has("lenient"), byteLimit: bytes)
    try take(read.log, read.sha256, call, &turn)
    return said(path, read.log)
  }

  private static func take(_ log: TraceLog, _ sha256: String, _ call: Call, _ turn: inout Turn) throws {
    if try turn.isOtherInput(call, call.words[0], sha256) { turn.study.hasOtherInputs = true }
    try turn.append(log)
    turn.study.inputs.append(Input(path: call.words[0], sha256: sha256))
  }

  private static func said(_ path: String, _ log: TraceLog) -> Answer {
    .said(
      "\(path)   \(counted(log.proposals.count, "proposal")) · \(counted(log.batches.count, "batch", "batches"))"
    )
  }
}
