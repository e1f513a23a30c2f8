import Analyses
import Basics
import Effects
import Tables
import TraceLogs

/// The columns of `effects` by item.
package enum EffectsTable {
  package struct Source {
    package let effects: ItemEffects
    private let texts: [String: String]

    package init(_ effects: ItemEffects, texts: [String: String]) {
      (self.effects, self.texts) = (effects, texts)
    }

    subscript(row: Int) -> ItemEffect { effects.effects[row] }

    func id(_ row: Int) -> String { effects.sheet.log.symbols[Int(self[row].item)] }
    func text(_ row: Int) -> String { texts[id(row)] ?? "" }
  }

  package static let columns: [StudyColumn<Source>] = [
    .text("item", "the item's id", .essential) { source in { .text(source.id($0)) } },
    .text("verdict", "helps and harms are certified by lots; all else is not", .essential) { source in
      { .text(EffectWords.verdict(source[$0])) }
    },
    .text("estimator", "randomized, paired, stratified or adjusted", .essential) { source in
      { source[$0].estimator.map { .text($0.rawValue) } ?? .missing }
    },
    number("estimate", "effect on the outcome of having the item in the context", .essential) {
      $0.interval?.estimate
    },
    number("low", "where its interval of 95% begins, for one look", .essential) { finite($0.interval?.low) },
    number("high", "where that interval ends", .essential) { finite($0.interval?.high) },
    number("sure_low", "where the interval begins that holds at all looks at once; lots only") {
      $0.sure?.low
    },
    number("sure_high", "where that interval ends") { $0.sure?.high },
    .integer("n_with", "tasks with it that the estimate rests on") { source in { .integer(source[$0].with) }
    },
    .integer("n_without", "tasks without it") { source in { .integer(source[$0].without) } },
    number("overlap", "share of its tasks that others can be held against; of lots, the rarer side") {
      $0.overlap
    },
    number("naive", "mean outcome with it less mean outcome without it, over all tasks") { $0.naive },
    number("confounding", "the naive difference less the estimate: what it misleads by") { $0.confounding },
    number("plain", "the estimate by inverse probability weights alone; lots only", .hidden) {
      $0.plain?.estimate
    },
    .real("e_helps", "what betting on lots that it helps has made of 1; 1e15 is all that is more", .hidden) {
      source in
      { source[$0].sure == nil ? .missing : eValue(source[$0].logHelps) }
    },
    .real("e_harms", "what betting on lots that it harms has made of 1", .hidden) { source in
      { source[$0].sure == nil ? .missing : eValue(source[$0].logHarms) }
    },
    .text("certainty", "what the verdict rests on", .hidden) { source in
      { .text(EffectWords.certainty(source[$0])) }
    },
    .text("assumes", "what must be true for the estimate to be an effect", .hidden) { source in
      { source[$0].estimator?.assumption.map { .text($0) } ?? .missing }
    },
    .text("unsaid", "what the log cannot say of it, and why", .long) { source in
      { .text(EffectWords.limits(source[$0])) }
    },
    .text("content", "the text that the item had first", .long) { source in { .text(source.text($0)) } },
  ]

  private static func number(
    _ name: String, _ summary: String, _ showing: ColumnShowing = .shown,
    _ value: @escaping @Sendable (ItemEffect) -> Double?
  ) -> StudyColumn<Source> {
    .real(name, summary, showing) { source in { .optional(value(source[$0]), places: 3) } }
  }

  private static func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
}

extension StudyTable {
  package static let effects = StudyTable(
    "effects", "what tasks say of each item, by the estimator with the best design",
    of: { EffectsTable.Source(try $0.effects(), texts: try $0.itemTexts()) },
    count: { $0.effects.effects.count },
    EffectsTable.columns)
}
