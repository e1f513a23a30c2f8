enum UndoCommand: SessionCommand {
  static let manual = Manual(
    verb: "undo", group: .session, effect: .session,
    summary: "takes back the last change and the looks after it",
    details:
      "Without limit; redo brings back what undo took, looks and all, until something else is changed.",
    examples: [
      Example("undo", "takes back the last change", after: "load datasets/kitchen.jsonl; set tau 0.5")
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let before = session.study
    let change = try session.undo()
    return try answer("took back: \(shortened(change))", session, before)
  }

  static let statement = Statement(body: .words([Word("undo")]), line: 1)

  /// What `undo` and `redo` say: the statement, and what moved.
  static func answer(_ line: String, _ session: Session, _ before: Study) throws -> Answer {
    guard before.log != nil, before.log == session.study.log else { return .said(line) }
    let moved = try movement(from: session.analysis(of: before), to: session.analysis)
    return Answer(([line] + moved).map(Answer.Block.said))
  }

  /// A statement as a person wants to read it: hashes cut to their first digits.
  static func shortened(_ statement: String) -> String {
    statement.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let isHash =
        word.utf8.count == 64
        && word.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      return isHash ? word.prefix(8) + "…" : word
    }.joined(separator: " ")
  }
}
