import Basics
import TraceLogs

/// A simulated run, batch by batch. What it holds grows with the operations that were proposed and with the bank, not
/// with proposals or scores.
public struct SimulatedRun: IteratorProtocol, Sendable {
  let world: World
  let seed: UInt64
  let scenes: Scenes
  let sigma: Double
  private let grammar: Grammar
  /// The batch under way, from 0.
  private(set) var batch = 0
  var operations: LiveOperations
  var memory: SimulatedMemory
  var pool: [PooledOperation] = []
  private var calendar: Calendar
  private var anchors: Randomness
  private var gaps: Randomness
  private var wordings: Randomness
  var order: Randomness
  var noise: Randomness
  var losses: Randomness
  private var tasks: Randomness
  /// Told within batches, too: one may take seconds.
  var pulse = Pulse.silent
  /// What a beat threw: there is no next batch then.
  private(set) var interruption: (any Error)?

  init(_ simulation: Simulation) {
    world = simulation.world
    seed = simulation.seed
    scenes = simulation.scenes
    sigma = simulation.sigma
    grammar = simulation.grammar
    operations = LiveOperations(keepsWordings: simulation.world.isComplete)
    memory = SimulatedMemory(items: world.items)
    calendar = Calendar(batches: world.batches)
    anchors = Randomness(seed: seed, purpose: Purpose.anchors)
    gaps = Randomness(seed: seed, purpose: Purpose.calendar)
    wordings = Randomness(seed: seed, purpose: Purpose.wordings)
    order = Randomness(seed: seed, purpose: Purpose.order)
    noise = Randomness(seed: seed, purpose: Purpose.noise)
    losses = Randomness(seed: seed, purpose: Purpose.missing)
    tasks = Randomness(seed: seed, purpose: Purpose.tasks)
  }

  public mutating func next() -> SimulatedBatch? {
    guard batch < world.batches, interruption == nil else { return nil }
    let weather = Weather(batch: batch, world: world, scenes: scenes, seed: seed)
    let epoch = self.epoch(of: batch)
    var result = SimulatedBatch(number: batch + 1, epoch: epoch, scene: scenes.name(weather.scene))
    let proposed = operationsToPropose()
    for operation in proposed {
      beat(result.proposals.count)
      for copy in 0..<copies(of: operation) {
        result.proposals.append(propose(operation, copy: copy, place: result.proposals.count))
      }
    }
    result.tasks = (0..<world.tasks).map { task($0, weather) }
    if world.attack == .votes { result.votes = votes(on: proposed, weather) }
    let scores = score(operationsToScore(proposed), weather)
    result.calls = scores.calls
    result.applied = learn(from: scores, proposed)
    if batch + 1 == world.batches || self.epoch(of: batch + 1) != epoch { result.evaluation = evaluation() }
    batch += 1
    return interruption == nil ? result : nil
  }

  /// What is left of a batch after an interruption is not worth the work, but harmless.
  mutating func beat(_ done: Int) {
    guard done % 4_096 == 4_095, interruption == nil else { return }
    do { try pulse.beat("simulating", batch, world.batches) } catch { interruption = error }
  }

  private func epoch(of batch: Int) -> Int { batch * min(world.epochs, world.batches) / world.batches + 1 }
}

// MARK: Proposals

extension SimulatedRun {
  /// Those due again, and those that appear for the first time, mixed.
  private mutating func operationsToPropose() -> [Int32] {
    var proposed = calendar.due(at: batch).filter { operations.isLive($0, in: memory) }
    while operations.count < arrivals(through: batch) {
      proposed.append(Int32(truncatingIfNeeded: operations.count))
      appear()
    }
    order.shuffle(&proposed)
    return proposed
  }

  private var arrivalSpan: Int { max(1, Int((world.arrival * Double(world.batches)).rounded())) }

  /// How many operations have appeared when a batch is done: as many in each, up to rounding.
  private func arrivals(through batch: Int) -> Int {
    min(world.operations, world.operations * (batch + 1) / arrivalSpan)
  }

