import Accumulation
import Glibc

/// Verdicts by plain loops over every formula, in no hurry.
struct VerdictsOracle {
  let terms: VerdictTerms
  /// Per unit, batch and delta in the order of time.
  let units: [[(batch: Int32, delta: Double)]]

  private var alpha: Double { terms.rules.alpha }
  private static let stakes = (1...19).map { Double($0) * 0.05 }

  private func counted(_ unit: Int) -> [(batch: Int32, delta: Double)] {
    units[unit].filter { $0.batch >= terms.first }
  }

  private func bounded(_ delta: Double, _ bound: Double?) -> Double {
    guard let bound else { return delta == 0 ? 0 : (delta > 0 ? 1 : -1) }
    return min(1, max(-1, delta / bound))
  }

  private func outcomes(_ unit: Int) -> [Double] {
    counted(unit).map { batch, delta in
      if terms.sizes.isEmpty { return bounded(delta, terms.bet) }
      return bounded(delta, terms.sizes[Int(batch)] > 0 ? terms.sizes[Int(batch)] : nil)
    }
  }

  func value(_ outcomes: [Double]) -> Double {
    let stakes = VerdictsOracle.stakes + (terms.sizes.isEmpty ? [] : [0.97])
    let shares = stakes.map { terms.sizes.isEmpty ? 1 : $0 }
    let wealths = stakes.map { stake in outcomes.reduce(1) { $0 * (1 + stake * $1) } }
    return zip(shares, wealths).map { $0 * $1 }.reduce(0, +) / shares.reduce(0, +)
  }

  /// Theorem 2 of Waudby-Smith and Ramdas, from the whole prefix at every step.
  func steady(_ values: [Double], _ alpha: Double) -> (low: Double, high: Double)? {
    guard !values.isEmpty else { return nil }
    var (low, high) = (0.0, 1.0)
    func mean(_ t: Int) -> Double { (0.5 + values[..<t].reduce(0, +)) / Double(t + 1) }
    func variance(_ t: Int) -> Double {
      (0.25 + (0..<t).map { pow(values[$0] - mean($0 + 1), 2) }.reduce(0, +)) / Double(t + 1)
    }
    func stake(_ t: Int) -> Double {
      min(0.5, sqrt(2 * log(2 / alpha) / (variance(t - 1) * Double(t) * log(Double(t + 1)))))
    }
    var (sum, weighted, grown) = (0.0, 0.0, 0.0)
    for t in 1...values.count {
      sum += stake(t)
      weighted += stake(t) * values[t - 1]
      grown += pow(values[t - 1] - mean(t - 1), 2) * (-log1p(-stake(t)) - stake(t))
      low = max(low, weighted / sum - (log(2 / alpha) + grown) / sum)
      high = min(high, weighted / sum + (log(2 / alpha) + grown) / sum)
    }
    let average = values.reduce(0, +) / Double(values.count)
    return low > high ? (min(low, average), max(high, average)) : (low, high)
  }

  func drifting(_ values: [Double], _ alpha: Double) -> (low: Double, high: Double)? {
    guard !values.isEmpty else { return nil }
    let n = Double(values.count)
    let squares = values.indices.map { t in
      pow(values[t] - (0.5 + values[..<t].reduce(0, +)) / Double(t + 1), 2)
    }
    let halves = (1...12).map { k in
      let stake = exp(-Double(k) / 2)
      return (log(24 / alpha) + squares.reduce(0, +) * (-log1p(-stake) - stake)) / (stake * n)
    }
    let (mean, half) = (values.reduce(0, +) / n, halves.min() ?? 1)
    return (max(0, mean - half), min(1, mean + half))
  }

  func interval(_ deltas: [Double], _ alpha: Double) -> (low: Double, high: Double)? {
    let values = deltas.map { (bounded($0, terms.bound) + 1) / 2 }
    let found = terms.rules.interval == .steady ? steady(values, alpha) : drifting(values, alpha)
    return found.map { ((2 * $0.low - 1) * terms.scale, (2 * $0.high - 1) * terms.scale) }
  }

  func interval(of unit: Int) -> (low: Double, high: Double)? { interval(counted(unit).map(\.delta), alpha) }

  private func isFading(_ unit: Int) -> Bool {
    let outcomes = outcomes(unit)
    guard
      let begun = (1...max(1, outcomes.count)).first(where: { value(Array(outcomes.prefix($0))) >= 1 / alpha }
      )
    else { return false }
    // Each gambler's own product, all of them anew at every outcome.
    var played: [Double] = []
    for t in outcomes.indices.dropFirst(begun) {
      let low = steady(outcomes[..<t].map { (1 + $0) / 2 }, alpha)?.low ?? 0
      let level = max(0, 2 * low - 1)
      played.append((outcomes[t] - level) / (1 + level))
      let money = VerdictsOracle.stakes.map { stake in
        var sum = 1 / Double(played.count + 1)
        for k in 1...played.count {
          sum += played[(k - 1)...].reduce(1 / Double(k * (k + 1))) { $0 * (1 - stake * $1) }
        }
        return sum
      }
      if money.reduce(0, +) / 19 >= 2 / alpha { return true }
    }
    return false
  }

  private func isSceneSpecific(_ unit: Int) -> Bool {
    var scenes: [Int32] = []
    for (batch, _) in counted(unit) where !terms.scenes.isEmpty {
      let scene = terms.scenes[Int(batch)]
      if scene >= 0, !scenes.contains(scene) { scenes.append(scene) }
    }
    let intervals = scenes.enumerated().compactMap { place, scene in
      interval(
        counted(unit).filter { terms.scenes[Int($0.batch)] == scene }.map(\.delta),
        alpha / Double((place + 1) * (place + 2)))
    }
    return intervals.contains { one in
      intervals.contains { other in
        (one.low > 0 && other.high < one.low && other.low <= 0)
          || (one.high < 0 && other.low > one.high && other.high >= 0)
      }
    }
  }

  /// The sides that the closure of e-BH certifies: for every k, whether every f of the k largest add up to enough.
  private func certifiedSides() -> [[Bool]] {
    let values = units.indices.map { [value(outcomes($0)), value(outcomes($0).map { -$0 })] }
    let sorted = values.flatMap { $0 }.sorted(by: >)
    let count = Double(sorted.count)
    let last = (1...max(1, sorted.count)).last { k in
      guard k <= sorted.count else { return false }
      let rising = sorted.prefix(k).reversed().map { $0 }
      return (1...k).allSatisfy { f in
        let needed = Double(f) * (count - Double(k) + Double(f)) / (alpha * Double(k))
        return rising.prefix(f).reduce(0, +) >= needed * (1 - 1e-9)
      }
    }
    return values.map { $0.map { value in last.map { value >= sorted[$0 - 1] } ?? false } }
  }

  func verdicts() -> [Verdict] {
    let sides = certifiedSides()
    return units.indices.map { unit in
      if isFading(unit) { return .fading }
      if isSceneSpecific(unit) { return .sceneSpecific }
      if sides[unit][0] { return .stable }
      if sides[unit][1] { return .harmful }
      let margin = terms.rules.margin * terms.scale
      guard let interval = interval(of: unit), interval.low >= -margin, interval.high <= margin else {
        return .undecided
      }
      return .negligible
    }
  }
}
