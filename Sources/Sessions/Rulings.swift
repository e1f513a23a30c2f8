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
    let effects = try RulingEffect.lines(on: shown, from: before, to: turn.analysis)
    return Answer((try texts(before) + effects).map(Answer.Block.said))
  }

  /// What a pair says: a number that was mistyped is seen at once.
  private func texts(_ analysis: Analysis) throws -> [String] {
    guard shown.count == 2 else { return [] }
    let operations = try analysis.operations()
    return try shown.compactMap { name in
      try operations.matches(name).first.map { "\(name)  \(try analysis.content(of: $0))" }
    }
  }
}
