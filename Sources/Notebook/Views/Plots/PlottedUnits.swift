import Accumulation
import Tables

/// Which units a plot of units shows: those named, else as many as the limit says, by descending m̂.
struct PlottedUnits {
  /// Which of many are shown.
  enum Choice {
    case highest, mostObserved
  }

  let units: [Int]
  /// How many there were to choose from.
  let total: Int
  /// Named units without observations.
  let absent: [Int]
  private let choice: Choice

  static let usualLimit = 20

  /// Without names, the limit chooses; names that this log does not know choose nothing.
  init(_ analysis: Analysis, named: [Int]?, limit: Int?, _ choice: Choice) throws {
    let evidence = try analysis.evidence()
    self.choice = choice
    if let named {
      units = named.filter { evidence.n[$0] > 0 }
      (total, absent) = (units.count, named.filter { evidence.n[$0] == 0 })
      return
    }
    let ranked = evidence.ranking.lazy.map(Int.init).filter { evidence.n[$0] > 0 }
    let limit = limit ?? PlottedUnits.usualLimit
    (total, absent) = (evidence.n.count { $0 > 0 }, [])
    switch choice {
    case .highest: units = Array(ranked.prefix(limit))
    case .mostObserved:
      let ranked = Array(ranked)
      let chosen = ranked.indices.sorted { (evidence.n[ranked[$1]], $0) < (evidence.n[ranked[$0]], $1) }
      units = chosen.prefix(limit).sorted().map { ranked[$0] }
    }
  }

  /// What is said below the plot, or in its place.
  var notes: [Answer.Block] {
    let missing = absent.map { Answer.Block.said("\(unitName($0)) has no observation: nothing scores it") }
    if !missing.isEmpty || units.count == total && total > 0 { return missing }
    if total == 0 { return [.said("no unit has an observation, so there is nothing to draw")] }
    if units.isEmpty { return [.said("--limit 0 shows none")] }
    let which = choice == .highest ? "the highest m̂ first" : "those with the most observations"
    return [.said("\(units.count) of \(counted(total, "unit")), \(which); --limit N shows more")]
  }
}

extension Analysis {
  /// The stable name of a unit: that of the operation that founded it.
  func name(ofUnit unit: Int) throws -> String {
    try name(of: Int(try partition().founder[unit])).description
  }
}
