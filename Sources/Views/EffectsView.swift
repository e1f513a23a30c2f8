import Analyses
import Answers
import Basics
import Columns
import Effects
import Language
import Tables
import TraceLogs

/// What tasks say of items: certified first, then by what is estimated.
package struct EffectsView {
  package let effects: ItemEffects
  private let texts: [String: String]
  private let pulse: Pulse

  /// `base` takes arms for items, and that arm for none.
  package init(_ analysis: Analysis, _ terms: EffectTerms, arms base: String? = nil) throws {
    if let base {
      effects = try analysis.armEffects(terms, base: base)
      texts = [:]
    } else {
      effects = try analysis.effects(terms)
      texts = try analysis.itemTexts()
    }
    pulse = analysis.pulse
  }

  package func answer(limit: Int?, picked: [Int]? = nil) throws -> Answer {
    let lines = [heading, assumptions, repeats].compactMap { $0 }
    return Answer([.table(try table(limit: limit, picked: picked))] + lines.map { .said($0) })
  }

  private func table(limit: Int?, picked: [Int]?) throws -> Table {
    let source = EffectsTable.Source(effects, texts: texts)
    let rows = picked ?? order
    let shown = rows.prefix(limit ?? rows.count)
    let columns = ShownColumns(EffectsTable.columns, without: silent)
    let footer = shown.count < rows.count ? "\(shown.count) of \(counted(rows.count, "item"))" : nil
    var table = Table(
      "effects", columns.columns, rows: try columns.rows(Array(shown), of: source, pulse: pulse),
      footer: footer)
    table.stacking = Stacking()
    return table
  }

  /// Columns that say nothing of any item.
  private var silent: Set<String> {
    var silent: Set<String> = []
    if effects.effects.allSatisfy({ $0.sure == nil }) { silent.formUnion(["sure_low", "sure_high"]) }
    if effects.effects.allSatisfy({ $0.limits.isEmpty }) { silent.insert("unsaid") }
    return silent
  }

  private var order: [Int] {
    func place(_ effect: ItemEffect) -> Int {
      switch effect.verdict {
      case .helps: 0
      case .harms: 1
      case .undecided: 2
      case .assumes: 3
      case .observed: 4
      }
    }
    return effects.effects.indices.sorted { left, right in
      let (one, other) = (effects.effects[left], effects.effects[right])
      if place(one) != place(other) { return place(one) < place(other) }
      let (a, b) = (one.interval?.estimate ?? -.infinity, other.interval?.estimate ?? -.infinity)
      return a != b ? a > b : left < right
    }
  }

  private var heading: String {
    let scale = effects.sheet.scale
    let range = "outcomes \(shortNumber(scale.low)) to \(shortNumber(scale.high))"
    let counts = [
      (EffectVerdict.helps, "certified to help"), (.harms, "certified to harm"),
      (.undecided, "tested and undecided"),
      (.assumes, "rest on an assumption"), (.observed, "observed, not tested"),
    ].compactMap { verdict, words in
      let count = effects.effects.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(words)" : nil
    }
    let told = counts.isEmpty ? "no item stood in a context" : counts.joined(separator: " · ")
    return "\(counted(effects.sheet.count, "task"))   \(range)   \(told)"
  }

  private var assumptions: String? {
    let used = EffectEstimator.allCases.filter { estimator in
      effects.effects.contains { $0.estimator == estimator }
    }
    let told = used.compactMap { estimator in
      estimator.assumption.map { "\(estimator.rawValue) assumes: \($0)" }
    }
    return told.isEmpty ? nil : told.joined(separator: "\n")
  }

  private var repeats: String? {
    let sums = effects.sums
    var lines: [String] = []
    if sums.repeated > 0 {
      lines.append(
        "\(counted(sums.repeated, "draw")) of tasks whose name was drawn before count for nothing new: a lot drawn again comes out the same"
      )
    }
    if sums.unbounded > 0 {
      lines.append("\(counted(sums.unbounded, "draw")) with a probability too near 0 or 1 are left out")
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

/// Pairs of items that work together or against each other.
package struct InteractionsView {
  package let interactions: ItemInteractions
  private let names: @Sendable (Int32) -> String

  package init(_ analysis: Analysis) throws {
    interactions = try analysis.interactions()
    let trace = try analysis.trace()
    names = { trace.symbols[Int($0)] }
  }

  package func answer(limit: Int?, of item: Int32? = nil) -> Answer {
    let pairs = interactions.pairs.filter { item == nil || $0.first == item || $0.second == item }
    let columns: [Column] = [
      .text("first", essential: true), .text("second", essential: true), .number("together", essential: true),
      .number("low"), .number("high"), .number("n"), .number("p"), .text("finding", essential: true),
    ]
    let rows = pairs.prefix(limit ?? pairs.count).map { pair -> [Cell] in
      [
        .text(names(pair.first)), .text(names(pair.second)), .number(pair.interval.estimate, places: 3),
        .number(pair.interval.low, places: 3), .number(pair.interval.high, places: 3), .integer(pair.tasks),
        .number(pair.probability, places: 5), .text(InteractionsView.finding(pair)),
      ]
    }
    let found = pairs.count { $0.isFound }
    return Answer([
      .table(Table("interactions", columns, rows: rows)),
      .said(
        "\(counted(pairs.count, "pair")) drawn together often enough · \(found) found, at this look · \(interactions.tooFew) too seldom"
      ),
    ])
  }

  package static func finding(_ pair: ItemInteraction) -> String {
    guard pair.isFound else { return "not found" }
    return pair.interval.estimate > 0 ? "more together" : "less together"
  }
}
