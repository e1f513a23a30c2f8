import Analyses
import Answers
import Basics
import Identity
import Language
import Scoring
import TraceLogs

/// Which units a plot of units shows: those named, else those with the most observations, what is best supported first.
package struct PlottedUnits {
  let units: [Int]
  /// How many there were to choose from.
  let total: Int
  /// Named units without observations.
  let absent: [Int]
  private let isNamed: Bool

  static let usualLimit = 20

  /// Without names, the limit chooses; names that this log does not know choose nothing.
  package init(_ analysis: Analysis, named: [Int]?, limit: Int?) throws {
    let evidence = try analysis.evidence()
    isNamed = named != nil
    if let named {
      units = named.filter { evidence.n[$0] > 0 }
      (total, absent) = (units.count, named.filter { evidence.n[$0] == 0 })
      return
    }
    let ranked = try analysis.posterior().ranking.map(Int.init).filter { evidence.n[$0] > 0 }
    // Of as many observations, the better supported.
    let chosen = ranked.indices.sorted { (evidence.n[ranked[$1]], $0) < (evidence.n[ranked[$0]], $1) }
    units = chosen.prefix(limit ?? PlottedUnits.usualLimit).sorted().map { ranked[$0] }
    (total, absent) = (ranked.count, [])
  }

  /// What is said below the plot, or in its place.
  var notes: [Answer.Block] {
    let missing = absent.map { Answer.Block.said("\(unitName($0)) has no observation: nothing scores it") }
    if !missing.isEmpty || units.count == total && total > 0 { return missing }
    if total == 0, isNamed { return [.said("none of these wordings is in the log")] }
    if total == 0 { return [.said("no unit has an observation, so there is nothing to draw")] }
    if units.isEmpty { return [.said("--limit 0 shows none")] }
    let all = counted(total, "unit")
    return [.said("\(units.count) of \(all), those with the most observations; --limit N shows more")]
  }
}

extension Analysis {
  /// The stable name of a unit: that of the operation that founded it.
  func name(ofUnit unit: Int) throws -> String {
    try name(of: Int(try partition().founder[unit])).description
  }
}
