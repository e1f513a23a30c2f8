import Accumulation

/// The loop of Appendix A, written from a page of facts about arXiv 2606.20475 and nothing else: no type of the method but the
/// log's columns is used. What the page leaves open is said where it is settled.
package struct PaperOracle {
  struct PaperMember: Equatable {
    /// The proposal whose wording stays.
    let first: Int
    var wordings: [Int]
    var m = 0.0
    var tk = 0
    var age = 0

    func estimate(_ beta: Double) -> Double {
      guard tk > 0 else { return 0 }
      return m / (1 - (0..<tk).reduce(1.0) { power, _ in power * beta })
    }
  }

  private let log: TraceLog
  private let rules: PoolRules
  private let beta: Double
  private let tau: Double
  private let cosine: (Int, Int) -> Double
  /// Whether a score of the second proposal is one of the first.
  private let speaksOf: (Int, Int) -> Bool

  private var memory: [(id: String, text: String)] = []
  private var used: Set<String> = []
  private var pool: [PaperMember] = []
  private var best: Double?
  private var snapshot: ([(id: String, text: String)], Set<String>) = ([], [])
  private var patience = 0
  package private(set) var hasStopped = false
  // After every batch.
  package private(set) var memories: [[String]] = []
  package private(set) var pools: [[String]] = []
  /// Per batch the first proposals of those that are scored, and of those that changed memory.
  package private(set) var scored: [[Int]] = []
  package private(set) var applied: [[Int]] = []

  package init(
    log: TraceLog, rules: PoolRules, beta: Double, tau: Double, cosine: @escaping (Int, Int) -> Double,
    speaksOf: @escaping (Int, Int) -> Bool = { $0 == $1 }
  ) {
    (self.log, self.rules, self.beta, self.tau) = (log, rules, beta, tau)
    (self.cosine, self.speaksOf) = (cosine, speaksOf)
  }

  package mutating func run() {
    arrive(0)
    snapshot = (memory, used)
    evaluate(at: 0)
    for t in 1...log.batches.count {
      scored.append([])
      applied.append([])
      if !hasStopped {
        propose(t)
        prune()
        score(t)
        step(t)
        arrive(t)
        evaluate(at: t)
      }
      memories.append(memory.map { "\($0.id): \($0.text)" })
      pools.append(
        pool.map { "\($0.first) age \($0.age) n \($0.tk) m \(Int(($0.estimate(beta) * 1e6).rounded()))" })
    }
  }

  // MARK: Propose, prune, score

  private mutating func propose(_ t: Int) {
    for proposal in 0..<log.proposals.count where Int(log.proposals.batch[proposal]) == t - 1 {
      let alike = pool.indices.filter { isOneKey(pool[$0].first, proposal) }
        .filter { cosine(pool[$0].first, proposal) >= tau }
      // Of several members the nearest; the page does not say.
      let nearest = alike.max {
        (cosine(pool[$0].first, proposal), -$0) < (cosine(pool[$1].first, proposal), -$1)
      }
      if let nearest {
        pool[nearest].wordings.append(proposal)
      } else {
        pool.append(PaperMember(first: proposal, wordings: [proposal]))
      }
    }
  }

  private func isOneKey(_ one: Int, _ other: Int) -> Bool {
    log.proposals.type[one] == log.proposals.type[other] && anchor(one) == anchor(other)
  }

  private mutating func prune() {
    var members = pool.filter { member in
      needed(member.first).map { id in memory.contains { $0.id == id } } ?? true
    }
    members.removeAll { $0.tk > 0 && $0.estimate(beta) < rules.floor }
    let kept = ranked(members).prefix(rules.capacity)
    pool = members.filter { member in kept.contains { $0.first == member.first } }
  }

  /// Every member is a step older; what the log scores of its wordings is its delta.
  private mutating func score(_ t: Int) {
    scored[t - 1] = pool.map(\.first)
    for place in pool.indices {
      pool[place].age += 1
      var found: [Double] = []
      for call in 0..<log.calls.count where Int(log.calls.batch[call]) == t - 1 {
        for entry in log.calls.entries(of: call)
        where pool[place].wordings.contains(where: { speaksOf($0, Int(log.calls.proposal[entry])) }) {
          found.append(log.calls.value[entry] - log.calls.baseline[call])
        }
      }
      guard !found.isEmpty else { continue }
      pool[place].m = beta * pool[place].m + (1 - beta) * found.reduce(0, +) / Double(found.count)
      pool[place].tk += 1
    }
  }

  private func ranked(_ members: [PaperMember]) -> [PaperMember] {
    members.sorted { left, right in
      let (a, b) = (left.estimate(beta), right.estimate(beta))
      return a != b ? a > b : left.first < right.first
    }
  }

  // MARK: Apply

  private mutating func step(_ t: Int) {
    let (most, least, steps) = (
      Int((rules.rMax * 100).rounded()), Int((rules.rMin * 100).rounded()), log.batches.count
    )
    let share = (most * steps - (most - least) * t) * memory.count / (100 * steps)
    let k = min(rules.kMax, max(rules.kMin, share))
    let selected = ranked(pool.filter { $0.estimate(beta) > 0 }).prefix(k).map(\.first)
    var changed: Set<String> = []
    for proposal in selected where apply(proposal, &changed) { applied[t - 1].append(proposal) }
    pool.removeAll { $0.age >= rules.maxAge && !selected.contains($0.first) }
  }

  /// Whether memory is another one then.
  private mutating func apply(_ proposal: Int, _ changed: inout Set<String>) -> Bool {
    let text = log.proposals.content[proposal]
    guard log.proposals.type[proposal] == .add else {
      // Of several modifies of one item the highest stays, and they come in descending order.
      guard changed.insert(anchor(proposal)).inserted,
        let place = memory.firstIndex(where: { $0.id == anchor(proposal) })
      else { return false }
      // An item without content is hidden already.
      guard folded(text) != folded(memory[place].text) else { return false }
      if folded(text).isEmpty { memory.remove(at: place) } else { memory[place].text = text }
      return true
    }
    // An id is never used again, so that an addition makes one item at most.
    guard !folded(text).isEmpty, !used.contains(log.proposals.id[proposal]) else { return false }
    var place = anchor(proposal) == "head" ? 0 : memory.count
    if let item = needed(proposal) {
      guard let there = memory.firstIndex(where: { $0.id == item }) else { return false }
      place = there + 1
    }
    let there =
      anchor(proposal) == "tail" || (needed(proposal) == nil && place > 0) ? memory.count - 1 : place
    if memory.indices.contains(there), folded(memory[there].text) == folded(text) { return false }
    memory.insert((log.proposals.id[proposal], text), at: place)
    used.insert(log.proposals.id[proposal])
    return true
  }

  private func anchor(_ proposal: Int) -> String { log.symbols[Int(log.proposals.anchor[proposal])] }

  /// The item that must stand.
  private func needed(_ proposal: Int) -> String? {
    if log.proposals.type[proposal] == .modify { return anchor(proposal) }
    return anchor(proposal).hasPrefix("after:") ? String(anchor(proposal).dropFirst(6)) : nil
  }

  private func folded(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }

  // MARK: Evaluate

  /// Items that the log brings from elsewhere stay whatever is rolled back.
  private mutating func arrive(_ t: Int) {
    for item in log.items where Int(item.since) == t {
      let isMade = (0..<log.proposals.count).contains {
        log.proposals.type[$0] == .add && log.proposals.id[$0] == item.id
      }
      if used.contains(item.id) || (t > 0 && isMade) { continue }
      memory.append((item.id, item.content))
      used.insert(item.id)
    }
  }

  private mutating func evaluate(at t: Int) {
    let splits = log.evals.map(\.split)
    let split = splits.contains("val") ? "val" : splits.first
    let epochs = log.batches.compactMap(\.epoch)
    for eval in log.evals where eval.split == split {
      let last = log.batches.lastIndex { $0.epoch == eval.epoch }.map { $0 + 1 }
      guard t == last || (last == nil && t == 0 && eval.epoch < (epochs.min() ?? 0)) else { continue }
      if best.map({ eval.score >= $0 + rules.epsilon }) ?? true {
        (best, snapshot, patience) = (eval.score, (memory, used), 0)
      } else {
        patience += 1
        (memory, used) = snapshot
        for earlier in 0...t { arrive(earlier) }
        if let most = rules.patience, patience >= most { hasStopped = true }
      }
    }
  }
}
