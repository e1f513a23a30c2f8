import Accumulation

/// The policies, written down slowly from docs/method.md. Memory is made anew from the list of all moves for every
/// question; nothing of `Bank`, `Ledger`, `Replay` or `Observations` is used.
struct PolicyOracle {
  let log: TraceLog
  let unitOf: [Int]
  let rules: PoolRules
  let effects: [Double?]
  let kind: PolicyKind

  fileprivate enum Move { case arrive(Int), write(Int) }
  fileprivate struct Slot {
    var id: String
    var text: String
  }
  fileprivate struct State {
    var items: [Slot] = []
    var ever: [String] = []
    var writer: [String: Int] = [:]
    var written: [Int] = []
  }

  private var moves: [Move] = []
  /// Who stood at the beginning of each batch.
  private var history: [[Int]] = []
  private(set) var applied: Set<Int> = []
  private(set) var gains: [Double] = []
  private(set) var banks: [[String]] = []
  private(set) var pairs = (scored: 0, all: 0)

  init(_ kind: PolicyKind, _ sample: PoolSample, effects: [Double?]) {
    (log, unitOf, rules, self.effects, self.kind) =
      (sample.log, sample.unitOf, sample.rules, effects, kind)
    moves = log.items.indices.filter { log.items[$0].since == 0 }.map(Move.arrive)
    for t in 1...max(1, log.batches.count) { step(t) }
  }

  private mutating func step(_ t: Int) {
    let k = budget(t)
    history.append(Set(state().writer.values).sorted())
    let (out, wanted, asked) = decision(t, k)
    pairs.all += asked.count
    pairs.scored += asked.filter { delta($0, t) != nil }.count
    moves.removeAll { if case .write(let unit) = $0 { out.contains(unit) } else { false } }
    var targets: [String] = []
    for unit in wanted {
      if let target = target(unit) {
        if targets.contains(target) { continue }
        targets.append(target)
      }
      let before = state().written.count
      moves.append(.write(unit))
      if state().written.count > before { applied.insert(unit) } else { moves.removeLast() }
    }
    moves += log.items.indices.filter { Int(log.items[$0].since) == t && !isMade(log.items[$0].id) }
      .map(Move.arrive)
    let state = state()
    banks.append(state.items.map { "\($0.id): \($0.text)" })
    gains.append(Set(state.writer.values).sorted().reduce(0) { $0 + (effects[$1] ?? 0) })
  }

  private func decision(_ t: Int, _ k: Int) -> (out: [Int], wanted: [Int], asked: [Int]) {
    let fresh = proposed(t)
    let known = (1...t).flatMap(proposed).reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
    let standing = Set(state().writer.values).sorted()
    let helped = ranked(fresh.map { ($0, delta($0, t) ?? 0) }, k)
    func free(_ value: (Int) -> Double) -> [Int] {
      ranked(known.filter { !standing.contains($0) && wouldChange($0) }.map { ($0, value($0)) }, k)
    }
    switch kind {
    case .reactive: return ([], helped, fresh)
    case .singleShot:
      let isFirst = !fresh.isEmpty && !(1..<t).contains { !proposed($0).isEmpty }
      return isFirst ? ([], helped, fresh) : ([], [], [])
    case .batchGate:
      let edits = Array(fresh.prefix(k))
      return ([], edits.compactMap { delta($0, t) }.reduce(0, +) > 0 ? edits : [], edits)
    case .usefulness:
      let useless = { (unit: Int) in isUseless(unit, t) }
      let new = fresh.filter { !standing.contains($0) }
      return (
        standing.filter(useless), helped.filter { !standing.contains($0) && !useless($0) }, standing + new
      )
    case .bandit:
      return (standing.filter { bound($0, t) < 0 }, free { bound($0, t) }, known)
    case .value:
      return (standing.filter { value($0, t) < 0 }, free { value($0, t) }, known)
    case .oracle:
      return (
        [],
        free { unit in
          guard let effect = effects[unit] else { return 0 }
          let holder = target(unit).flatMap { state().writer[$0] }
          return effect - (holder.flatMap { effects[$0] } ?? 0)
        }, []
      )
    case .maa, .absolute, .counting, .posterior, .paper: return ([], [], [])
    }
  }

  private func ranked(_ values: [(Int, Double)], _ k: Int) -> [Int] {
    Array(values.filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0).prefix(k))
  }
}

// MARK: What policies learn

extension PolicyOracle {
  /// Deltas since the first proposal of the unit: what came before was not asked for.
  private func deltas(_ unit: Int, _ t: Int) -> [(t: Int, delta: Double)] {
    let first = (1...t).first { proposed($0).contains(unit) } ?? t
    return (first...t).compactMap { at in delta(unit, at).map { (at, $0) } }
  }

  private func value(_ unit: Int, _ t: Int) -> Double {
    deltas(unit, t).reduce(0) { $0 + 0.1 * ($1.delta - $0) }
  }

