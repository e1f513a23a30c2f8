enum UndoCommand: SessionCommand {
  static let manual = Manual(
    verb: "undo", group: .session, effect: .session,
    summary: "takes back the last change and the looks after it",
    details: "Without limit; redo brings it back. The evidence is then exactly what it was before.",
    examples: [
      Example("undo", "takes back the last change", after: "load datasets/kitchen.jsonl; set tau 0.5")
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let removed = try session.undo()
    return .said("took back: \(describe(removed))")
  }

  static func describe(_ entries: [Session.Entry]) -> String {
    let looks = entries.count - 1
    let change = entries.first?.statement ?? ""
    return looks == 0 ? change : "\(change)  (and \(counted(looks, "look")) after it)"
  }
}
