import Analyses
import Answers
import Identity
import Language
import Phrasing
import Sessions
import Studies
import Tables
import TraceLogs
import Traces

enum LoadCommand: StudyCommand {
  static let manual = Manual(
    verb: "load", group: .input, effect: .study,
    summary: "reads a trace log; a second log's batches come after the first's",
    words: [Positional("FILE", .existingFile)],
    flags: [
      Flag("sha256", .text, "the file must have this hash; recorded by itself"),
      Flag("lenient", nil, "skips bad lines and counts them"),
    ],
    details: """
      Reads a maa-trace log (docs/trace-format.md), plain, gzip or zstd; - is standard input. What is wrong in the \
      file is said with line and column, and the study stays as it was.

      The statement is recorded with the file's SHA-256. When a session runs again and the file has another hash, \
      the run ends with exit code 4; --allow-changed-inputs on the command line takes the file all the same. A path \
      that comes from a parameter set by --set is another file by intention and is not compared.
      """,
    examples: [
      Example("load datasets/kitchen.jsonl", "reads a log", after: ""),
      Example(
        "load datasets/figure4.jsonl --lenient", "adds a second log, whatever is wrong with it"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    let path = call.words[0]
    if path == "-", turn.options.readsStandardInput { throw SessionFault.standardInputIsTaken }
    let read = try turn.readLog(path, isLenient: call.has("lenient"))
    if try turn.isOtherInput(call, call.words[0], read.sha256) { turn.study.hasOtherInputs = true }
    warn(of: read.report, &turn)
    if turn.study.inputs.contains(where: { $0.sha256 == read.sha256 }) {
      turn.warnings.append("\(path) is loaded already; its batches now stand twice")
    }
    try turn.append(read, from: path)
    turn.study.inputs.append(Input(path: path, sha256: read.sha256))
    try warnOfDecisions(&turn)
    call.record("sha256", read.sha256)
    turn.recorded = call.canonical
    return answer(path, read) + total(turn.study)
  }

  /// Of decisions on what this log has not. A short name that two of its operations share rules on neither.
  private static func warnOfDecisions(_ turn: inout Turn) throws {
    guard !turn.study.decisions.isEmpty else { return }
    if let absent = try turn.analysis.absentDecisions() { turn.warnings.append(absent) }
    let names = try turn.analysis.constraints().ambiguous
    guard let first = names.first else { return }
    turn.warnings.append("\(first) names more than one operation now; decisions on it are not applied")
  }

  private static func warn(of report: ReadReport, _ turn: inout Turn) {
    if report.skippedCount > 0, let first = report.skipped.first {
      turn.warnings.append(
        "\(counted(report.skippedCount, "bad line")) skipped; first: \(Wording.line(first))")
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
    let parts = [
      counted(log.proposals.count, "proposal"), counted(log.batches.count, "batch", "batches"),
      counted(log.calls.count, "call"), "bank of \(counted(log.items.count, "item"))",
    ]
    let columns: [Column] = [
      .text("file"), .number("proposals"), .number("batches"), .number("calls"), .number("items"),
      .text("sha256"),
    ]
    let row: [Cell] = [
      .text(path), .integer(log.proposals.count), .integer(log.batches.count), .integer(log.calls.count),
      .integer(log.items.count), .text(read.sha256),
    ]
    return Answer([
      .said("\(name)   \(parts.joined(separator: " · "))"), .data(Table("load", columns, rows: [row])),
    ])
  }
}
