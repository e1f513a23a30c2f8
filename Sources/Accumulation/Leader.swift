/// Leader identity, the method's linkage (DESIGN 6): an operation joins the unit of its key whose first
/// operation is most similar to it, if that cosine reaches tau; else it founds a unit.
///
/// Decisions come first. A bloc of operations ruled `same` is placed once, when its first member appears, and
/// every later member follows it whatever tau and key say. A bloc never enters a unit that holds a bloc it is
/// ruled `different` from. So the partition depends on the set of decisions, not on their order.
///
/// Complexity: O(operations × units of the key × dimension).
public struct Leader {
  let operations: Operations
  let vectors: Vectors
  let constraints: Constraints
  let tau: Cosine

  private var unitOf: [Int32] = []
  private var founders: [Int32] = []
  private var unitsOfKey: [UnitsOfKey]
  private var unitOfBloc: [Int32: Int32] = [:]
  private var blocsOfUnit: [Int32: Set<Int32>] = [:]
  private var candidates: [Candidate] = []

  public static func partition(
    _ operations: Operations, vectors: Vectors, constraints: Constraints, tau: Cosine, pulse: Pulse = .silent
  ) throws -> Partition {
    var leader = Leader(operations: operations, vectors: vectors, constraints: constraints, tau: tau)
    var comparisons = 0
    for operation in 0..<Int32(operations.count) {
      comparisons += leader.place(operation)
      guard comparisons >= beatEvery else { continue }
      comparisons = 0
      try pulse.beat("merging", Int(operation), operations.count)
    }
    return Partition(unitOf: leader.unitOf, founder: leader.founders, candidates: leader.candidates)
  }

  /// Some ten milliseconds of comparing.
  private static let beatEvery = 100_000

  private init(operations: Operations, vectors: Vectors, constraints: Constraints, tau: Cosine) {
    self.operations = operations
    self.vectors = vectors
    self.constraints = constraints
    self.tau = tau
    self.unitsOfKey = Array(repeating: UnitsOfKey(), count: operations.keyCount)
    self.unitOf.reserveCapacity(operations.count)
  }

  /// Gives one operation its unit; returns how many comparisons that took.
  private mutating func place(_ operation: Int32) -> Int {
    let bloc = constraints.bloc(of: operation)
    if let bloc, let unit = unitOfBloc[bloc] {
      unitOf.append(unit)
      return 1
    }
    let key = Int(operations.key[Int(operation)])
    let close = unitsOfKey[key].close(
      to: Int(operation), in: vectors, floor: tau.lowered(by: Candidate.window))
    if let best = best(of: close, for: bloc) {
      join(operation, bloc, best)
    } else {
      found(operation, bloc, key, near: close)
    }
    return unitsOfKey[key].units.count
  }

  /// The highest cosine at or over tau; the older unit on a tie, as `close` is in order of age.
  private func best(of close: [Close], for bloc: Int32?) -> Close? {
    let apart = bloc.map { constraints.apart(from: $0) } ?? []
    var best: Close?
    for candidate in close where candidate.cosine >= tau {
      if let best, best.cosine >= candidate.cosine { continue }
      if !apart.isEmpty, let blocs = blocsOfUnit[candidate.unit], !blocs.isDisjoint(with: apart) { continue }
      best = candidate
    }
    return best
  }

  private mutating func join(_ operation: Int32, _ bloc: Int32?, _ best: Close) {
    unitOf.append(best.unit)
    settle(bloc, in: best.unit)
    if best.cosine < tau.raised(by: Candidate.window) {
      candidates.append(
        Candidate(kind: .merged, first: founders[Int(best.unit)], second: operation, cosine: best.cosine))
    }
  }

  private mutating func found(_ operation: Int32, _ bloc: Int32?, _ key: Int, near: [Close]) {
    let unit = Int32(founders.count)
    founders.append(operation)
    unitOf.append(unit)
    unitsOfKey[key].add(unit: unit, founder: Int(operation), vectors)
    settle(bloc, in: unit)
    for other in near {
      candidates.append(
        Candidate(kind: .near, first: founders[Int(other.unit)], second: operation, cosine: other.cosine))
    }
  }

  private mutating func settle(_ bloc: Int32?, in unit: Int32) {
    guard let bloc else { return }
    unitOfBloc[bloc] = unit
    blocsOfUnit[unit, default: []].insert(bloc)
  }
}

/// A unit whose founder is close to the operation at hand.
struct Close {
  let unit: Int32
  let cosine: Cosine
}

/// The units of one key, the vectors of their founders side by side.
private struct UnitsOfKey {
  var units: [Int32] = []
  private var rows: [Float] = []

  mutating func add(unit: Int32, founder: Int, _ vectors: Vectors) {
    units.append(unit)
    rows.append(
      contentsOf: vectors.values[(founder * vectors.dimension)..<((founder + 1) * vectors.dimension)])
  }

  func close(to operation: Int, in vectors: Vectors, floor: Cosine) -> [Close] {
    var found: [Close] = []
    let dimension = vectors.dimension
    // A sum this far under the floor rounds to a cosine under the floor: most pairs need no rounding.
    let screen = Float(floor.value) - 0.001
    vectors.values.withUnsafeBufferPointer { all in
      rows.withUnsafeBufferPointer { rows in
        guard let all = all.baseAddress, let rows = rows.baseAddress else { return }
        // Safe: `operation` is a row of `vectors`, and `rows` holds one row per unit.
        let own = all + operation * dimension
        for index in units.indices {
          let sum = dot(own, rows + index * dimension, dimension)
          guard sum >= screen else { continue }
          let cosine = Cosine(sum)
          if cosine >= floor { found.append(Close(unit: units[index], cosine: cosine)) }
        }
      }
    }
    return found
  }
}

extension Cosine {
  func lowered(by other: Cosine) -> Cosine { Cosine(tenThousandths: tenThousandths - other.tenThousandths) }
  func raised(by other: Cosine) -> Cosine { Cosine(tenThousandths: tenThousandths + other.tenThousandths) }
}
