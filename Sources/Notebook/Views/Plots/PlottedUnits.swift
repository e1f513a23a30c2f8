import Accumulation
import Tables

/// Which units a plot of units shows: those named, else the first by m̂ that have observations.
struct PlottedUnits {
  let units: [Int]
  /// How many there were to choose from.
  let total: Int
  /// Named units without observations.
  let absent: [Int]

  static let usualLimit = 20

  /// Those that were named are none of this log.
  static let none = PlottedUnits(units: [], total: 0, absent: [])

  /// What is said below the plot, or in its place.
  var notes: [Answer.Block] {
    let missing = absent.map { Answer.Block.said("\(unitName($0)) has no observation: nothing scores it") }
    if units.isEmpty, absent.isEmpty {
      let why =
        total == 0 ? "no unit has an observation, so there is nothing to draw" : "--limit 0 shows none"
      return [.said(why)]
    }
    if units.count < total {
      return [.said("\(units.count) of \(counted(total, "unit")), the highest m̂ first; --limit N shows more")]
    }
    return missing
  }
}

extension PlottedUnits {
  init(_ analysis: Analysis, named: [Int], limit: Int?) throws {
    let evidence = try analysis.evidence()
    if named.isEmpty {
      let observed = evidence.ranking.lazy.map(Int.init).prefix { evidence.n[$0] > 0 }
      units = Array(observed.prefix(limit ?? PlottedUnits.usualLimit))
      total = evidence.n.count { $0 > 0 }
      absent = []
    } else {
      units = named.filter { evidence.n[$0] > 0 }
      total = units.count
      absent = named.filter { evidence.n[$0] == 0 }
    }
  }
}

extension Analysis {
  /// The stable name of a unit: that of the operation that founded it.
  func name(ofUnit unit: Int) throws -> String {
    try name(of: Int(try partition().founder[unit])).description
  }
}
