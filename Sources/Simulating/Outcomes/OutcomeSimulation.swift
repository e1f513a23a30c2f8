import Basics
import Effects
import TraceLogs

/// A trace log of tasks with planted truth: what each item does to outcomes is known.
///
///     let simulation = OutcomeSimulation(world, seed: 7)
///     let log = simulation.log()
///
/// The same world and seed give the same log on every machine.
public struct OutcomeSimulation: Sendable {
  public let world: OutcomeWorld
  public let seed: UInt64
  public let items: [PlantedItem]
  public let pairs: [PlantedPair]

  public init(_ world: OutcomeWorld, seed: UInt64) {
    (self.world, self.seed) = (world, seed)
    items = (0..<world.items).map { PlantedItem($0, world, seed) }
    pairs = PlantedPair.all(world, seed)
  }

  public func run() -> OutcomeRun { OutcomeRun(self) }

  /// The whole log. Complexity: O(tasks · items).
  public func log() -> TraceLog {
    var run = run()
    while run.advance() {}
    return run.log
  }

  /// The id of an item, which is that of the proposal that added it.
  public static func id(_ item: Int) -> String { "m\(item + 1)" }
}

/// A run under way: the log so far. Who is held out with what probability may be changed between batches.
public struct OutcomeRun: Sendable {
  public let simulation: OutcomeSimulation
  public private(set) var log = TraceLog()
  /// How probable it is for each item to be held out; 0 draws no lot, 1 drops the item.
  public var holdout: [Double]
  /// The seed of the lots.
  public var lotSeed: Int
  /// Of each item, over the tasks that it was meant for: what it does to the probability of success, added up, and how many
  /// they are.
  public private(set) var worth: [(sum: Double, count: Int)]
  /// What being held out, or dropped, has cost in outcome: helpful items that were kept from tasks.
  public private(set) var lost = 0.0
  /// The batch under way, from 0.
  private var batch = 0
  private var tasks: Randomness
  private var retrieval: Randomness
  private var results: Randomness
  private var opinions: Randomness
  private var symbols: [String: Int32] = [:]

  init(_ simulation: OutcomeSimulation) {
    self.simulation = simulation
    let world = simulation.world
    holdout = Array(repeating: world.holdout, count: world.items)
    lotSeed = Int(truncatingIfNeeded: simulation.seed & 0x7fff_ffff)
    worth = Array(repeating: (0, 0), count: world.items)
    tasks = Randomness(seed: simulation.seed, purpose: Purpose.outcomeTasks)
    retrieval = Randomness(seed: simulation.seed, purpose: Purpose.retrieval)
    results = Randomness(seed: simulation.seed, purpose: Purpose.results)
    opinions = Randomness(seed: simulation.seed, purpose: Purpose.opinions)
    addItems()
  }

  /// Items are additions of the first batch, which has no tasks, so that each is a unit too.
  private mutating func addItems() {
    let world = simulation.world
    var source = LogSource(name: "simulated")
    source.title = "simulated outcomes, \(world.items) items, \(world.batches) batches"
    source.seed = Int(exactly: simulation.seed)
    log.sources = [source]
    log.batches = [Batch(source: 0, number: 1)]
    let (grammar, tail) = (Grammar(seed: simulation.seed), symbol("tail"))
    for (index, item) in simulation.items.enumerated() {
      let proposal = Int32(truncatingIfNeeded: index)
      log.proposals.batch.append(0)
      log.proposals.type.append(.add)
      log.proposals.anchor.append(tail)
      log.proposals.id.append(OutcomeSimulation.id(index))
      log.proposals.content.append(grammar.text(of: index, wording: 0))
      log.proposals.reason.append("")
      log.applied.append(Application(batch: 0, proposal: proposal))
      log.labels.append(
        Label(proposal: proposal, sameAs: "X\(index + 1)", effect: item.effect, category: item.kind.rawValue))
    }
  }

  /// Adds the next batch; false where the world has no more.
  public mutating func advance() -> Bool {
    guard batch < simulation.world.batches else { return false }
    let position = Int32(truncatingIfNeeded: log.batches.count)
    log.batches.append(Batch(source: 0, number: batch + 2))
    for task in 0..<simulation.world.tasks { add(task, position) }
    judge(position)
    batch += 1
    return true
  }

