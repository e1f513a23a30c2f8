import Accumulation
import GoldenSupport

/// Observations of some units, and terms to judge them by.
struct RandomUnits {
  private(set) var units: [[(batch: Int32, delta: Double)]] = []
  private(set) var terms = VerdictTerms(batchCount: 0)
  private let batchCount: Int

  /// Each unit's deltas, one in each `every`-th batch from the first.
  init(_ deltas: [[Double]], every: Int = 1) {
    units = deltas.map { $0.enumerated().map { (Int32($0.offset * every), $0.element) } }
    batchCount = (deltas.map(\.count).max() ?? 0) * every
  }

  /// One unit that was observed so.
  init(observed: [(batch: Int32, delta: Double)]) {
    units = [observed]
    batchCount = Int(observed.last?.batch ?? -1) + 1
  }

  /// Units that help, harm, do nothing, change their worth at some time, or differ by scene.
  init(_ random: inout SeededGenerator, units count: Int = 12) {
    batchCount = Int.random(in: 1...260, using: &random)
    terms = RandomUnits.terms(batchCount, &random)
    for _ in 0..<count {
      let (kind, worth) = (Int.random(in: 0..<6, using: &random), Double.random(in: 0...0.9, using: &random))
      let change = Int.random(in: 20...120, using: &random)
      let isRare = Bool.random(using: &random) && Bool.random(using: &random)
      var unit: [(batch: Int32, delta: Double)] = []
      for batch in 0..<batchCount where !isRare || Int.random(in: 0..<4, using: &random) == 0 {
        let scene = terms.scenes.isEmpty ? 0 : terms.scenes[batch]
        let mean = [worth, -worth, 0, batch < change ? 0.9 : -0.9, scene == 1 ? 0.9 : -worth, 0.01][kind]
        let isUp = Double.random(in: 0..<1, using: &random) < (1 + mean) / 2
        let size = kind == 5 ? 0.02 : Double(Int.random(in: kind == 2 ? 0...3 : 1...4, using: &random))
        unit.append((Int32(batch), isUp ? size : -size))
      }
      units.append(unit)
    }
  }

  private static func terms(_ batchCount: Int, _ random: inout SeededGenerator) -> VerdictTerms {
    var terms = VerdictTerms(batchCount: batchCount)
    terms.rules.alpha = [0.01, 0.05, 0.2].randomElement(using: &random) ?? 0.05
    terms.rules.margin = [0.1, 0.3].randomElement(using: &random) ?? 0.1
    terms.rules.interval = ConfidenceSequence.Kind.allCases.randomElement(using: &random) ?? .steady
    terms.bet = [nil, 2.5].randomElement(using: &random) ?? nil
    terms.bound = [nil, 4].randomElement(using: &random) ?? nil
    terms.first = Int32(Int.random(in: 0...3, using: &random) * 5)
    if Bool.random(using: &random) {
      terms.scenes = (0..<batchCount).map { _ in Int32(Int.random(in: -1...2, using: &random)) }
    }
    if terms.bet == nil, Bool.random(using: &random) {
      terms = terms.betting(
        on: (0..<batchCount).map { $0 == 0 ? 0 : [1, 2.5, 4][Int.random(in: 0..<3, using: &random)] })
    }
    return terms
  }

  func verdicts(_ terms: VerdictTerms, workers: Workers = .one) throws -> Verdicts {
    try Verdicts(observations, unitCount: units.count, terms: terms, workers: workers)
  }

  var observations: Observations {
    let rows = units.indices.flatMap { unit in units[unit].map { (unit: Int32(unit), $0.batch, $0.delta) } }
      .enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element)
    return Observations(
      unitCount: units.count, unit: rows.map(\.0), batch: rows.map(\.1), delta: rows.map(\.2))
  }
}
