import Analyses
import Answers
import Files
import ForeignLogs
import Identity
import Importing
import Imports
import Language
import Phrasing
import Sessions
import Studies
import Tables
import TraceLogs
import Traces
import Views

enum LoadCommand: StudyCommand {
  static let manual = Manual(
    verb: "load", group: .input, effect: .study,
    summary: "reads a trace log or another tool's; its batches come after those before",
    words: [Positional("PATH", .existingFile, repeats: true)],
    flags: [
      Flag("sha256", .text, "the file must have this hash; recorded by itself"),
      Flag(
        "lenient", nil, "skips bad lines, and entries of calls without a proposal, and counts what that costs"
      ),
    ] + FormatFlags.all,
    details: """
      Reads a maa-trace log (docs/trace-format.md), plain, gzip or zstd; - is standard input. What is wrong in the \
      file is said with line and column, and the study stays as it was.

      Logs of other tools are recognized, files as well as folders; formats lists them, and help import NAME says what \
      one needs. Several paths are the files of one log. After it stands what was understood and what was left out. \
      Where two formats fit, --format says which.

      The statement is recorded with the file's SHA-256, or with one hash over the names and hashes of all files that \
      were read, with the format, and with what the format took for granted. When a session runs again and the hash is \
      another, the run ends with exit code 4; --allow-changed-inputs on the command line takes it all the same. A path \
      that comes from a parameter set by --set is another file by intention and is not compared.
      """,
    examples: [
      Example("load datasets/kitchen.jsonl", "reads a log", after: ""),
      Example(
        "load datasets/figure4.jsonl --lenient", "adds a second log, whatever is wrong with it"),
      Example("load datasets/reflexion --format reflexion", "trials of Reflexion, a file each", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    if call.words == ["-"], turn.options.readsStandardInput { throw SessionFault.standardInputIsTaken }
    switch try OpenedLog(call.words, format: call["format"], pulse: turn.pulse) {
    case .trace(let file): return try load(file, call, &turn)
    case .foreign(let source, let format): return try load(source, format, call, &turn)
    }
  }

  private static func load(
    _ source: ImportSource, _ format: any ImportFormat.Type, _ call: Call, _ turn: inout Turn
  ) throws -> Answer {
    var call = call
    let foreign = try ForeignLog(source, format, &call, &turn)
    let parts = foreign.result.files.map { Input.Part(path: $0.path, sha256: $0.sha256) }
    let input = Input(
      path: source.path, sha256: foreign.result.sha256, parts: source.isFolder || parts.count > 1 ? parts : []
    )
    try add(foreign.result.log, from: input, &turn)
    return Answer([.said(foreign.said), .data(row(source.path, foreign.result.log, input.sha256))])
      + total(turn.study) + foreign.account + (try outlook(turn))
  }

  private static func load(_ file: InputFile, _ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    let path = call.words[0]
    try FormatFlags.refuse(call, for: FormatFlags.traceName)
    let read = try turn.readLog(file, isLenient: call.has("lenient"))
    if try turn.isOtherInput(call, path, read.sha256) { turn.study.hasOtherInputs = true }
    warn(of: read.report, &turn)
    warnOfSecond(path, read.sha256, &turn)
    try turn.append(read)
    turn.study.inputs.append(Input(path: path, sha256: read.sha256))
    try warnOfDecisions(&turn)
    call.record("sha256", read.sha256)
    turn.recorded = call.canonical
    return answer(path, read) + total(turn.study) + (try outlook(turn))
  }

  /// Said to a person, where it takes no time.
  private static func outlook(_ turn: Turn) throws -> Answer {
    guard turn.options.isInteractive, turn.study.settings.embedder == .lexical,
      try turn.analysis.isQuicklyJudged, try turn.analysis.units().unitCount > 0
    else { return Answer() }
    return .said(try AdviceView.outlook(turn.analysis))
  }

  private static func add(_ log: TraceLog, from input: Input, _ turn: inout Turn) throws {
    warnOfSecond(input.path, input.sha256, &turn)
    try turn.append(log)
    turn.study.inputs.append(input)
    try warnOfDecisions(&turn)
  }

  private static func warnOfSecond(_ path: String, _ sha256: String, _ turn: inout Turn) {
    guard turn.study.inputs.contains(where: { $0.sha256 == sha256 }) else { return }
    turn.warnings.append("\(path) is loaded already; its batches now stand twice")
  }

  /// Of decisions on what this log has not. A short name that two of its operations share rules on neither.
  private static func warnOfDecisions(_ turn: inout Turn) throws {
    guard !turn.study.decisions.isEmpty else { return }
    if let absent = try turn.analysis.absentDecisions() { turn.warnings.append(absent) }
    let names = try turn.analysis.constraints().ambiguous
    guard let first = names.first else { return }
    turn.warnings.append("\(first) names more than one wording now; decisions on it are not applied")
  }

  static func warn(of report: ReadReport, _ turn: inout Turn) {
    if report.skippedCount > 0, let first = report.skipped.first {
      turn.warnings.append(
        "\(counted(report.skippedCount, "bad line")) skipped; first: \(Wording.line(first))")
    }
    if report.callsWithLoss > 0 {
      turn.warnings.append(
        "\(report.callsWithLoss) of \(counted(report.calls, "call")) lost an entry, whose proposal is not in the log"
      )
    }
    if let torn = report.tornLastLine {
      turn.warnings.append("\(torn.file):\(torn.line): the last line is torn and was left out")
    }
    if !report.unknownKinds.isEmpty {
      let kinds = report.unknownKinds.map { "\($0.kind) (\($0.count))" }.joined(separator: ", ")
      turn.warnings.append("records of unknown kind were passed over: \(kinds)")
    }
  }

  /// What all logs together hold, where there is more than one.
  private static func total(_ study: Study) -> Answer {
    guard let log = study.log?.trace, log.sources.count > 1 else { return Answer() }
    let parts = [counted(log.proposals.count, "proposal"), counted(log.batches.count, "batch", "batches")]
    return .said("in all   \(parts.joined(separator: " · "))")
  }

  private static func answer(_ path: String, _ read: ReadResult) -> Answer {
    let log = read.log
    let name = path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
    let bundles = log.bundles.count
    let parts =
      [
        counted(log.proposals.count - bundles, "proposal"), counted(log.batches.count, "batch", "batches"),
        counted(log.calls.count, "call"), "bank of \(counted(log.items.count, "item"))",
      ] + (bundles > 0 ? [counted(bundles, "bundle")] : [])
      + (log.votes.isEmpty ? [] : [counted(log.votes.count, "vote")])
    return Answer([
      .said("\(name)   \(parts.joined(separator: " · "))"), .data(row(path, log, read.sha256)),
    ])
  }

  private static func row(_ path: String, _ log: TraceLog, _ sha256: String) -> Table {
    let columns: [Column] = [
      .text("file"), .number("proposals"), .number("batches"), .number("calls"), .number("items"),
      .text("sha256"),
    ]
    let row: [Cell] = [
      .text(path), .integer(log.proposals.count), .integer(log.batches.count), .integer(log.calls.count),
      .integer(log.items.count), .text(sha256),
    ]
    return Table("load", columns, rows: [row])
  }
}
