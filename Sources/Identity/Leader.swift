import Basics

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
public enum Leader {
  public static func partition(
    _ operations: Operations, vectors: Vectors, constraints: Constraints, tau: Cosine, pulse: Pulse = .silent
  ) throws -> Partition {
    try partition(
      operations, constraints: constraints, tau: tau, pulse: pulse,
      index: ComparedLeaders(operations, vectors, floor: floor(tau)))
  }

  /// The partition is the same whichever index looks for leaders down to `floor(tau)`.
  package static func partition(
    _ operations: Operations, constraints: Constraints, tau: Cosine, pulse: Pulse = .silent,
    index: some LeaderIndex, candidateLimit: Int = CandidateList.most
  ) throws -> Partition {
    var placing = Placing(
      count: operations.count, constraints: constraints, tau: tau, index: index,
      candidates: CandidateList(tau: tau, limit: candidateLimit))
    for operation in 0..<Int32(operations.count) { try placing.place(operation, pulse) }
    return placing.partition
  }

  /// Leaders this close are worth a person's look.
  package static func floor(_ tau: Cosine) -> Cosine { tau.lowered(by: Candidate.window) }
}

/// Operations being placed, one after another. A unit goes by its founder, who is its oldest operation.
struct Placing<Index: LeaderIndex> {
  let constraints: Constraints
  let tau: Cosine

  private(set) var index: Index
  /// The founder of each operation's unit; of operations that are still to be placed it says nothing.
  private(set) var founderOf: SharedColumn<Int32>
  /// Who followed into a unit and leads in it beside its founder.
  private(set) var followers: [Int32] = []
  private(set) var candidates: CandidateList
  private var blocs = BlocUnits()

  init(count: Int, constraints: Constraints, tau: Cosine, index: Index, candidates: CandidateList) {
    self.init(
      founderOf: SharedColumn(repeating: -1, count: count), constraints: constraints, tau: tau, index: index,
      candidates: candidates)
  }

  /// Some operations are placed already.
  init(
    founderOf: SharedColumn<Int32>, constraints: Constraints, tau: Cosine, index: Index,
    candidates: CandidateList
  ) {
    (self.founderOf, self.constraints, self.tau) = (founderOf, constraints, tau)
    (self.index, self.candidates) = (index, candidates)
  }

  var partition: Partition {
    Partition(founderOf: founderOf.array, candidates: candidates.all, candidateWindow: candidates.window)
  }

  /// Gives one operation its unit.
  mutating func place(_ operation: Int32, _ pulse: Pulse) throws {
    let bloc = constraints.bloc(of: operation)
    let close =
      try bloc == nil
      ? index.closest(to: operation, tau: tau, pulse: pulse) : index.close(to: operation, pulse: pulse)
    let best = best(of: close, for: bloc)
    if let bloc, let unit = blocs.unit(of: bloc) {
      founderOf[Int(operation)] = unit
      if best == nil {
        followers.append(operation)
        lead(unit, operation, near: close)
      }
    } else if let best {
      join(operation, bloc, best)
    } else {
      found(operation, bloc, near: close)
    }
  }

  /// The highest cosine at or over tau; the older unit on a tie.
  private func best(of close: [Close], for bloc: Int32?) -> Close? {
    let apart = bloc.map { constraints.apart(from: $0) } ?? []
    var best: Close?
    for candidate in close where candidate.cosine >= tau {
      let unit = unit(of: candidate)
      if let best, (best.cosine, unit) >= (candidate.cosine, self.unit(of: best)) { continue }
      if blocs.bars(apart, from: unit) { continue }
      best = candidate
    }
    return best
  }

  private mutating func join(_ operation: Int32, _ bloc: Int32?, _ best: Close) {
    let unit = unit(of: best)
    founderOf[Int(operation)] = unit
    settle(bloc, in: unit)
    if best.cosine < tau.raised(by: Candidate.window) {
      candidates.add(Candidate(kind: .merged, first: best.leader, second: operation, cosine: best.cosine))
    }
  }

  private mutating func found(_ operation: Int32, _ bloc: Int32?, near close: [Close]) {
    founderOf[Int(operation)] = operation
    lead(operation, operation, near: close)
    settle(bloc, in: operation)
  }

  /// Whoever leads may be one with the leaders of other units, also where it followed into its own: a ruling that
  /// joins two units takes no other pair off the list.
  private mutating func lead(_ unit: Int32, _ operation: Int32, near close: [Close]) {
    index.add(operation)
    for other in close where self.unit(of: other) != unit {
      candidates.add(Candidate(kind: .near, first: other.leader, second: operation, cosine: other.cosine))
    }
  }

  private func unit(of close: Close) -> Int32 { founderOf[Int(close.leader)] }

  /// From now on who is of the bloc follows into the unit.
  mutating func settle(_ bloc: Int32?, in unit: Int32) {
    if let bloc { blocs.settle(bloc, in: unit) }
  }
}

extension Cosine {
  func lowered(by other: Cosine) -> Cosine { Cosine(tenThousandths: tenThousandths - other.tenThousandths) }
  func raised(by other: Cosine) -> Cosine { Cosine(tenThousandths: tenThousandths + other.tenThousandths) }
}
