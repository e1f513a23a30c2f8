import Analyses
import Answers
import Language
import Sessions
import Studies

enum EditCommand: SessionCommand {
  static let manual = Manual(
    verb: "edit", group: .session, effect: .session,
    summary: "changes an earlier statement and folds the session again from there",
    words: [Positional("N", .count), Positional("STATEMENT", .text, optional: true, repeats: true)],
    flags: [Flag("drop", nil, "takes the statement out")],
    takesStatement: true,
    details: """
      In the shell, edit N alone puts the statement on the line to be changed. If a later statement would fail, \
      nothing changes. What moved in the evidence is shown.
      """,
    examples: [
      Example(
        "edit 2 set tau 0.5", "another tau, all else again",
        after: "load datasets/kitchen.jsonl; set tau 0.7; evidence"),
      Example(
        "edit 2 --drop", "as if it had not been said", after: "load datasets/kitchen.jsonl; set tau 0.7"),
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    guard let number = Int(call.words[0]) else {
      throw StatementFault.badValue(name: "N", seen: call.words[0], expected: "the number of a statement")
    }
    guard number >= 1, number <= session.entries.count else {
      throw CommandFault.noSuchStatement(number, count: session.entries.count)
    }
    let replacement = try replacement(call, session)
    let later = try session.entries[number...].flatMap { try Lexer.statements(in: $0.statement) }
    let before = session.study
    let folded = try session.fold(replacement + later, onto: Array(session.entries[..<(number - 1)]))
    try session.change(to: folded, by: call.canonical)
    return try answer(session, before, folded, number: number, isDropped: replacement.isEmpty)
  }

  private static func replacement(_ call: Call, _ session: Session) throws -> [Statement] {
    guard let statement = call.statement(from: 1) else {
      if call.has("drop") { return [] }
      throw StatementFault.missingWord("STATEMENT", usage: manual.usage)
    }
    if call.has("drop") {
      let written = statement.written(in: session.registry.vocabulary)
      throw StatementFault.extraWord(written, usage: manual.usage)
    }
    // One quoted word holds a whole statement: edit 3 'set tau 0.5'.
    guard statement.words.count == 1, let text = statement.verb, text.contains(" ") else {
      return [statement]
    }
    return try Lexer.statements(in: text)
  }

  private static func answer(
    _ session: Session, _ before: Study, _ folded: [Session.Entry], number: Int, isDropped: Bool
  ) throws -> Answer {
    let done = isDropped ? " is gone" : ": \(shortenedStatement(folded[number - 1].statement))"
    let again = folded.count - (isDropped ? number - 1 : number)
    var lines = ["statement \(number)\(done)"]
    if again > 0 { lines[0] += "   \(counted(again, "statement")) folded again" }
    if before.log != nil, before.log == session.study.log {
      lines += try movement(from: session.analysis(of: before), to: session.analysis)
    }
    return Answer(lines.map(Answer.Block.said))
  }
}
