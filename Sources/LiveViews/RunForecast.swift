import Channels
import Optimizing

/// What a run will have used at its end if its batches go on as the last of them went.
package struct RunForecast {
  package let tokens: Int
  /// In the currency of the prices; nil where a model has none.
  package let cost: Double?

  /// A pool fills in the first batches, so that the last few tell more than all of them.
  private static let told = 3

  /// Nil before a batch is done, or where nothing was asked. `done` is how many batches are.
  package init?(_ usage: UsageSums, _ prices: Prices, done: Int, of schedule: Schedule) {
    let byHead = usage.byHead
    func part(_ heads: [String]) -> RunPart {
      RunPart(heads.flatMap { (byHead[$0] ?? [:]).map { ($0.key, $0.value.tokens) } }, prices)
    }
    let whole = part(usage.heads)
    guard done > 0, whole.tokens > 0 else { return nil }
    let last = (max(1, done - RunForecast.told + 1)...done).map { "b\($0)" }
    let (perBatch, begun) = (part(last), part(["b\(done + 1)"]))
    let perEpoch = part(
      (0...schedule.epoch(of: done)).map { "e\($0)" }.filter { byHead[$0] != nil }.suffix(1))
    let batches = Double(schedule.count - done) / Double(last.count)
    let epochs = Double((done + 1..<schedule.count + 1).count { schedule.endsEpoch($0) })
    func ending(_ amount: (RunPart) -> Double) -> Double {
      // The batch at work may have used more than others did.
      amount(whole) + max(0, batches * amount(perBatch) - amount(begun)) + epochs * amount(perEpoch)
    }
    tokens = Int(ending { Double($0.tokens) }.rounded())
    cost = whole.cost == nil ? nil : ending { $0.cost ?? 0 }
  }
}

/// What was used in some part of a run.
private struct RunPart {
  let tokens: Int
  let cost: Double?

  init(_ lines: [(model: String, tokens: TokenCount)], _ prices: Prices) {
    tokens = lines.reduce(0) { $0 + $1.tokens.all }
    // Summed by model: the order in which lines come must not show.
    var models: [String: TokenCount] = [:]
    for line in lines { models[line.model, default: TokenCount()] += line.tokens }
    cost = models.sorted { $0.key < $1.key }.reduce(0.0 as Double?) { sum, entry in
      guard let price = prices[entry.key] else { return nil }
      return sum.map { $0 + price.cost(entry.value) }
    }
  }
}
