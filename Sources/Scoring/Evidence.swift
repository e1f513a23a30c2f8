import Basics

/// What was accumulated per unit: one entry per unit in every column.
public struct Evidence: Sendable {
  /// As it was made first, and over it the units that have other observations since, or are new.
  let first: EvidencePart
  let later: Overlay<Row>
  let order: UnitOrder
  private let made = Later<EvidencePart>()
  private let mhats = Later<[Double?]>()
  /// What it was made from.
  let observations: Observations
  let accumulator: Accumulator

  /// What was accumulated of one unit.
  struct Row: Sendable {
    let n: Int32
    let mhat: Double?
    let last: Double?
    let share: Double?
  }

  /// Each unit is accumulated by itself, so the answer does not depend on how many work on it.
  public init(
    _ observations: Observations, unitCount: Int, accumulator: Accumulator, workers: Workers = .one
  ) {
    let columns = observations.flat
    let parts = workers.map { part in
      EvidencePart(columns, workers.share(part, of: unitCount), accumulator)
    }
    let first = EvidencePart(joining: parts)
    let ranked = parts.map(\.ranked).reduce([]) { RankKey.merged($0, $1) }
    self.init(
      first: first, later: Overlay(), order: UnitOrder(ranked, of: first.mhat), observations: observations,
      accumulator: accumulator)
  }

  init(
    first: EvidencePart, later: Overlay<Row>, order: UnitOrder, observations: Observations,
    accumulator: Accumulator
  ) {
    (self.first, self.later, self.order) = (first, later, order)
    (self.observations, self.accumulator) = (observations, accumulator)
  }
}

extension Evidence {
  package var unitCount: Int { observations.unitCount }

  /// Side by side. Complexity: O(1) as long as nothing came later, else O(units) once.
  var columns: EvidencePart {
    if later.isEmpty { return first }
    return made.value { first.overlaid(later) }
  }

  /// Number of observations.
  public var n: [Int32] { columns.n }
  /// `m̂`, whatever accumulator made it; nil for a unit without observations.
  public var mhat: [Double?] { later.isEmpty ? first.mhat : mhats.value { first.mhat(under: later) } }
  public var last: [Double?] { columns.last }
  /// Share of observations with a positive delta.
  public var share: [Double?] { columns.share }
  /// Units by descending `m̂`; those without observations come last. Ties keep the order of appearance.
  public var ranking: [Int32] { order.places { mhat }.ranking }
  /// The place of each unit in `ranking`, from 1; 0 for a unit without observations.
  public var rank: [Int32] { order.places { mhat }.rank }
}

/// `m̂` after each observation of a unit.
public func trajectory(of unit: Int, in observations: Observations, accumulator: Accumulator) -> [Double] {
  accumulator.path(of: unit, in: observations)
}
