import TraceLogs

/// What the tasks of each batch say of each item: by lots where they were drawn, else within scenes. Rows stand in the order
/// of time, and within a batch in that of the items' symbols.
public struct BatchEffects: Sendable {
  public private(set) var item: [Int32] = []
  public private(set) var batch: [Int32] = []
  /// In points of the outcome.
  public private(set) var effect: [Double] = []
  /// How many tasks it rests on, on the side that has fewer.
  public private(set) var support: [Int32] = []
  /// Of each row, its lots by step of their bound; empty without.
  package private(set) var lots: [[LotSums]] = []

  /// `drawnOnly` takes lots alone, whose weighted outcomes are fair, and those only where outcomes have a known range.
  /// Complexity: O(items in contexts + draws + symbols).
  public init(_ sheet: TaskSheet, drawnOnly: Bool) {
    guard !drawnOnly || sheet.scale.isKnown else { return }
    var start = 0
    var pass = EffectPass(sheet)
    while start < sheet.count {
      var end = start + 1
      while end < sheet.count, sheet.batch(at: end) == sheet.batch(at: start) { end += 1 }
      add(pass.run(start..<end), sheet.batch(at: start), sheet.scale, drawnOnly)
      start = end
    }
  }

  private mutating func add(
    _ found: EffectPass.Found, _ batch: Int32, _ scale: OutcomeScale, _ drawnOnly: Bool
  ) {
    var lots: [Int32: [LotSums]] = [:]
    for (place, sums) in zip(found.lots, found.lotSums) {
      let item = Int32(truncatingIfNeeded: place / LotBounds.count)
      lots[item, default: Array(repeating: LotSums(), count: LotBounds.count)][place % LotBounds.count] +=
        sums
    }
    let strata = Dictionary(zip(found.items, found.strata), uniquingKeysWith: { first, _ in first })
    for item in Set(found.items).union(lots.keys).sorted() {
      guard let (effect, support) = BatchEffects.effect(lots[item], drawnOnly ? nil : strata[item]) else {
        continue
      }
      self.item.append(item)
      self.batch.append(batch)
      self.effect.append(effect * scale.width)
      self.support.append(Int32(truncatingIfNeeded: support))
      self.lots.append(lots[item] ?? [])
    }
  }

  private static func effect(_ lots: [LotSums]?, _ strata: StratumSums?) -> (Double, support: Int)? {
    if let lots {
      let count = lots.reduce(0) { $0 + $1.count }
      return (lots.reduce(0) { $0 + $1.sum } / count, Int(min(count, 1e9)))
    }
    guard let strata, strata.weight > 0 else { return nil }
    return (strata.weighted / strata.weight, Int(min(strata.matched, strata.without)))
  }
}

extension TaskSheet {
  /// The largest size of a batch's weighted outcomes; nil where none was drawn or outcomes have no known range.
  package var drawBound: Double? {
    guard scale.isKnown else { return nil }
    var rarest = 1.0
    for propensity in log.tasks.propensity + log.tasks.propensities.value
    where propensity > 0 && propensity < 1 {
      rarest = min(rarest, min(propensity, 1 - propensity))
    }
    return rarest < 1 ? scale.width / rarest : nil
  }
}
