/// Operations being placed under several taus: `Placing` under each of them, by one look at what lies near. What holds under
/// which taus is a word with a bit for each.
struct LadderPlacing {
  private let taus: [Cosine]
  private let constraints: Constraints
  /// Of each operation of the log, the place in what follows.
  private let places: [Int32]
  /// Of each operation that is placed: its founder under each tau.
  private(set) var founders: [Int32] = []
  /// Of each: the taus under which it leads.
  private var leads: [UInt64] = []
  /// For each tau.
  private var blocs: [BlocUnits]
  /// The most similar first, and then the oldest.
  private var found: [Found] = []

  /// By how far the cosine lies under the largest number, where what is less than 0 lies beyond it; then by the leader.
  private struct Found: Comparable {
    private let packed: UInt64

    init(_ close: Close) {
      packed =
        UInt64(UInt32(bitPattern: Int32.max &- close.cosine.tenThousandths)) << 32
        | UInt64(UInt32(bitPattern: close.leader))
    }

    var cosine: Cosine { Cosine(tenThousandths: Int32.max &- Int32(truncatingIfNeeded: packed >> 32)) }
    var leader: Int32 { Int32(truncatingIfNeeded: packed) }
    static func < (left: Found, right: Found) -> Bool { left.packed < right.packed }
  }

  init(taus: [Cosine], constraints: Constraints, places: [Int32]) {
    precondition(taus.count <= TauLadder.mostTaus, "a bit for each tau")
    (self.taus, self.constraints, self.places) = (taus, constraints, places)
    blocs = Array(repeating: BlocUnits(), count: taus.count)
  }

  /// Gives one operation its units; gives the taus under which it leads from now on.
  mutating func place(_ operation: Int32, near close: [Close]) -> UInt64 {
    found.removeAll(keepingCapacity: true)
    for close in close { found.append(Found(close)) }
    found.sort()
    let own = founders.count
    founders.append(contentsOf: repeatElement(.max, count: taus.count))
    let leading =
      if let bloc = constraints.bloc(of: operation) { place(operation, of: bloc, own) } else {
        join(operation, own)
      }
    leads.append(leading)
    return leading
  }

  // MARK: An operation that no ruling is about

  /// Under each tau it joins the unit of the most similar leader, the older unit on a tie, and else founds one.
  private mutating func join(_ operation: Int32, _ own: Int) -> UInt64 {
    var (open, place) = (LadderPlacing.bits(taus.count), 0)
    while place < found.count {
      let cosine = found[place].cosine
      let reached = open & LadderPlacing.bits(taus.partitioningIndex { $0 > cosine })
      if reached == 0 { break }
      while place < found.count, found[place].cosine == cosine {
        open &= ~offer(found[place].leader, under: reached, own)
        place += 1
      }
    }
    for tau in SetBits(open) { founders[own + tau] = operation }
    return open
  }

  /// The taus under which it leads, of those that are asked for.
  private mutating func offer(_ leader: Int32, under wanted: UInt64, _ own: Int) -> UInt64 {
    let place = Int(places[Int(leader)])
    let leading = leads[place] & wanted
    for tau in SetBits(leading) {
      founders[own + tau] = min(founders[own + tau], founders[place * taus.count + tau])
    }
    return leading
  }

  private static func bits(_ count: Int) -> UInt64 { count == 64 ? .max : 1 << UInt64(count) - 1 }

  // MARK: An operation of a bloc

  private mutating func place(_ operation: Int32, of bloc: Int32, _ own: Int) -> UInt64 {
    let apart = constraints.apart(from: bloc)
    var leading: UInt64 = 0
    for tau in taus.indices {
      let best = best(under: tau) { [blocs] unit in blocs[tau].bars(apart, from: unit) }
      let unit = blocs[tau].unit(of: bloc) ?? best ?? operation
      founders[own + tau] = unit
      blocs[tau].settle(bloc, in: unit)
      if best == nil { leading |= 1 << UInt64(tau) }
    }
    return leading
  }

  /// The unit of the most similar leader that it may join.
  private func best(under tau: Int, unless isBarred: (_ unit: Int32) -> Bool) -> Int32? {
    var best: (cosine: Cosine, unit: Int32)?
    for near in found where near.cosine >= taus[tau] {
      if let best, near.cosine < best.cosine { break }
      let place = Int(places[Int(near.leader)])
      guard leads[place] & 1 << UInt64(tau) != 0 else { continue }
      let unit = founders[place * taus.count + tau]
      if isBarred(unit) { continue }
      best = (near.cosine, min(unit, best?.unit ?? unit))
    }
    return best?.unit
  }
}

/// Which units blocs lie in. A unit goes by its founder.
struct BlocUnits {
  private var unitOfBloc: [Int32: Int32] = [:]
  private var blocsOfUnit: [Int32: Set<Int32>] = [:]

  func unit(of bloc: Int32) -> Int32? { unitOfBloc[bloc] }

  /// Whether the unit holds one of these blocs.
  func bars(_ apart: Set<Int32>, from unit: Int32) -> Bool {
    guard !apart.isEmpty, let blocs = blocsOfUnit[unit] else { return false }
    return !blocs.isDisjoint(with: apart)
  }

  /// From now on who is of the bloc follows into the unit.
  mutating func settle(_ bloc: Int32, in unit: Int32) {
    unitOfBloc[bloc] = unit
    blocsOfUnit[unit, default: []].insert(bloc)
  }
}

/// The places of the bits of a word that are set, the lowest first.
private struct SetBits: Sequence, IteratorProtocol {
  private var left: UInt64

  init(_ word: UInt64) { left = word }

  mutating func next() -> Int? {
    guard left != 0 else { return nil }
    defer { left &= left - 1 }
    return left.trailingZeroBitCount
  }
}
