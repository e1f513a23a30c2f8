import Identity

/// What merging got wrong at one unit, in pairs of labelled operations.
public struct UnitCost: Sendable, Equatable {
  public let unit: Int32
  public let labelled: Int
  /// Pairs inside of the unit that are not the same.
  public let pollution: Int
  /// Pairs of a member and an operation elsewhere that are the same.
  public let fragmentation: Int
  /// How many true operations it holds, and over how many further units those are spread.
  public let identities: Int
  public let elsewhere: Int
  /// In operations: members that are not what most of the unit is, and what belongs with those most and stands elsewhere.
  public let strangers: Int
  public let missing: Int

  public var pairs: Int { pollution + fragmentation }
}

extension UnitCost {
  /// The units that something is wrong with, the costliest first; the older one on a tie.
  /// Complexity: O(operations · log operations).
  public static func all(_ identities: TrueIdentities, _ partition: Partition) -> [UnitCost] {
    let table = Contingency(identities, partition)
    var unitsOf = [Set<Int32>](repeating: [], count: identities.count)
    for cell in table.cells { unitsOf[Int(cell.identity)].insert(cell.unit) }
    var costs: [UnitCost] = []
    var start = 0
    while start < table.cells.count {
      let unit = table.cells[start].unit
      let end = table.cells[start...].firstIndex { $0.unit != unit } ?? table.cells.count
      let cost = UnitCost(unit, table.cells[start..<end], table, unitsOf)
      if cost.pairs > 0 { costs.append(cost) }
      start = end
    }
    return costs.sorted { ($1.pairs, $0.unit) < ($0.pairs, $1.unit) }
  }

  private init(
    _ unit: Int32, _ cells: ArraySlice<Contingency.Overlap>, _ table: Contingency, _ unitsOf: [Set<Int32>]
  ) {
    let size = table.unitSize[Int(unit)]
    var right = 0
    var missed = 0
    var others: Set<Int32> = []
    for cell in cells {
      right += cell.count * (cell.count - 1) / 2
      missed += cell.count * (table.identitySize[Int(cell.identity)] - cell.count)
      others.formUnion(unitsOf[Int(cell.identity)])
    }
    others.remove(unit)
    // Of equally many the one that came first, which `max` would not give.
    let most = cells.dropFirst().reduce(cells[cells.startIndex]) { $1.count > $0.count ? $1 : $0 }
    self.init(
      unit: unit, labelled: size, pollution: size * (size - 1) / 2 - right, fragmentation: missed,
      identities: cells.count, elsewhere: others.count,
      strangers: size - most.count, missing: table.identitySize[Int(most.identity)] - most.count)
  }
}
