import Basics
import Identity
import Judging
import Language
import Scoring

/// What a change did to evidence, verdicts and advice.
extension Movement {
  private struct Standing {
    let verdict: Verdict
    let counsel: Counsel
    let helps: Double
    let harms: Double

    init(_ unit: Int, _ verdicts: Verdicts, _ counsels: Counsels) {
      (verdict, counsel) = (verdicts.verdict[unit], counsels.counsel[unit])
      (helps, harms) = (verdicts.logHelps[unit], verdicts.logHarms[unit])
    }
  }

  private struct Shift {
    let unit: Int
    let before: Standing
    let after: Standing

    /// The e-value that moved more, of those that say something on either side.
    var value: (name: String, before: Double, after: Double, size: Double) {
      let helps = abs(max(0, after.helps) - max(0, before.helps))
      let harms = abs(max(0, after.harms) - max(0, before.harms))
      return helps >= harms
        ? ("e_helps", before.helps, after.helps, helps) : ("e_harms", before.harms, after.harms, harms)
    }
  }

  /// A line for verdicts, one for the e-value that moved most, one for advice, and one that names those of the three that are
  /// as before; none on large logs, where somebody waits.
  package static func standing(from before: Analysis, to after: Analysis) throws -> [String] {
    guard try before.isQuicklyJudged, try after.isQuicklyJudged else { return [] }
    let changes = try self.changes(from: before, to: after)
    let most = changes.max { ($0.value.size, $1.unit) < ($1.value.size, $0.unit) }
    let lines: [(name: String, line: String?)] = [
      ("e-values", most.flatMap(value)), ("verdicts", told("verdicts", changes, by: \.verdict.rawValue)),
      ("advice", told("advice", changes, by: \.counsel.rawValue)),
    ]
    let still = lines.filter { $0.line == nil }.map(\.name)
    return lines.compactMap(\.line) + (still.isEmpty ? [] : ["as before: \(still.joined(separator: ", "))"])
  }

  /// Units are matched by what founded them. Complexity: O(units), and that of advising.
  private static func changes(from before: Analysis, to after: Analysis) throws -> [Shift] {
    let (old, new) = (try before.units(), try after.units())
    let (verdicts, counsels) = (try before.verdicts(), try Counsels(before))
    let (newVerdicts, newCounsels) = (try after.verdicts(), try Counsels(after))
    var (changes, previous): ([Shift], Int) = ([], 0)
    for (unit, founder) in new.founder.enumerated() {
      while previous < old.unitCount, old.founder[previous] < founder { previous += 1 }
      guard previous < old.unitCount, old.founder[previous] == founder else { continue }
      changes.append(
        Shift(
          unit: unit, before: Standing(previous, verdicts, counsels),
          after: Standing(unit, newVerdicts, newCounsels)))
    }
    return changes
  }

  private static func told(_ what: String, _ changes: [Shift], by value: (Standing) -> String) -> String? {
    let moved = changes.filter { value($0.before) != value($0.after) }
    guard !moved.isEmpty else { return nil }
    let shown = moved.prefix(3).map { "\(unitName($0.unit)) \(value($0.before)) -> \(value($0.after))" }
    let more = moved.count > 3 ? " and \(moved.count - 3) more" : ""
    return "\(what): \(shown.joined(separator: ", "))\(more)"
  }

  private static func value(_ change: Shift) -> String? {
    let value = change.value
    // An e-value that moves by less than a fifth moves no one.
    guard value.size > 0.2 else { return nil }
    return "evidence: \(unitName(change.unit)) \(value.name) \(shown(value.before)) -> \(shown(value.after))"
  }

  private static func shown(_ logarithm: Double) -> String {
    logarithm > 34 ? "1e15" : roundedNumber(exponential(logarithm))
  }
}
