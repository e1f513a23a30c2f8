enum UndoCommand: SessionCommand {
  static let manual = Manual(
    verb: "undo", group: .session, effect: .session,
    summary: "takes back the last change and the looks after it",
    details: "Without limit; redo brings it back. The evidence is then exactly what it was before.",
    examples: [
      Example("undo", "takes back the last change", after: "load datasets/kitchen.jsonl; set tau 0.5")
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let before = session.study
    let removed = try session.undo()
    return try answer("took back: \(describe(removed))", session, before)
  }

  /// What `undo` and `redo` say: the statement, and what moved.
  static func answer(_ line: String, _ session: Session, _ before: Study) throws -> Answer {
    guard before.log != nil, before.log == session.study.log else { return .said(line) }
    let movement = try Movement(from: session.analysis(of: before), to: session.analysis)
    return Answer(([line] + movement.lines).map(Answer.Block.said))
  }

  static func describe(_ entries: [Session.Entry]) -> String {
    let looks = entries.count - 1
    let change = entries.first?.statement ?? ""
    return looks == 0 ? change : "\(change)  (and \(counted(looks, "look")) after it)"
  }
}
