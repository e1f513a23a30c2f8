import Accumulation

/// DESIGN 6, "Pool and memory", written down slowly: everything is looked up or counted again in every batch.
/// Nothing of `Replay`, `Bank` or `MovingAverage` is used.
struct ReplayOracle {
  let log: TraceLog
  /// The unit of each proposal.
  let unitOf: [Int]
  let rules: PoolRules
  let beta: Double

  var bank: [(id: String, text: String)] = []
  var everHeld: [String] = []
  var pool: [Int] = []
  var age: [Int: Int] = [:]
  var known: Set<Int> = []
  var events: [String] = []
  var banks: [[String]] = []
  var pools: [[String]] = []
  var pairs = (scored: 0, all: 0)

  init(_ sample: PoolSample) {
    (log, unitOf, rules, beta) = (sample.log, sample.unitOf, sample.rules, sample.beta)
    arrive(0)
    for t in 1...log.batches.count { step(t) }
  }

  private mutating func step(_ t: Int) {
    enter(t)
    prune(t)
    for unit in pool.sorted() where delta(unit, t) != nil { say(t, unit, "observed") }
    for unit in pool where delta(unit, t) == nil { say(t, unit, "unscored") }
    pairs.all += pool.count
    pairs.scored += pool.filter { delta($0, t) != nil }.count
    let selected = apply(t)
    for unit in pool { age[unit] = selected.contains(unit) ? 0 : (age[unit] ?? 0) + 1 }
    leave(t, "unselected", pool.filter { age[$0] ?? 0 >= rules.maxAge })
    arrive(t)
    banks.append(bank.map { "\($0.id): \($0.text)" })
    pools.append(pool.map { "\($0) age \(age[$0] ?? 0) n \(deltas($0, t).count)" })
  }

  private mutating func say(_ t: Int, _ unit: Int, _ what: String) { events.append("\(t) \(unit) \(what)") }
}

// MARK: Who is in the pool

extension ReplayOracle {
  private mutating func enter(_ t: Int) {
    for proposal in unitOf.indices where log.proposals.batch[proposal] == t - 1 {
      let unit = unitOf[proposal]
      if pool.contains(unit) {
        say(t, unit, "joined \(proposal)")
      } else {
        say(t, unit, "\(known.contains(unit) ? "returned" : "founded") \(proposal)")
        pool.append(unit)
        known.insert(unit)
        age[unit] = 0
      }
    }
  }

  private mutating func prune(_ t: Int) {
    var reasons: [Int: String] = [:]
    for unit in pool {
      if let anchor = anchorItem(unit), !stands(anchor) {
        reasons[unit] = everHeld.contains(anchor) ? "anchorGone" : "anchorAbsent"
      } else if isAdd(unit), everHeld.contains(name(unit)), !stands(name(unit)) {
        reasons[unit] = "itemGone"
      }
    }
    for unit in pool { if let reason = reasons[unit] { say(t, unit, "evicted \(reason)") } }
    pool.removeAll { reasons[$0] != nil }
    leave(t, "underFloor", pool.filter { (mhat($0, t - 1) ?? .infinity) < rules.floor })
    let ranked = descending(pool, t - 1)
    leave(t, "overCapacity", pool.filter { ranked.dropFirst(rules.capacity).contains($0) })
  }

  private mutating func leave(_ t: Int, _ reason: String, _ out: [Int]) {
    for unit in out { say(t, unit, "evicted \(reason)") }
    pool.removeAll { out.contains($0) }
  }

  private mutating func arrive(_ t: Int) {
    for item in log.items where Int(item.since) == t {
      let isMadeByTheLog = unitOf.indices.contains {
        log.proposals.type[$0] == .add && log.proposals.id[$0] == item.id
      }
      if everHeld.contains(item.id) || (t > 0 && isMadeByTheLog) { continue }
      bank.append((item.id, item.content))
      everHeld.append(item.id)
    }
  }
}

// MARK: Evidence

extension ReplayOracle {
  /// The mean of the unit's deltas in batch `t`.
  private func delta(_ unit: Int, _ t: Int) -> Double? {
    var found: [Double] = []
    for call in 0..<log.calls.count where log.calls.batch[call] == t - 1 {
      for entry in log.calls.entries(of: call) where unitOf[Int(log.calls.proposal[entry])] == unit {
        found.append(log.calls.value[entry] - log.calls.baseline[call])
      }
    }
    return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
  }

  private func deltas(_ unit: Int, _ t: Int) -> [Double] {
    t < 1 ? [] : (1...t).compactMap { delta(unit, $0) }
  }

  /// Equation 5 as it is printed.
  func mhat(_ unit: Int, _ t: Int) -> Double? {
    let deltas = deltas(unit, t)
    if deltas.isEmpty { return nil }
    if beta == 0 { return deltas[deltas.count - 1] }
    var (m, power) = (0.0, 1.0)
    for delta in deltas {
      m = beta * m + (1 - beta) * delta
      power *= beta
    }
    return m / (1 - power)
  }

