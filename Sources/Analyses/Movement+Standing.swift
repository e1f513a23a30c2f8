import Basics
import Identity
import Judging
import Language
import Scoring

/// What a change did to verdicts and advice.
extension Movement {
  private struct Standing {
    let verdict: Verdict
    let counsel: Counsel
    let helps: Double
    let harms: Double

    init(_ unit: Int, _ verdicts: Verdicts, _ posterior: Posterior) {
      verdict = verdicts.verdict[unit]
      counsel = Counsel(
        chance: posterior.chance[unit], risk: posterior.risk[unit], n: Int(verdicts.n[unit]), isSuspect: false
      )
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

  /// A line for verdicts, one for the e-value that moved most, one for advice (merges that must be judged apart); none
  /// where nothing moved, and none on large logs, where somebody waits.
  package static func standing(from before: Analysis, to after: Analysis) throws -> [String] {
    guard try before.isQuicklyJudged, try after.isQuicklyJudged else { return [] }
    let changes = try self.changes(from: before, to: after)
    let verdicts = changes.filter { $0.before.verdict != $0.after.verdict }
    let counsels = changes.filter { $0.before.counsel != $0.after.counsel }
    let most = changes.max { ($0.value.size, $1.unit) < ($1.value.size, $0.unit) }
    return [
      told("verdicts", verdicts.map { ($0.unit, $0.before.verdict.rawValue, $0.after.verdict.rawValue) }),
      most.flatMap(value),
      told("advice", counsels.map { ($0.unit, $0.before.counsel.rawValue, $0.after.counsel.rawValue) }),
    ].compactMap { $0 }
  }

  private static func changes(from before: Analysis, to after: Analysis) throws -> [Shift] {
    let (old, new) = (try before.partition(), try after.partition())
    let (verdicts, posterior) = (try before.verdicts(), try before.posterior())
    let (newVerdicts, newPosterior) = (try after.verdicts(), try after.posterior())
    var (changes, previous): ([Shift], Int) = ([], 0)
    for (unit, founder) in new.founder.enumerated() {
      while previous < old.unitCount, old.founder[previous] < founder { previous += 1 }
      guard previous < old.unitCount, old.founder[previous] == founder else { continue }
      changes.append(
        Shift(
          unit: unit, before: Standing(previous, verdicts, posterior),
          after: Standing(unit, newVerdicts, newPosterior)))
    }
    return changes
  }

  private static func told(_ what: String, _ moved: [(unit: Int, before: String, after: String)]) -> String? {
    guard !moved.isEmpty else { return nil }
    let shown = moved.prefix(3).map { "\(unitName($0.unit)) \($0.before) -> \($0.after)" }
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
    logarithm > 34 ? "1e15" : shortNumber((100 * exponential(logarithm)).rounded() / 100)
  }
}
