import Analyses
import Answers
import Identity
import Language
import Sessions
import Studies
import TraceLogs

enum OpenCommand: SessionCommand {
  static let manual = Manual(
    verb: "open", group: .session, effect: .session,
    summary: "reads a saved session in the place of this one",
    words: [Positional("FILE", .existingFile)],
    flags: [Flag("discard", nil, "even if this session is not saved")],
    details:
      "Statements that change the study are run; tables are not shown again. `maa run FILE` shows them all.",
    examples: [Example("open sessions/figure4.maa", "goes on where it ended", after: "")])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    guard session.isSaved || call.has("discard") else {
      throw CommandFault.unsaved(count: session.entries.count)
    }
    return try open(call.words[0], in: session)
  }

  package static func open(_ path: String, in session: Session) throws -> Answer {
    let (file, statements) = try SessionFile.read(path)
    try session.checkOverrides(areDeclaredIn: statements)
    try session.restart(with: statements.filter { !$0.isRecordedResult })
    try session.markSaved(in: file)
    return .said("\(path)   \(counted(session.entries.count, "statement"))\(session.summary)")
  }
}

extension Statement {
  /// `expect result = …`, which `save` writes anew.
  var isRecordedResult: Bool {
    verb == ExpectCommand.manual.verb && words.count > 1 && words[1].literal == "result"
  }
}

extension Session {
  /// `--set` is for parameters that the script has.
  func checkOverrides(areDeclaredIn statements: [Statement]) throws {
    let declared = statements.compactMap { $0.declaredParameter(in: registry.vocabulary) }
    try UsageFault.checkNames(options.overrides.keys, areAmong: declared)
  }

  /// ` · 98 proposals · 42 units`, or nothing without a log.
  var summary: String {
    guard let log = study.log, let units = try? analysis.units().unitCount else { return "" }
    return " · \(counted(log.trace.proposals.count, "proposal")) · \(counted(units, "unit"))"
  }
}
