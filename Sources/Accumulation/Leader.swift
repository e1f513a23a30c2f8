/// Leader identity, the method's linkage (docs/method.md): an operation joins the unit of its key whose first
/// operation is most similar to it, if that cosine reaches tau; else it founds a unit.
///
/// Decisions come first. A bloc of operations ruled `same` is placed once, when its first member appears, and
/// every later member follows it whatever tau and key say. A member that would have founded a unit of its own
/// leads in the unit it follows into, beside the founder: whoever is close to it comes along, so that joining two
/// units joins all of both. A bloc never enters a unit that holds a bloc it is ruled `different` from. So the
/// partition depends on the set of decisions, not on their order.
///
/// Complexity: O(operations × leaders of the key × dimension).
public struct Leader {
  let operations: Operations
  let vectors: Vectors
  let constraints: Constraints
  let tau: Cosine

  private var unitOf: [Int32] = []
  private var founders: [Int32] = []
  private var leadersOfKey: [LeadersOfKey]
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
    self.leadersOfKey = Array(repeating: LeadersOfKey(), count: operations.keyCount)
    self.unitOf.reserveCapacity(operations.count)
  }

  /// Gives one operation its unit; returns how many comparisons that took.
  private mutating func place(_ operation: Int32) -> Int {
    let bloc = constraints.bloc(of: operation)
    let key = Int(operations.key[Int(operation)])
    let close = leadersOfKey[key].close(
      to: Int(operation), in: vectors, floor: tau.lowered(by: Candidate.window))
    let best = best(of: close, for: bloc)
    if let bloc, let unit = unitOfBloc[bloc] {
      unitOf.append(unit)
      if best == nil { lead(unit, operation, key, near: close) }
    } else if let best {
      join(operation, bloc, best)
    } else {
      found(operation, bloc, key, near: close)
    }
    return leadersOfKey[key].count
  }

  /// The highest cosine at or over tau; the older unit on a tie.
  private func best(of close: [Close], for bloc: Int32?) -> Close? {
    let apart = bloc.map { constraints.apart(from: $0) } ?? []
    var best: Close?
    for candidate in close where candidate.cosine >= tau {
      if let best, (best.cosine, candidate.unit) >= (candidate.cosine, best.unit) { continue }
      if !apart.isEmpty, let blocs = blocsOfUnit[candidate.unit], !blocs.isDisjoint(with: apart) { continue }
      best = candidate
    }
    return best
  }

  private mutating func join(_ operation: Int32, _ bloc: Int32?, _ best: Close) {
    unitOf.append(best.unit)
    settle(bloc, in: best.unit)
    if best.cosine < tau.raised(by: Candidate.window) {
      candidates.append(Candidate(kind: .merged, first: best.leader, second: operation, cosine: best.cosine))
    }
  }

  private mutating func found(_ operation: Int32, _ bloc: Int32?, _ key: Int, near close: [Close]) {
    let unit = Int32(founders.count)
    founders.append(operation)
    unitOf.append(unit)
    lead(unit, operation, key, near: close)
    settle(bloc, in: unit)
  }

  /// Whoever leads may be one with the leaders of other units, also where it followed into its own: a ruling that
  /// joins two units takes no other pair off the list.
  private mutating func lead(_ unit: Int32, _ operation: Int32, _ key: Int, near close: [Close]) {
    leadersOfKey[key].add(unit: unit, operation: operation, vectors)
    for other in close where other.unit != unit {
      candidates.append(Candidate(kind: .near, first: other.leader, second: operation, cosine: other.cosine))
    }
  }

  private mutating func settle(_ bloc: Int32?, in unit: Int32) {
    guard let bloc else { return }
    unitOfBloc[bloc] = unit
    blocsOfUnit[unit, default: []].insert(bloc)
  }
}

/// An operation that leads a unit and is close to the one at hand.
struct Close {
  let unit: Int32
  let leader: Int32
  let cosine: Cosine
}

/// The operations of one key that lead units, their vectors side by side.
private struct LeadersOfKey {
  private var units: [Int32] = []
  private var leaders: [Int32] = []
  private var rows: [Float] = []

  var count: Int { units.count }

  mutating func add(unit: Int32, operation: Int32, _ vectors: Vectors) {
    let start = Int(operation) * vectors.dimension
    units.append(unit)
    leaders.append(operation)
    rows.append(contentsOf: vectors.values[start..<(start + vectors.dimension)])
  }

  func close(to operation: Int, in vectors: Vectors, floor: Cosine) -> [Close] {
    var found: [Close] = []
    let dimension = vectors.dimension
    // A sum this far under the floor rounds to a cosine under the floor: most pairs need no rounding.
    let screen = Float(floor.value) - 0.001
    vectors.values.withUnsafeBufferPointer { all in
      rows.withUnsafeBufferPointer { rows in
        guard let all = all.baseAddress, let rows = rows.baseAddress else { return }
        // Safe: `operation` is a row of `vectors`, and `rows` holds one row per leader.
        let own = all + operation * dimension
        for index in units.indices {
          let sum = dot(own, rows + index * dimension, dimension)
          guard sum >= screen else { continue }
          let cosine = Cosine(sum)
          if cosine >= floor {
            found.append(Close(unit: units[index], leader: leaders[index], cosine: cosine))
          }
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
