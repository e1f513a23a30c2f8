import Accumulation
import Analyses
import Answers
import GoldenSupport
import Language
import Sessions
import Studies
import Tables
import Testing

/// Somebody who knows the labels of a log, and leaves after so many answers.
final class LabelJudge: AnswerSource {
  private let operations: Operations
  private let identities: TrueIdentities
  private var left: Int
  private(set) var pages: [DeskPage] = []
  private(set) var outcomes: [Outcome] = []

  init(_ analysis: Analysis, answers: Int) throws {
    operations = try analysis.operations()
    identities = TrueIdentities(log: try analysis.trace(), operations: operations)
    left = answers
  }

  var isPerson: Bool { true }

  func answer(to page: DeskPage, isNew: Bool) -> DeskAnswer? {
    pages.append(page)
    guard left > 0 else { return nil }
    left -= 1
    let truth = [page.first.name, page.second.name].map { name in
      operations.matches(name).first.map { identities.ofOperation[$0] }
    }
    return truth[0] == truth[1] ? .same : .different
  }

  func show(_ outcome: Outcome) { outcomes.append(outcome) }
  func show(_ fault: any Error) {}
  func leave() {}
}
