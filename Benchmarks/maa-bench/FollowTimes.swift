import Glibc

/// How long each stage took, change by change, in milliseconds: as one waits for it, and of the processors' time, which
/// other work on the machine leaves as it is.
struct FollowTimes {
  private var stages: [(name: String, waited: [Double], worked: [Double])] = []

  mutating func time<Value>(_ name: String, _ make: () throws -> Value) rethrows -> Value {
    let (start, begun) = (ContinuousClock.now, clock())
    let value = try make()
    let waited = start.duration(to: .now) / .milliseconds(1)
    let worked = Double(clock() - begun) * 1_000 / Double(CLOCKS_PER_SEC)
    if let place = stages.firstIndex(where: { $0.name == name }) {
      stages[place].waited.append(waited)
      stages[place].worked.append(worked)
    } else {
      stages.append((name, [waited], [worked]))
    }
    return value
  }

  /// Each stage by itself, and with all before it.
  func report(_ change: String) {
    let none = [Double](repeating: 0, count: stages.first?.waited.count ?? 0)
    var (waited, worked) = (none, none)
    for stage in stages {
      waited = zip(waited, stage.waited).map(+)
      worked = zip(worked, stage.worked).map(+)
      print(
        "\(change)_\(stage.name)_ms \(FollowTimes.spread(stage.waited)) cpu \(FollowTimes.spread(stage.worked))",
        "with_all_before \(FollowTimes.spread(waited)) cpu \(FollowTimes.spread(worked))")
    }
  }

  private static func spread(_ times: [Double]) -> String {
    let sorted = times.sorted()
    func at(_ share: Double) -> Double { (sorted[Int(share * Double(sorted.count - 1))] * 10).rounded() / 10 }
    return "p50 \(at(0.5)) p99 \(at(0.99))"
  }
}