  private mutating func appear() {
    let planted = planted(operations.count)
    switch planted.type {
    case .delete:
      if let item = memory.doom(&anchors) { return operations.append(anchor: item, type: .delete) }
      fallthrough
    case .modify:
      if let item = memory.any(&anchors) { return operations.append(anchor: item, type: .modify) }
      operations.append(anchor: LiveOperations.tail, type: .add)
    case .add: operations.append(anchor: place(), type: .add)
    }
  }

  private mutating func place() -> Int32 {
    let choice = anchors.uniform()
    if choice < 0.2 { return LiveOperations.head }
    return choice < 0.5 ? LiveOperations.tail : memory.any(&anchors) ?? LiveOperations.tail
  }

  private mutating func propose(_ operation: Int32, copy: Int, place: Int) -> SimulatedProposal {
    let name = ProposalName(
      batch: Int32(truncatingIfNeeded: batch), place: Int32(truncatingIfNeeded: place))
    let (index, planted) = (Int(operation), planted(Int(operation)))
    let type = operations.type[index]
    let drawn = wordings.below(world.wordings)
    // Who pushes something says it in the same words, or in one batch in several.
    let wording = planted.attack == nil ? drawn : copy
    // Deleting has no words.
    operations.note(name, wording: type == .delete ? 0 : wording, of: operation)
    if copy == 0 { schedule(operation, planted.attack) }
    return SimulatedProposal(
      name: name, operation: index, type: type == .add ? .add : .modify, anchor: anchor(of: operation),
      content: type == .delete ? "" : text(of: index, wording: wording, planted.attack),
      effect: planted.meanEffect(scenes), category: planted.category, attack: planted.attack)
  }

  private func text(of operation: Int, wording: Int, _ attack: Attack?) -> String {
    let base = grammar.text(of: operation, wording: wording)
    guard let attack else { return base }
    var random = Randomness(seed: seed ^ 0x61, purpose: Purpose.attack(operation))
    let item = grammar.text(of: world.operations + random.below(world.items), wording: 0)
    return AttackTexts.text(attack, base: base, item: item, &random)
  }

  /// In how many wordings a batch proposes it.
  private func copies(of operation: Int32) -> Int {
    world.attack == .burst && planted(Int(operation)).attack == .burst ? 3 : 1
  }

  func planted(_ operation: Int) -> PlantedOperation { PlantedOperation(operation, world: world, seed: seed) }

  private func anchor(of operation: Int32) -> String {
    let anchor = operations.anchor[Int(operation)]
    if anchor == LiveOperations.head { return "head" }
    if anchor == LiveOperations.tail { return "tail" }
    return (operations.type[Int(operation)] == .add ? "after:" : "") + memory.id(anchor)
  }

  /// The same chance in every later batch, so that the mean number of proposals comes out. The gap to the next is
  /// geometric.
  private mutating func schedule(_ operation: Int32, _ attack: Attack?) {
    if let attack { return calendar.enter(operation, at: attack.isRepeated ? batch + 1 : .max) }
    let later = world.batches - 1 - Int(operations.birth[Int(operation)])
    guard later > 0, world.proposals > 1 else { return calendar.enter(operation, at: .max) }
    let chance = min(1, (world.proposals - 1) / Double(later))
    let draw = 1 - gaps.uniform()
    let gap = chance < 1 ? (naturalLogarithm(draw) / naturalLogarithm(1 - chance)).rounded(.down) : 0
    calendar.enter(operation, at: gap < Double(world.batches) ? batch + 1 + Int(gap) : .max)
  }

  private mutating func task(_ index: Int, _ weather: Weather) -> SimulatedTask {
    let items = (0..<2).compactMap { _ in memory.any(&tasks) }
    let distinct = items.count == 2 && items[0] == items[1] ? [items[0]] : items
    return SimulatedTask(
      name: "t\(batch + 1)-\(index + 1)", outcome: tasks.happens(weather.level / 100) ? 1 : 0,
      items: distinct.map { memory.id($0) })
  }
}
