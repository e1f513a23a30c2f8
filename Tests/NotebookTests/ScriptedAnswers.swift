import Answers
import Sessions

/// Somebody who knows beforehand what to say, and remembers what was shown.
final class ScriptedAnswers: AnswerSource {
  private var answers: ArraySlice<DeskAnswer>
  private(set) var pages: [DeskPage] = []
  private(set) var outcomes: [Outcome] = []
  private(set) var faults: [any Error] = []
  let isPerson: Bool

  init(_ answers: [DeskAnswer] = [], isPerson: Bool = true) {
    (self.answers, self.isPerson) = (answers[...], isPerson)
  }

  func answer(to page: DeskPage, isNew: Bool) -> DeskAnswer? {
    if isNew { pages.append(page) }
    return answers.popFirst()
  }

  func show(_ outcome: Outcome) { outcomes.append(outcome) }
  func show(_ fault: any Error) { faults.append(fault) }
  func leave() {}
}

extension DeskAnswer {
  static let same = DeskAnswer.judge(.same, because: nil)
  static let different = DeskAnswer.judge(.different, because: nil)
  static let unsure = DeskAnswer.judge(.unsure, because: nil)
}
