import Accumulation

/// Tasks of a small log, one after another.
struct EffectCase {
  private(set) var log = TraceLog()
  private var symbols: [String: Int32] = [:]

  init(batches: Int) {
    log.sources = [LogSource(name: "case")]
    log.batches = (0..<batches).map { Batch(source: 0, number: $0 + 1) }
  }

  mutating func symbol(_ text: String) -> Int32 {
    if let known = symbols[text] { return known }
    symbols[text] = Int32(log.symbols.count)
    log.symbols.append(text)
    return Int32(log.symbols.count - 1)
  }

  /// `drawn` are probabilities of being held out.
  mutating func task(
    _ name: String, batch: Int, _ outcome: Double, _ items: [String], held: [String] = [],
    drawn: [String: Double] = [:], scene: String? = nil
  ) {
    log.tasks.held.item += held.map { symbol($0) }
    log.tasks.held.closeTask(after: log.tasks.count)
    for item in drawn.keys.sorted() {
      log.tasks.propensities.item.append(symbol(item))
      log.tasks.propensities.value.append(drawn[item] ?? 0)
    }
    log.tasks.propensities.closeTask(after: log.tasks.count)
    log.tasks.batch.append(Int32(batch))
    log.tasks.name.append(name)
    log.tasks.outcome.append(outcome)
    log.tasks.scene.append(scene.map { symbol($0) } ?? -1)
    log.tasks.item += items.map { symbol($0) }
    log.tasks.itemEnd.append(log.tasks.item.count)
  }

  func effects(_ terms: EffectTerms = EffectTerms()) -> ItemEffects {
    ItemEffects(EffectSums(TaskSheet(log)), terms)
  }

  /// The symbol of an item that a task has named.
  func known(_ item: String) -> Int32 { symbols[item] ?? -1 }

  func effect(_ item: String, _ terms: EffectTerms = EffectTerms()) -> ItemEffect? {
    effects(terms).effect(of: known(item))
  }
}
