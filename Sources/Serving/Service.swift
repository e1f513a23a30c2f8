import Answers
import Basics
import Columns
import Completing
import Files
import Language
import Phrasing
import Sessions
import Tables
import Views

/// A session at the service of a program: requests come in on lines, each is answered by objects of which the last says
/// `done`. What fails leaves the session as it was, and the next request is waited for.
///
/// Ctrl-C (SIGINT) stops the request at work; the end of the input ends the session.
package final class Service {
  private let session: Session
  private let lines: LineReader
  private let replies: Replies
  private let watch: any StatementWatch

  package init(session: Session, lines: LineReader, replies: Replies, watch: any StatementWatch) {
    (self.session, self.lines, self.replies, self.watch) = (session, lines, replies, watch)
    session.answers = AskedAnswers(lines, replies)
  }

  package func run() -> Int32 {
    while !replies.isBroken, !session.hasEnded {
      do {
        guard let line = try lines.next() else { break }
        if line.allSatisfy(\.isWhitespace) { continue }
        answer(line)
        if Interrupt.terminationSignal != nil { return ExitCode.interrupted }
        Interrupt.clear()
      } catch is Interrupted {
        if Interrupt.terminationSignal != nil { return ExitCode.interrupted }
        // Nothing was at work.
        Interrupt.clear()
      } catch { return failed(error) }
    }
    return ExitCode.done
  }

  private func failed(_ error: any Error) -> Int32 {
    let complaint = Wording.complaint(error)
    replies.fail(complaint, number: nil, statement: "")
    replies.end(isDone: false)
    return complaint.exitCode
  }

  private func answer(_ line: String) {
    watch.beginStatement()
    do {
      try answer(try PipeRequest(line: line))
    } catch { _ = failed(watch.fault(for: error)) }
  }

  private func answer(_ request: PipeRequest) throws {
    switch request {
    case .run(let text): run(text)
    case .look(let text): try look(text)
    case .table(let name): try table(name)
    case .complete(let text, let place): complete(text, at: place)
    case .check(let text): check(text)
    case .answer: throw ServingFault.nothingToAnswer
    }
  }

  private func run(_ text: String) {
    let code = Runner(
      session: session, sink: replies, answers: AskedAnswers(lines, replies), watch: watch
    ).run(text: text)
    replies.end(
      isDone: code == ExitCode.done,
      [("statements", "\(session.statements.count)"), ("ended", session.hasEnded ? "true" : "false")])
  }

  private func look(_ text: String) throws {
    let statements = try Lexer.statements(in: text)
    guard let statement = statements.first, statements.count == 1 else { throw ServingFault.notOneStatement }
    let answer = try session.glance(statement)
    replies.show(Outcome(number: nil, statement: text, answer: answer, warnings: []))
    replies.end(isDone: true)
  }

  private func table(_ name: String) throws {
    guard let table = StudyTables.table(name) else {
      throw ServingFault.unknownTable(name, suggestion: suggestion(for: name, among: StudyTables.names))
    }
    replies.table(name, ArrowRenderer().render(try table.columns(session.analysis)))
    replies.end(isDone: true)
  }

  private func complete(_ text: String, at place: Int) {
    let found = Completer(session: session).answer(line: text, cursor: min(max(0, place), text.utf8.count))
    let candidates = found.candidates.map {
      replies.object([("text", JSONText.quoted($0.text)), ("summary", JSONText.quoted($0.summary))])
    }
    replies.end(
      isDone: true,
      [
        ("from", "\(found.replacing.lowerBound)"), ("to", "\(found.replacing.upperBound)"),
        ("candidates", replies.list(candidates)),
      ])
  }

  private func check(_ text: String) {
    var status = "complete"
    do { _ = try Lexer.statements(in: text) } catch let fault as LanguageFault {
      status = fault.wantsMore ? "incomplete" : "invalid"
    } catch { status = "invalid" }
    replies.end(isDone: true, [("status", JSONText.quoted(status))])
  }
}
