import Answers
import Files
import Phrasing
import Sessions

/// Answers to a review as requests of the program that shows it to somebody.
final class AskedAnswers: AnswerSource {
  private let lines: LineReader
  private let replies: Replies

  init(_ lines: LineReader, _ replies: Replies) { (self.lines, self.replies) = (lines, replies) }

  var isPerson: Bool { true }

  func answer(to page: DeskPage, isNew: Bool) throws -> DeskAnswer? {
    replies.show(page)
    while !replies.isBroken, let line = try lines.next() {
      do {
        guard case .answer(let text) = try PipeRequest(line: line) else { throw ServingFault.answerWanted }
        guard let answer = DeskAnswer(line: text) else { throw SessionFault.noAnswer(text) }
        return answer
      } catch {
        show(error)
        replies.show(page)
      }
    }
    return nil
  }

  func show(_ outcome: Outcome) { replies.show(outcome) }

  func show(_ fault: any Error) {
    replies.fail(Wording.complaint(fault), number: nil, statement: "review")
  }

  func leave() {}
}
