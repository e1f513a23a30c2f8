import Analyses
import Answers
import Basics
import Identity
import Language
import Studies
import TraceLogs

/// Rulings that one statement makes: all of them or none.
package struct Rulings {
  let decisions: [Decision]
  /// With fingerprints in the place of what was typed.
  let recorded: String
  /// The operations whose units are shown.
  let shown: [OperationName]

  static func because(_ reason: String?) -> String {
    reason.map { " --because \(Quoting.quoted($0))" } ?? ""
  }

  package func apply(_ turn: inout Turn) throws -> Answer {
    let before = turn.analysis
    for (index, decision) in decisions.enumerated() {
      try turn.pulse.beat("ruling", index, decisions.count)
      try turn.study.decisions.add(decision)
      turn.study.doubts.remove(decision.first, decision.second)
    }
    turn.recorded = recorded
    guard turn.study.log != nil else { return .said("kept for logs to come") }
    if turn.isTerse { return Answer() }
    return Answer(try RulingEffect.lines(on: shown, from: before, to: turn.analysis).map(Answer.Block.said))
  }
}
