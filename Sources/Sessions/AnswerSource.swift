import Answers
import Files
import Phrasing

/// Whoever answers in a review: a person at the keys, or lines of standard input.
package protocol AnswerSource: AnyObject {
  /// Shows a page and waits for what is said to it; nil when nobody answers any more. `isNew` is false where the
  /// candidate is still the one that was shown last.
  func answer(to page: DeskPage, isNew: Bool) throws -> DeskAnswer?
  /// What a statement did, or an answer that is shown and not recorded.
  func show(_ outcome: Outcome)
  func show(_ fault: any Error)
  /// The review is over.
  func leave()
  /// A person is there, who can say something else where an answer cannot stand. Otherwise the first fault ends the review.
  var isPerson: Bool { get }
}

/// Answers as lines: `same`, `d other oven`, `note look again`. Empty lines and comments are passed over.
package final class LineAnswers: AnswerSource {
  private let lines: LineReader
  private let sink: any Sink

  package init(_ lines: LineReader, sink: any Sink) {
    self.lines = lines
    self.sink = sink
  }

  package var isPerson: Bool { false }

  package func answer(to page: DeskPage, isNew: Bool) throws -> DeskAnswer? {
    if isNew { sink.show(page) }
    while !sink.isBroken, let line = try lines.next() {
      let text = String(line.filter { !$0.isNewline }.drop(while: \.isWhitespace))
      if text.isEmpty || text.hasPrefix("#") { continue }
      guard let answer = DeskAnswer(line: text) else { throw SessionFault.noAnswer(text) }
      return answer
    }
    return nil
  }

  package func show(_ outcome: Outcome) { sink.show(outcome) }
  package func show(_ fault: any Error) {
    sink.fail(Wording.complaint(fault), number: nil, statement: "review")
  }
  package func leave() {}
}
