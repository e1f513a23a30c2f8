import Analyses
import Answers
import Basics
import Columns
import Identity
import Language
import Scoring
import Studies
import Tables
import TraceLogs

/// Why a unit has its verdict, in the order in which one would ask.
package struct WhyView {
  private let analysis: Analysis
  private let unit: Int
  private let verdicts: Verdicts
  private let terms: VerdictTerms
  private let reasons: UnitReasons

  package init(_ analysis: Analysis, unit: Int) throws {
    self.analysis = analysis
    self.unit = unit
    verdicts = try analysis.verdicts()
    terms = try analysis.verdictTerms()
    reasons = UnitReasons(try analysis.certifyingObservations(), unit: unit, terms: terms)
  }

  package func answer() throws -> Answer {
    let lines = [
      try heading(), outcomes(), betting(), interval(), try alarm(), wait(),
      try analysis.standing().sentence,
    ]
    let scenes = try sceneTable()
    return Answer(
      lines.compactMap { $0 }.map(Answer.Block.said) + (scenes.rows.isEmpty ? [] : [.table(scenes)])
        + [.data(try VerdictsView(analysis: analysis, units: [unit]).table())])
  }

  private func heading() throws -> String {
    let content = try analysis.content(of: Int(try analysis.units().founder[unit]))
    return "\(unitName(unit))   \(try analysis.named(verdicts.verdict[unit]))   \(content)"
  }

  private func outcomes() -> String {
    if terms.restsOnOutcomes {
      return "bets      on lots, task by task, in \(counted(Int(verdicts.n[unit]), "batch", "batches"))"
    }
    let cut = terms.sizes.last.map {
      "deltas, each cut at what was usual by then (\(roundedNumber($0)) at the end)"
    }
    let what = terms.bet.map { "deltas, clipped at \(roundedNumber($0))" } ?? cut ?? "the signs of its deltas"
    let parts = ["\(reasons.positive) positive", "\(reasons.negative) negative"]
    let zero = reasons.zero > 0 ? ["\(reasons.zero) zero"] : []
    let count = counted(reasons.positive + reasons.negative + reasons.zero, "observation")
    return "bets      on \(what): \(count), \((parts + zero).joined(separator: ", "))"
  }

  private func betting() -> String {
    let (helps, harms) = (e(verdicts.logHelps[unit]), e(verdicts.logHarms[unit]))
    let bets = counted(2 * verdicts.verdict.count, "bet")
    return "e-values  helps \(helps), harms \(harms); of \(bets) \(verdicts.certifiedCount) certified"
      + " at alpha \(shortNumber(terms.rules.alpha)), the next from \(e(verdicts.threshold)) on"
  }

  private func e(_ logarithm: Double) -> String {
    guard case .number(let value, let places) = eValue(logarithm) else { return "" }
    return value >= 1e15 ? "over 1e15" : fixed(value, places: places)
  }

  private func interval() -> String? {
    guard let interval = reasons.interval else { return nil }
    let margin = fixed(terms.rules.margin * terms.scale, places: 2)
    return
      "mean      \(shown(interval)) of \(terms.bound == nil ? "signs" : "deltas"), \(terms.rules.interval.rawValue);"
      + " negligible within -\(margin) … \(margin)"
  }

  private func shown(_ interval: Interval) -> String {
    "\(fixed(interval.estimate, places: 2)) (\(fixed(interval.low, places: 2)) … \(fixed(interval.high, places: 2)))"
  }

  private func alarm() throws -> String {
    guard let alarm = reasons.alarm else { return "fading    no alarm" }
    let batches = try analysis.trace().batches
    return "fading    alarm at batch \(batches[Int(alarm.raised)].number): looked as if it helped by batch"
      + " \(batches[Int(alarm.shown)].number), then below \(fixed(alarm.level, places: 2)), its level by then"
  }

  private func wait() -> String? {
    guard verdicts.verdict[unit] == .undecided else { return nil }
    guard let needed = verdicts.needed[unit] else { return "takes     no rate to go by: neither side wins" }
    return "takes     about \(counted(needed, "batch", "batches")) more at the present rate"
  }

  private func sceneTable() throws -> Table {
    let columns: [Column] = [
      .text("scene", flexible: true, essential: true), .number("n", essential: true), .number("mean"),
      .number("low", essential: true), .number("high", essential: true),
    ]
    let names = try analysis.scenes().names
    let rows = reasons.scenes.map { scene -> [Cell] in
      [
        .text(names[Int(scene.scene)]), .integer(scene.n), .number(scene.interval.estimate, places: 2),
        .number(scene.interval.low, places: 2), .number(scene.interval.high, places: 2),
      ]
    }
    return Table("scenes", columns, rows: rows)
  }
}
