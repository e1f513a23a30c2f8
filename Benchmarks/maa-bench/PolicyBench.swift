import Basics
import Memory
import Scoring
import Simulating
import TraceLogs

extension MaaBench {
  /// How policies stand to each other on planted logs of each regime, log by log: mean difference of regret with its 95%
  /// interval; and what each departure of the paper's loop costs in regret.
  static func policies(seeds: Int) throws {
    for regime in World.Regime.allCases {
      var world = World(regime)
      world.isComplete = true
      var regrets: [String: [Double]] = [:]
      for seed in 1...max(2, seeds) {
        let log = Simulation(world, seed: UInt64(seed)).log()
        for (name, regret) in try regretsOfAll(log) { regrets[name, default: []].append(regret) }
      }
      for (first, second) in pairs { print(difference(first, second, regrets, regime)) }
    }
  }

  private static let departures: [(String, PaperDepartures)] = [
    ("ages", .ages), ("forgets", .forgets), ("rolls back", .rollsBack), ("places", .places),
  ]

  private static var pairs: [(String, String)] {
    ["maa", "value", "usefulness", "bandit"].map { ("posterior", $0) } + [("paper", "maa")]
      + departures.map { ("maa + \($0.0)", "maa") }
  }

  private static func regretsOfAll(_ log: TraceLog) throws -> [(String, Double)] {
    let kinds: [PolicyKind] = [.maa, .value, .usefulness, .bandit, .posterior, .paper]
    var regrets = try comparePolicies(kinds, on: field(log, [])).compactMap { figures in
      figures.worth.map { (figures.kind.rawValue, $0.regret) }
    }
    for (name, departure) in departures {
      for figures in try comparePolicies([.paper], on: field(log, departure)) where figures.kind == .paper {
        if let worth = figures.worth { regrets.append(("maa + \(name)", worth.regret)) }
      }
    }
    return regrets
  }

  private static func field(_ log: TraceLog, _ departures: PaperDepartures) -> PolicyField {
    var rules = PoolRules()
    rules.departures = departures
    return Ablation.Conditions(rule: DeltaRule(), accumulator: .ema(beta: 0.9), beta: 0.9, rules: rules)
      .field(of: log)
  }

  private static func difference(
    _ first: String, _ second: String, _ regrets: [String: [Double]], _ regime: World.Regime
  ) -> String {
    let (left, right) = (regrets[first] ?? [], regrets[second] ?? [])
    guard let interval = Interval.mean(zip(left, right).map { $0 - $1 }, confidence: 0.95) else { return "" }
    let numbers = [interval.estimate, interval.low, interval.high].map { ($0 * 10).rounded() / 10 }
    return
      "\(regime.rawValue)  regret of \(first) less that of \(second): \(numbers[0]) (\(numbers[1]) to \(numbers[2]))"
  }
}
