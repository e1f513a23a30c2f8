import Answers
import Files
import ForeignLogs
import Importing
import Imports
import Language
import Sessions
import Studies
import TraceLogs
import Traces

/// The way from another tool's log to a trace log, past any study.
enum ImportCommand: StudyCommand {
  static let manual = Manual(
    verb: "import", group: .input, effect: .look,
    summary: "writes another tool's log as a trace log",
    words: [Positional("PATH", .existingFile, repeats: true)],
    flags: [
      Flag("to", .newFile, "the trace log to write", required: true),
      Flag("sha256", .text, "the file must have this hash; recorded by itself"),
      Flag("lenient", nil, "skips bad lines and counts them"),
    ] + FormatFlags.all,
    details: """
      Reads what load would read and writes it as JSON Lines of the format maa-trace (docs/trace-format.md); load of \
      that file gives the same log. The file is replaced as a whole or not at all. The study stays as it is.

      help import NAME explains a format: what it recognizes and reads, what it makes of it, what it loses, and its flags.
      """,
    examples: [
      Example(
        "import datasets/reflexion --to out/reflexion.jsonl", "trials of Reflexion as one trace log",
        after: "")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let target = call["to"] else { throw StatementFault.missingWord("--to", usage: manual.usage) }
    if call.words == ["-"], turn.options.readsStandardInput { throw SessionFault.standardInputIsTaken }
    try turn.study.refuseToReplaceInput(target)
    switch try OpenedLog(call.words, format: call["format"], pulse: turn.pulse) {
    case .foreign(let source, let format):
      if let file = source.files.first(where: { isSameFile(source.filePath($0), target) }) {
        throw CommandFault.replacesItsSource(path: source.shown(file))
      }
      var call = call
      let foreign = try ForeignLog(source, format, &call, &turn)
      try write(foreign.result.log, to: target)
      return Answer.said(foreign.said, written(foreign.result.log, target)) + foreign.account
    case .trace(let file):
      return try rewrite(file, to: target, call, &turn)
    }
  }

  /// A trace log is read and written again: lenient, that leaves out what is bad.
  private static func rewrite(_ file: InputFile, to target: String, _ call: Call, _ turn: inout Turn) throws
    -> Answer
  {
    var call = call
    try FormatFlags.refuse(call, for: FormatFlags.traceName)
    guard !isSameFile(file.path, target) else { throw CommandFault.replacesItsSource(path: file.path) }
    let read = try readTrace(file, options: ReadOptions(lenient: call.has("lenient"), pulse: turn.pulse))
    _ = try turn.isOtherInput(call, file.path, read.sha256)
    LoadCommand.warn(of: read.report, &turn)
    try write(read.log, to: target)
    call.record("sha256", read.sha256)
    turn.recorded = call.canonical
    return .said(written(read.log, target))
  }

  private static func write(_ log: TraceLog, to path: String) throws {
    try makeParentFolder(of: path)
    try writeAtomically(to: path) { piece in try writeTrace(log, to: piece) }
  }

  private static func written(_ log: TraceLog, _ path: String) -> String {
    "\(path)   \(counted(log.batches.count, "batch", "batches")) · \(counted(log.proposals.count, "proposal"))"
  }
}