  private func descending(_ units: [Int], _ t: Int) -> [Int] {
    var value: [Int: Double] = [:]
    for unit in units { value[unit] = mhat(unit, t) ?? 0 }
    return units.sorted { ($0, value[$0] ?? 0) < ($1, value[$1] ?? 0) }
      .sorted { (value[$0] ?? 0, -$0) > (value[$1] ?? 0, -$1) }
  }
}

// MARK: Memory

extension ReplayOracle {
  private mutating func apply(_ t: Int) -> [Int] {
    let positive = descending(pool, t).filter { (mhat($0, t) ?? 0) > 0 }
    let wanted = positive.filter { unit in
      !passes(unit)
        && !positive.prefix { $0 != unit }.contains {
          passes($0) && !isAdd($0) && !isAdd(unit) && target($0) == target(unit)
        }
    }
    let selected = Array(wanted.prefix(budget(t)))
    for (place, unit) in selected.enumerated() {
      let higher = selected[..<place].first { !isAdd($0) && !isAdd(unit) && target($0) == target(unit) }
      if let higher {
        say(t, unit, "skipped gaveWay \(higher)")
      } else {
        say(t, unit, isAdd(unit) ? add(unit) : modify(unit))
      }
    }
    return selected
  }

  /// Whether it leaves its place to the next: memory follows it already.
  private func passes(_ unit: Int) -> Bool {
    guard rules.standing == .passes else { return false }
    let text = folded(log.proposals.content[firstProposal(unit)])
    if isAdd(unit), text.isEmpty { return false }
    if let anchor = anchorItem(unit), !stands(anchor) { return false }
    if isAdd(unit) { return bank.contains { folded($0.text) == text } }
    return bank.contains { $0.id == target(unit) && folded($0.text) == text }
  }

  /// In whole numbers: the tests' shares are hundredths.
  private func budget(_ t: Int) -> Int {
    let (most, least) = (Int((rules.rMax * 100).rounded()), Int((rules.rMin * 100).rounded()))
    let steps = log.batches.count
    let wanted = (most * steps - (most - least) * t) * bank.count / (100 * steps)
    return min(rules.kMax, max(rules.kMin, wanted))
  }

  private mutating func add(_ unit: Int) -> String {
    let text = log.proposals.content[firstProposal(unit)]
    if folded(text).isEmpty { return "skipped nothingToAdd" }
    if let anchor = anchorItem(unit), !stands(anchor) { return "skipped anchorGone" }
    if bank.contains(where: { folded($0.text) == folded(text) }) { return "skipped stands" }
    if everHeld.contains(name(unit)) { return "skipped idTaken" }
    var place = bank.count
    if rawAnchor(firstProposal(unit)) == "head" { place = 0 }
    if let anchor = anchorItem(unit) { place = (bank.firstIndex { $0.id == anchor } ?? 0) + 1 }
    bank.insert((name(unit), text), at: place)
    everHeld.append(name(unit))
    return "applied"
  }

  private mutating func modify(_ unit: Int) -> String {
    let text = log.proposals.content[firstProposal(unit)]
    guard let place = bank.firstIndex(where: { $0.id == target(unit) }) else { return "skipped anchorGone" }
    if folded(bank[place].text) == folded(text) { return "skipped stands" }
    if folded(text).isEmpty { bank.remove(at: place) } else { bank[place].text = text }
    return "applied"
  }

  private func folded(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }

  private func stands(_ id: String) -> Bool { bank.contains { $0.id == id } }

  private func firstProposal(_ unit: Int) -> Int {
    let own = unitOf.indices.filter { unitOf[$0] == unit }
    let earliest = own.map { log.proposals.batch[$0] }.min()
    return own.first { log.proposals.batch[$0] == earliest } ?? 0
  }

  private func isAdd(_ unit: Int) -> Bool { log.proposals.type[firstProposal(unit)] == .add }

  private func name(_ unit: Int) -> String { log.proposals.id[firstProposal(unit)] }

  private func rawAnchor(_ proposal: Int) -> String { log.symbols[Int(log.proposals.anchor[proposal])] }

  private func target(_ unit: Int) -> String { item(rawAnchor(firstProposal(unit))) }

  private func anchorItem(_ unit: Int) -> String? {
    let anchor = rawAnchor(firstProposal(unit))
    if !isAdd(unit) { return item(anchor) }
    return anchor.hasPrefix("after:") ? item(String(anchor.dropFirst(6))) : nil
  }

  /// An anchor that names an addition means what the addition's unit put into memory.
  private func item(_ named: String) -> String {
    if log.items.contains(where: { $0.id == named && $0.since == 0 }) { return named }
    for proposal in unitOf.indices where log.proposals.id[proposal] == named {
      if log.proposals.type[proposal] == .add, isAdd(unitOf[proposal]) { return name(unitOf[proposal]) }
    }
    return named
  }
}
