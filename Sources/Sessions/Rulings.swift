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
    turn.warnings += try farFetched(before)
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

  /// Wordings of two keys are never merged by themselves; a number that went stale may have made them one.
  private func farFetched(_ analysis: Analysis) throws -> [String] {
    guard decisions.contains(where: { $0.ruling == .same }) else { return [] }
    let (operations, trace) = (try analysis.operations(), try analysis.trace())
    let places = shown.compactMap { operations.matches($0).first }.map { operation in
      let proposal = Int(operations.firstProposal[operation])
      return "\(trace.proposals.type[proposal].name) \(trace.symbols[Int(trace.proposals.anchor[proposal])])"
    }
    let kinds = Set(places).sorted()
    return kinds.count > 1 ? ["these edit different places: \(kinds.joined(separator: ", "))"] : []
  }
}
