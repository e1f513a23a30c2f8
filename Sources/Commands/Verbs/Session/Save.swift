import Answers
import Files
import Language
import Runs
import Sessions
import Studies

enum SaveCommand: SessionCommand {
  static let manual = Manual(
    verb: "save", group: .session, effect: .session,
    summary: "writes the session as a script that runs again",
    words: [Positional("FILE", .newFile, optional: true)],
    flags: [
      Flag("force", nil, "replaces a file that stands there or changed since it was opened"),
      Flag("outputs", nil, "records below each statement what it shows, for run --check"),
      Flag("digests", nil, "records a digest of it instead"),
    ],
    details: """
      The script begins with maa 1, carries the hash of every input, and closes with expect result, so that a replay \
      that gives something else is noticed (exit code 3). Without FILE it goes where the session was opened from or \
      last saved to.

      --outputs and --digests run the session once more and record, as comments, what each statement shows, and in the       heading what it was recorded with: engine, embedder, inputs. maa run --check FILE then names the first statement       that shows something else. A file that holds results keeps them when it is saved again.
      """,
    examples: [
      Example(
        "save out/session.maa --force", "keeps the session",
        after: "load datasets/kitchen.jsonl; set tau 0.55"),
      Example(
        "save out/nightly.maa --outputs", "with what it shows, to be checked every night",
        after: "load datasets/kitchen.jsonl; evidence --limit 3"),
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    guard let path = call.words.first ?? session.origin?.path else { throw CommandFault.noFileName }
    let form = try form(call, session)
    var script = try session.script(withResult: true)
    if let form { script = try recorded(script, path, form, session) }
    try makeParentFolder(of: path)
    try session.study.refuseToReplaceInput(path)
    let file = try SessionFile.write(script, to: path, over: session.origin, force: call.has("force"))
    try session.markSaved(in: SessionFile(path: file.path, sha256: file.sha256, records: form))
    let with = form.map { " with \($0.rawValue)" } ?? ""
    return .said("\(path)   \(counted(session.entries.count, "statement"))\(with)")
  }

  private static func form(_ call: Call, _ session: Session) throws -> RecordForm? {
    let given = RecordForm.allCases.filter { call.has($0.rawValue) }
    if given.count > 1 { throw StatementFault.flagsExclude(given[0].rawValue, given[1].rawValue) }
    guard given.isEmpty, let path = session.origin?.path else { return given.first }
    return call.words.first ?? path == path ? session.origin?.records : nil
  }

  /// As a headless run shows it, which is what will be compared.
  private static func recorded(_ script: String, _ path: String, _ form: RecordForm, _ session: Session)
    throws
    -> String
  {
    try ScriptRecording.recorded(try RecordedScript(script, path: path), as: form) {
      var options = session.options
      (options.isInteractive, options.journalFolder, options.overrides) = (false, nil, [:])
      return try Session(registry: session.registry, options: options, pulse: session.pulse)
    }
  }
}
