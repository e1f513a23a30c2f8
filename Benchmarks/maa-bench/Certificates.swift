import Basics
import Scoring
import Simulating

extension MaaBench {
  /// How many null worlds of each kind ever certify anything, and how soon units that have an effect are certified.
  static func certificates(worlds: Int) {
    for kind in NullWorld.Kind.allCases {
      let ever = (0..<worlds).count { seed in
        var world = NullWorld(kind, units: 40, seed: UInt64(seed + 1))
        return Certificates((0..<100).map { _ in world.next() }, bets: .sizes).isAnyEver(alpha: 0.05)
      }
      print("\(kind.rawValue)  ever a certificate in \(ever) of \(worlds) worlds")
    }
    for accuracy in [0.615, 0.74, 0.9] { print(speed(accuracy, worlds: max(1, worlds / 5))) }
  }

  /// Forty units of normal deltas, of which ten help or harm so that a delta has their sign with this probability.
  private static func speed(_ accuracy: Double, worlds: Int) -> String {
    let effect = NormalDistribution.quantile(accuracy)
    var times: [[Int]] = [[], [], []]
    for seed in 0..<worlds {
      var random = Randomness(seed: UInt64(seed + 1))
      let batches = (0..<(accuracy < 0.7 ? 400 : 150)).map { _ in
        (0..<40).map { unit -> Double? in
          random.normal() + (unit < 10 ? (unit % 2 == 0 ? effect : -effect) : 0)
        }
      }
      let (signs, sizes) = (Certificates(batches, bets: .signs), Certificates(batches, bets: .sizes))
      times[0] += signs.firstTimes(of: 0..<10, isClosed: false)
      times[1] += signs.firstTimes(of: 0..<10, isClosed: true)
      times[2] += sizes.firstTimes(of: 0..<10, isClosed: true)
    }
    let medians = times.map { $0.sorted()[$0.count / 2] }
    return
      "accuracy \(accuracy)  batches, median: signs \(medians[0]), closed \(medians[1]), sizes closed \(medians[2])"
  }
}

/// The e-values of some units after each batch.
private struct Certificates {
  /// Per batch, of all units that they help, then that they harm.
  private var logarithms: [[Double]]

  init(_ batches: [[Double?]], bets: VerdictRules.Bets) {
    let units = batches.first?.count ?? 0
    var (tally, outcomes) = (SizeTally(), [[Double]](repeating: [], count: units))
    for deltas in batches {
      let size = bets == .sizes ? tally.usual : 0
      for (unit, delta) in deltas.enumerated() {
        outcomes[unit].append(Certificates.outcome(delta ?? 0, size, bets))
        tally.add(delta ?? 0)
      }
    }
    logarithms = Array(repeating: Array(repeating: 0, count: 2 * units), count: batches.count)
    for unit in 0..<units {
      for (batch, value) in EvidenceValue.course(outcomes[unit], ofSizes: bets == .sizes).enumerated() {
        (logarithms[batch][unit], logarithms[batch][units + unit]) = (value.helps, value.harms)
      }
    }
  }

  private static func outcome(_ delta: Double, _ size: Double, _ bets: VerdictRules.Bets) -> Double {
    if bets == .signs || size == 0 { return delta > 0 ? 1 : (delta < 0 ? -1 : 0) }
    return max(-1, min(1, delta / size))
  }

  func isAnyEver(alpha: Double) -> Bool {
    logarithms.contains { !certified(logarithms: $0, alpha: alpha).isEmpty }
  }

  /// After how many batches each is certified first; one more than there are where it never is.
  func firstTimes(of units: Range<Int>, isClosed: Bool) -> [Int] {
    var first: [Int: Int] = [:]
    for (batch, values) in logarithms.enumerated() {
      let taken = isClosed ? certified(logarithms: values, alpha: 0.05) : plain(values)
      for position in taken where first[position % (values.count / 2)] == nil {
        first[position % (values.count / 2)] = batch + 1
      }
    }
    return units.map { first[$0] ?? logarithms.count + 1 }
  }

  /// e-BH without closure.
  private func plain(_ values: [Double]) -> [Int] {
    let falling = values.sorted(by: >)
    let least = falling.indices.last { place in
      falling[place] >= naturalLogarithm(Double(values.count) / 0.05 / Double(place + 1))
    }
    return least.map { place in values.indices.filter { values[$0] >= falling[place] } } ?? []
  }
}
