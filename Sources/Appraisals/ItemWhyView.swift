import Analyses
import Answers
import Basics
import Characters
import Columns
import Effects
import Identity
import Scoring
import Tables
import TraceLogs
import Views

/// What tasks say of one item: the effect, what it rests on, and with which other items it works.
package struct ItemWhyView {
  private let analysis: Analysis
  private let effects: ItemEffects
  private let effect: ItemEffect

  /// Nil where no task has, or was kept from, an item of this id.
  package init?(_ analysis: Analysis, item id: String) throws {
    let trace = try analysis.trace()
    guard trace.tasks.count > 0 else { return nil }
    let effects = try analysis.effects()
    let found = effects.effects.first { trace.symbols[Int($0.item)].utf8.elementsEqual(id.utf8) }
    guard let found else { return nil }
    (self.analysis, self.effects, effect) = (analysis, effects, found)
  }

  /// The items that a unit's edits wrote.
  package static func items(ofUnit unit: Int, _ analysis: Analysis) throws -> [String] {
    let (trace, operations, partition) = (
      try analysis.trace(), try analysis.operations(), try analysis.units()
    )
    guard trace.tasks.count > 0 else { return [] }
    var items: [String] = []
    for span in AppliedSpan.all(in: trace)
    where Int(partition.unitOf[Int(operations.ofProposal[Int(span.proposal)])]) == unit {
      let id = span.item.text
      if !items.contains(id) { items.append(id) }
    }
    return items
  }

  package func answer() throws -> Answer {
    let lines = [heading, numbers, naive, certificate, limits] + (try partners())
    return Answer(lines.compactMap { $0 }.map { .said($0) })
  }

  private var id: String { visible(effects.sheet.log.symbols[Int(effect.item)]) }

  private var heading: String {
    "item \(id)   \(EffectWords.verdict(effect))   \(EffectWords.certainty(effect))"
  }

  private var numbers: String? {
    guard let estimator = effect.estimator, let interval = effect.interval else { return nil }
    let assumes = estimator.assumption.map { "; assumes \($0)" } ?? ""
    return
      "effect    \(shown(interval)), \(estimator.rawValue), \(effect.with) with and \(effect.without) without\(assumes)"
  }

  private func shown(_ interval: Interval) -> String {
    "\(fixed(interval.estimate, places: 3)) (\(fixed(interval.low, places: 3)) … \(fixed(interval.high, places: 3)))"
  }

  private var naive: String? {
    guard let naive = effect.naive else { return nil }
    let misleads = effect.confounding.map { ", off by \(fixed($0, places: 3))" } ?? ""
    return "naive     \(fixed(naive, places: 3))\(misleads)"
  }

  private var certificate: String? {
    guard let sure = effect.sure else { return nil }
    return "lots      \(fixed(sure.low, places: 3)) … \(fixed(sure.high, places: 3)) however often one looks"
  }

  private var limits: String? { effect.limits.isEmpty ? nil : "unsaid    \(EffectWords.limits(effect))" }

  private func partners() throws -> [String] {
    guard effect.sure != nil else { return [] }
    let trace = effects.sheet.log
    return try analysis.interactions().pairs.filter { pair in
      pair.isFound && (pair.first == effect.item || pair.second == effect.item)
    }.map { pair in
      let other = visible(trace.symbols[Int(pair.first == effect.item ? pair.second : pair.first)])
      return "pair      with \(other) \(InteractionsView.finding(pair)): \(shown(pair.interval))"
    }
  }
}
