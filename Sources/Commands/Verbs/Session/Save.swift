import Answers
import Files
import Language
import Sessions
import Studies

enum SaveCommand: SessionCommand {
  static let manual = Manual(
    verb: "save", group: .session, effect: .session,
    summary: "writes the session as a script that runs again",
    words: [Positional("FILE", .newFile, optional: true)],
    flags: [Flag("force", nil, "replaces a file that stands there or changed since it was opened")],
    details: """
      The script begins with maa 1, carries the hash of every input, and closes with expect result, so that a replay \
      that gives something else is noticed (exit code 3). Without FILE it goes where the session was opened from or \
      last saved to.
      """,
    examples: [
      Example(
        "save out/session.maa --force", "keeps the session",
        after: "load datasets/kitchen.jsonl; set tau 0.55")
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    guard let path = call.words.first ?? session.origin?.path else { throw CommandFault.noFileName }
    let script = try session.script(withResult: true)
    try makeParentFolder(of: path)
    try session.study.refuseToReplaceInput(path)
    let file = try SessionFile.write(script, to: path, over: session.origin, force: call.has("force"))
    try session.markSaved(in: file)
    return .said("\(path)   \(counted(session.entries.count, "statement"))")
  }
}
