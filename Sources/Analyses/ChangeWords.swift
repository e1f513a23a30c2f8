import Judging
import Language
import Tables

/// What an answer would make of the units it is about, in words.
package enum ChangeWords {
  /// Which units there would be, of the answer that is not what stands.
  static func units(_ moves: [UnitMove]) -> String {
    if let leaving = moves.first(where: { $0.part == .leaving }) {
      let count = leaving.wordings
      let joined = moves.first { $0.part == .joined }.map { " for \(unitName($0.unit))" } ?? ""
      return
        "\(counted(count, "wording")) \(count == 1 ? "leaves" : "leave") \(unitName(leaving.unit))\(joined)"
    }
    return moves.map { unitName($0.unit) }.joined(separator: " and ") + " become one unit"
  }

  /// What they would be worth. Empty where nothing would move.
  package static func lines(_ moves: [UnitMove]) -> [String] {
    let joined = moves.first { $0.part == .joined }.map { "what leaves would join \(unitName($0.unit))" }
    let told = moves.filter { isTold($0, moves) }
    return [joined].compactMap { $0 } + told.compactMap { verdict($0) } + told.compactMap { applied($0) }
      + [mhat(told)].compactMap { $0 }
  }

  /// The same, as short as a table wants it: `U17 undecided→stable`. Empty where nothing would move.
  package static func short(_ moves: [UnitMove]) -> String {
    let joined = moves.first { $0.part == .joined }.map { "joins \(unitName($0.unit))" }
    let told = moves.filter { isTold($0, moves) }
    let verdicts = told.filter { $0.after.verdict != $0.before.verdict }.map {
      "\(tag($0)) \($0.before.verdict.rawValue)→\($0.after.verdict.rawValue)"
    }
    let applied = told.filter { $0.after.isApplied != $0.before.isApplied }.map {
      "\(tag($0)) \($0.after.isApplied ? "enters" : "leaves") applied"
    }
    let mhat = largest(told).map { "\(tag($0)) m̂ \(shown($0.before.mhat))→\(shown($0.after.mhat))" }
    return ([joined].compactMap { $0 } + verdicts + applied + [mhat].compactMap { $0 }).joined(
      separator: ", ")
  }

  private static func tag(_ move: UnitMove) -> String {
    move.part == .leaving ? "from \(unitName(move.unit))" : unitName(move.unit)
  }

  private static func name(_ move: UnitMove) -> String {
    switch move.part {
    case .whole, .joined: unitName(move.unit)
    case .staying: "what stays in \(unitName(move.unit))"
    case .leaving: "what leaves \(unitName(move.unit))"
    }
  }

  /// Who joins a third unit stands as that one does then.
  private static func isTold(_ move: UnitMove, _ moves: [UnitMove]) -> Bool {
    move.part != .leaving || !moves.contains { $0.part == .joined }
  }

  private static func verdict(_ move: UnitMove) -> String? {
    guard move.after.verdict != move.before.verdict else { return nil }
    return "\(name(move)) would be \(move.after.verdict.rawValue), now \(move.before.verdict.rawValue)"
  }

  private static func applied(_ move: UnitMove) -> String? {
    guard move.after.isApplied != move.before.isApplied else { return nil }
    return "\(name(move)) would \(move.after.isApplied ? "enter" : "leave") the applied set"
  }

  private static func mhat(_ moves: [UnitMove]) -> String? {
    largest(moves).map { "m̂ of \(name($0)) \(shown($0.before.mhat)) -> \(shown($0.after.mhat))" }
  }

  /// The largest move of m̂; the first of equals.
  private static func largest(_ moves: [UnitMove]) -> UnitMove? {
    func size(_ move: UnitMove) -> Double { abs((move.after.mhat ?? 0) - (move.before.mhat ?? 0)) }
    let moved = moves.filter { $0.after.mhat != $0.before.mhat }
    return moved.reduce(nil) { best, move in best.map { size($0) >= size(move) } ?? false ? best : move }
  }

  private static func shown(_ mhat: Double?) -> String { mhat.map { fixed($0, places: 2) } ?? "none" }
}

extension Suspicion.Reason {
  /// What speaks against a unit.
  package func words(p: Double?) -> String {
    let found =
      switch self {
      case .sign: "its members' deltas have different signs"
      case .level: "its members' deltas lie at different levels"
      case .far: "one lies far from the other members"
      case .number: "numbers differ"
      case .negation: "one of them negates"
      case .order: "the same words in another order"
      }
    return found + (p.map { ", p \(fixed($0, places: 4))" } ?? "")
  }
}
