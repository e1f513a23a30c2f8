/// How often to hold out which item.
///
/// What a task says of an item grows with p(1 - p), what it costs with p and with what the item may be worth. With a price
/// of loss, an item's best p is (1 - price · worst / value) / 2, kept between a floor and a half; the price is the lowest at
/// which the sum of what may be lost stays within the bound. Where little can be lost, p is a half.
public struct HoldingRates: Sendable {
  public let held: [Double]
  /// What holding out costs a task at most, if every item is as good as may well be.
  public let loss: Double

  /// Propensities stay away from 0 and 1, so that no weight is beyond 20.
  public static let floor = 0.05
  public static let most = 0.5

  /// The items that can be held out at all within the bound: those whose answers are worth most for what they cost, in the order
  /// that they were given in. Complexity: O(items log items).
  static func affordable(_ outlooks: [ItemOutlook], maxLoss: Double?) -> [ItemOutlook] {
    guard let maxLoss else { return outlooks }
    func value(_ outlook: ItemOutlook) -> Double { outlook.valueOfAnswer / max(1e-12, outlook.worst) }
    let order = outlooks.indices.sorted { (-value(outlooks[$0]), $0) < (-value(outlooks[$1]), $1) }
    var (left, kept) = (maxLoss, Set<Int>())
    for index in order {
      let cost = floor * outlooks[index].worst
      guard cost <= left else { continue }
      left -= cost
      kept.insert(index)
    }
    return outlooks.indices.filter(kept.contains).map { outlooks[$0] }
  }

  /// Complexity: O(items · 60).
  public init(_ outlooks: [ItemOutlook], maxLoss: Double?) {
    let costs = outlooks.map(\.worst)
    func rates(_ price: Double) -> [Double] {
      costs.map { min(HoldingRates.most, max(HoldingRates.floor, (1 - price * $0) / 2)) }
    }
    func loss(_ rates: [Double]) -> Double { zip(rates, costs).reduce(0) { $0 + $1.0 * $1.1 } }
    guard let maxLoss, loss(rates(0)) > maxLoss else {
      (held, self.loss) = (rates(0), loss(rates(0)))
      return
    }
    var (low, high) = (0.0, 1.0)
    while loss(rates(high)) > maxLoss, high < 1e9 { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if loss(rates(middle)) > maxLoss { low = middle } else { high = middle }
    }
    (held, self.loss) = (rates(high), loss(rates(high)))
  }
}
