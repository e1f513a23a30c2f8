import Accumulation
import GoldenSupport

/// A log for the pool, how its proposals make units, and rules; small, and full of conflicts.
struct PoolSample {
  var log = TraceLog()
  /// The unit of each proposal, in order of first appearance. Every proposal is an operation of its own.
  var unitOf: [Int] = []
  var rules = PoolRules()
  var beta = 0.9
  private var founders: [Int32] = []
  private var anchors: [String: Int32] = [:]

  init(_ random: inout SeededGenerator) {
    beta = [0, 0.5, 0.9].randomElement(using: &random) ?? 0
    rules = PoolSample.rules(&random)
    log.sources = [LogSource(name: "sample")]
    for number in 0..<Int.random(in: 0...4, using: &random) { addItem("m\(number)", since: 0, &random) }
    // An item that is called as a proposal will be.
    if Int.random(in: 0..<8, using: &random) == 0 { addItem("p2", since: 0, &random) }
    for batch in 0..<Int.random(in: 1...24, using: &random) { addBatch(batch, &random) }
  }

  private static func rules(_ random: inout SeededGenerator) -> PoolRules {
    var rules = PoolRules()
    rules.floor = [-50, -1, 0].randomElement(using: &random) ?? -50
    rules.capacity = .random(in: 1...8, using: &random)
    rules.maxAge = .random(in: 1...6, using: &random)
    rules.kMin = .random(in: 0...4, using: &random)
    rules.kMax = rules.kMin + .random(in: 0...4, using: &random)
    rules.rMax = Double(Int.random(in: 0...100, using: &random)) / 100
    rules.rMin = Double(Int.random(in: 0...100, using: &random)) / 100
    rules.standing = Bool.random(using: &random) ? .competes : .passes
    return rules
  }

  private mutating func addItem(_ id: String, since: Int, _ random: inout SeededGenerator) {
    log.items.append(Item(id: id, content: PoolSample.text(&random), since: Int32(since)))
  }

  private static func text(_ random: inout SeededGenerator) -> String {
    ["", "", " ", "a", "b", "c", "d", "e", "f", "a  b", "a b", " c", "g", "h", "i", "j", "k", "l"]
      .randomElement(using: &random)
      ?? ""
  }

  private mutating func addBatch(_ batch: Int, _ random: inout SeededGenerator) {
    var record = Batch(source: 0, number: batch * 3)
    record.epoch = batch / 4
    log.batches.append(record)
    for _ in 0..<Int.random(in: 0...5, using: &random) { addProposal(batch, &random) }
    for _ in 0..<Int.random(in: 0...2, using: &random) { addCall(batch, &random) }
    if Int.random(in: 0..<6, using: &random) == 0 {
      let id = Bool.random(using: &random) ? "late\(batch)" : "p\(Int.random(in: 0...20, using: &random))"
      if !log.items.contains(where: { $0.id == id }) { addItem(id, since: batch + 1, &random) }
    }
    if batch % 4 == 3, Bool.random(using: &random) {
      let score = Double(Int.random(in: 0...3, using: &random))
      let split = Int.random(in: 0..<4, using: &random) == 0 ? "test" : "val"
      log.evals.append(Evaluation(source: 0, epoch: batch / 4, split: split, score: score))
    }
  }
}

extension PoolSample {
  private mutating func addProposal(_ batch: Int, _ random: inout SeededGenerator) {
    let type: OperationType = Bool.random(using: &random) ? .add : .modify
    let anchor = anchor(type, &random)
    let index = unitOf.count
    unitOf.append(unit(type, anchor, &random))
    if unitOf[index] == founders.count { founders.append(Int32(index)) }
    // Rarely a proposal stands in the file after those of later batches.
    let isLate = Int.random(in: 0..<20, using: &random) == 0
    log.proposals.batch.append(Int32(isLate ? Int.random(in: 0...batch, using: &random) : batch))
    log.proposals.type.append(type)
    log.proposals.anchor.append(symbol(anchor))
    log.proposals.id.append("p\(index)")
    log.proposals.content.append(PoolSample.text(&random))
    log.proposals.reason.append("")
  }

  private func anchor(_ type: OperationType, _ random: inout SeededGenerator) -> String {
    let added = unitOf.indices.filter { log.proposals.type[$0] == .add }.map { "p\($0)" }
    let item =
      (log.items.flatMap { [$0.id, $0.id, $0.id] } + added.suffix(4)).randomElement(using: &random)
      ?? "nowhere"
    if type == .modify { return item }
    return ["head", "tail", "after:\(item)", "after:\(item)"].randomElement(using: &random) ?? "tail"
  }

  /// Mostly one of the same key or a new one; rarely any, as a person might rule.
  private func unit(_ type: OperationType, _ anchor: String, _ random: inout SeededGenerator) -> Int {
    let alike = founders.indices.filter { unit in
      let founder = Int(founders[unit])
      return log.proposals.type[founder] == type
        && log.symbols[Int(log.proposals.anchor[founder])] == anchor
    }
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return founders.indices.randomElement(using: &random) ?? founders.count
    case 1..<13: return alike.randomElement(using: &random) ?? founders.count
    default: return founders.count
    }
  }

  private mutating func symbol(_ text: String) -> Int32 {
    if let known = anchors[text] { return known }
    let position = Int32(log.symbols.count)
    log.symbols.append(text)
    anchors[text] = position
    return position
  }

  /// With beta 0 values are of a grid, so that units tie; otherwise ties come from rounding only and are not made.
  private mutating func addCall(_ batch: Int, _ random: inout SeededGenerator) {
    log.calls.batch.append(Int32(batch))
    log.calls.number.append(Int32(log.calls.count))
    log.calls.baseline.append(beta == 0 ? 1 : Double.random(in: -2...2, using: &random))
    for proposal in unitOf.indices where Int.random(in: 0..<3, using: &random) == 0 {
      log.calls.proposal.append(Int32(proposal))
      let grid = Double(Int.random(in: -2...5, using: &random))
      log.calls.value.append(beta == 0 ? grid : Double.random(in: -3...5, using: &random))
    }
    log.calls.end.append(log.calls.value.count)
  }

  var partition: Partition {
    Partition(unitOf: unitOf.map(Int32.init), founder: founders, candidates: [])
  }

  func replay(_ reading: PoolRules.Reading) -> Replay {
    var sample = self
    sample.rules.reading = reading
    return sample.replay
  }

  var replay: Replay {
    let operations = Operations(log: log, fingerprints: unitOf.indices.map(spreadFingerprint))
    let observations = Observations(
      log: log, operations: operations, partition: partition, rule: DeltaRule())
    let material = ReplayMaterial(
      log: log, operations: operations, partition: partition, observations: observations,
      estimates: estimates(observations, unitCount: partition.unitCount, accumulator: .ema(beta: beta)))
    return Replay(material, rules: rules)
  }
}