  private mutating func add(_ index: Int, _ position: Int32) {
    let world = simulation.world
    let hardness = 2 * tasks.uniform() - 1
    let scene = tasks.below(world.scenes)
    let name = "t\(batch + 1)-\(index + 1)"
    let meant = retrieved(hardness)
    var (context, held) = ([Int](), [Int]())
    for item in meant { if isHeld(item, name) { held.append(item) } else { context.append(item) } }
    let chance = self.chance(context, hardness)
    note(meant, context, held, hardness)
    append(context, held, position, name, scene, results.happens(chance) ? 1 : 0)
  }

  private mutating func retrieved(_ hardness: Double) -> [Int] {
    let world = simulation.world
    let usual = min(1, world.context / Double(world.items))
    return simulation.items.indices.filter { item in
      let pull = 4 * world.confounding * simulation.items[item].leaning * hardness
      return retrieval.happens(min(1, 2 * usual / (1 + exponential(-pull))))
    }
  }

  private func isHeld(_ item: Int, _ task: String) -> Bool {
    let rate = holdout[item]
    guard rate > 0, rate < 1 else { return rate >= 1 }
    return !Lot.includes(seed: lotSeed, task: task, item: OutcomeSimulation.id(item), rate: 1 - rate)
  }

  /// How probable it is that a task goes well.
  private func chance(_ context: [Int], _ hardness: Double) -> Double {
    let world = simulation.world
    let progress = world.batches > 1 ? Double(batch) / Double(world.batches - 1) : 0
    var chance = world.level - world.difficulty * hardness - world.drift * progress
    for item in context { chance += simulation.items[item].effect }
    for pair in simulation.pairs where context.contains(pair.first) && context.contains(pair.second) {
      chance += pair.effect
    }
    return min(0.99, max(0.01, chance))
  }

  private mutating func note(_ meant: [Int], _ context: [Int], _ held: [Int], _ hardness: Double) {
    for item in meant {
      let others = context.filter { $0 != item }
      let difference = chance((others + [item]).sorted(), hardness) - chance(others, hardness)
      worth[item] = (worth[item].sum + difference, worth[item].count + 1)
      if held.contains(item) { lost += max(0, difference) }
    }
  }

  private mutating func append(
    _ context: [Int], _ held: [Int], _ position: Int32, _ name: String, _ scene: Int, _ outcome: Double
  ) {
    let drawn = (context + held).sorted().filter { holdout[$0] > 0 && holdout[$0] < 1 }
    let count = log.tasks.count
    let kept = held.filter { holdout[$0] < 1 }
    log.tasks.held.item += kept.map { symbol(OutcomeSimulation.id($0)) }
    log.tasks.held.closeTask(after: count)
    for item in drawn {
      log.tasks.propensities.item.append(symbol(OutcomeSimulation.id(item)))
      log.tasks.propensities.value.append(holdout[item])
    }
    log.tasks.propensities.closeTask(after: count)
    log.tasks.batch.append(position)
    log.tasks.name.append(name)
    log.tasks.outcome.append(outcome)
    log.tasks.scene.append(symbol("scene \(scene + 1)"))
    for item in context { log.tasks.item.append(symbol(OutcomeSimulation.id(item))) }
    log.tasks.itemEnd.append(log.tasks.item.count)
  }

  /// A judge values every item in every batch, beside a memory without it.
  private mutating func judge(_ position: Int32) {
    guard simulation.world.judge > 0 else { return }
    log.calls.batch.append(position)
    log.calls.number.append(0)
    log.calls.baseline.append(50)
    for (index, item) in simulation.items.enumerated() where item.judged != 0 {
      let sign = opinions.happens(simulation.world.judge) ? item.judged : -item.judged
      log.calls.proposal.append(Int32(truncatingIfNeeded: index))
      log.calls.value.append(50 + (sign * (1 + 9 * opinions.uniform()) * 100).rounded() / 100)
    }
    log.calls.end.append(log.calls.value.count)
  }

  private mutating func symbol(_ text: String) -> Int32 {
    if let known = symbols[text] { return known }
    let position = Int32(truncatingIfNeeded: log.symbols.count)
    symbols[text] = position
    log.symbols.append(text)
    return position
  }
}