  private func bound(_ unit: Int, _ t: Int) -> Double {
    let own = deltas(unit, t).map(\.delta)
    if own.isEmpty { return .greatestFiniteMagnitude }
    // Always in the same order, so that equal units have equal bounds to the last bit.
    let all = Set(unitOf).sorted().filter { unit in (1...t).contains { proposed($0).contains(unit) } }
      .flatMap { deltas($0, t).map(\.delta) }
    let mean = all.reduce(0, +) / Double(all.count)
    let variance =
      all.count > 1 ? all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count - 1) : 0
    let radius = (2 * naturalLogarithm(Double(max(2, t))) / Double(own.count)).squareRoot()
    return own.reduce(0, +) / Double(own.count) + variance.squareRoot() * radius
  }

  /// Uses are counted while a unit stood, at the beginning of a batch.
  private func isUseless(_ unit: Int, _ t: Int) -> Bool {
    let uses = (1...t).filter { history[$0 - 1].contains(unit) }.compactMap { delta(unit, $0) }
    return uses.count >= 5 && Double(uses.filter { $0 > 0 }.count) <= 0.5 * Double(uses.count)
  }
}

// MARK: The log

extension PolicyOracle {
  private func delta(_ unit: Int, _ t: Int) -> Double? {
    var found: [Double] = []
    for call in 0..<log.calls.count where log.calls.batch[call] == t - 1 {
      for entry in log.calls.entries(of: call) where unitOf[Int(log.calls.proposal[entry])] == unit {
        found.append(log.calls.value[entry] - log.calls.baseline[call])
      }
    }
    return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
  }

  private func proposed(_ t: Int) -> [Int] {
    unitOf.indices.filter { log.proposals.batch[$0] == t - 1 }.map { unitOf[$0] }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// In whole numbers: the tests' shares are hundredths.
  private func budget(_ t: Int) -> Int {
    let (most, least) = (Int((rules.rMax * 100).rounded()), Int((rules.rMin * 100).rounded()))
    let steps = log.batches.count
    let wanted = (most * steps - (most - least) * t) * state().items.count / (100 * steps)
    return min(rules.kMax, max(rules.kMin, wanted))
  }

  private func isMade(_ id: String) -> Bool {
    unitOf.indices.contains { log.proposals.type[$0] == .add && log.proposals.id[$0] == id }
  }

  /// The proposal whose words a unit has: the first in the order of time.
  private func proposal(_ unit: Int) -> Int {
    let own = unitOf.indices.filter { unitOf[$0] == unit }
    let earliest = own.map { log.proposals.batch[$0] }.min()
    return own.first { log.proposals.batch[$0] == earliest } ?? 0
  }

  private func isAdd(_ unit: Int) -> Bool { log.proposals.type[proposal(unit)] == .add }

  private func anchor(_ unit: Int) -> String { log.symbols[Int(log.proposals.anchor[proposal(unit)])] }

  /// The item that a unit modifies.
  private func target(_ unit: Int) -> String? { isAdd(unit) ? nil : item(anchor(unit)) }

  /// An anchor that names an addition means what the addition's unit put into memory.
  private func item(_ named: String) -> String {
    if log.items.contains(where: { $0.id == named && $0.since == 0 }) { return named }
    for proposal in unitOf.indices where log.proposals.id[proposal] == named {
      let unit = unitOf[proposal]
      if log.proposals.type[proposal] == .add, isAdd(unit) { return log.proposals.id[self.proposal(unit)] }
    }
    return named
  }
}

// MARK: Memory, from all moves

extension PolicyOracle {
  private func wouldChange(_ unit: Int) -> Bool {
    var state = state()
    let before = state.written.count
    write(unit, &state)
    return state.written.count > before
  }

  private func state() -> State {
    var state = State()
    for move in moves {
      switch move {
      case .arrive(let index):
        let item = log.items[index]
        if state.ever.contains(item.id) { continue }
        state.items.append(Slot(id: item.id, text: item.content))
        state.ever.append(item.id)
      case .write(let unit): write(unit, &state)
      }
    }
    return state
  }

  private func write(_ unit: Int, _ state: inout State) {
    let text = log.proposals.content[proposal(unit)]
    if let target = target(unit) {
      guard let place = state.items.firstIndex(where: { $0.id == target }) else { return }
      if folded(state.items[place].text) == folded(text) { return }
      if folded(text).isEmpty { state.items.remove(at: place) } else { state.items[place].text = text }
      state.writer[target] = unit
    } else {
      let id = log.proposals.id[proposal(unit)]
      guard let place = place(anchor(unit), state), !folded(text).isEmpty, !state.ever.contains(id),
        !state.items.contains(where: { folded($0.text) == folded(text) })
      else { return }
      state.items.insert(Slot(id: id, text: text), at: place)
      state.ever.append(id)
      state.writer[id] = unit
    }
    state.written.append(unit)
  }

  private func place(_ anchor: String, _ state: State) -> Int? {
    guard anchor.hasPrefix("after:") else { return anchor == "head" ? 0 : state.items.count }
    let named = item(String(anchor.dropFirst(6)))
    return state.items.firstIndex { $0.id == named }.map { $0 + 1 }
  }

  private func folded(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }
}
