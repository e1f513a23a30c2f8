import Basics
import TraceLogs

/// A trace log with planted truth: what each operation is worth is known, and stands in the labels.
///
///     let simulation = Simulation(World(.weak), seed: 7)
///     let log = simulation.log()               // all of it
///     for batch in simulation { … }            // or batch by batch, in bounded memory
///
/// The same world and seed give the same log on every machine.
public struct Simulation: Sendable, Sequence {
  public let world: World
  public let seed: UInt64
  /// The standard deviation of the noise in every score.
  public let sigma: Double
  package let scenes: Scenes
  let grammar: Grammar

  /// A parameter out of bounds counts as the nearest within; `World.fault` says whether there is one.
  public init(_ world: World, seed: UInt64) {
    self.init(world, seed) { world, scenes in
      ScorerNoise.sigma(world, scenes: scenes, seed: seed) { _, _ in }
    }
  }

  /// The same, for work that reports and may be stopped.
  public init(_ world: World, seed: UInt64, pulse: Pulse) throws {
    try self.init(world, seed) { world, scenes in
      try ScorerNoise.sigma(world, scenes: scenes, seed: seed) { try pulse.beat("planting", $0, $1) }
    }
  }

  private init(_ world: World, _ seed: UInt64, sigma: (World, Scenes) throws -> Double) rethrows {
    self.world = world.bounded
    self.seed = seed
    scenes = Scenes(self.world)
    grammar = Grammar(seed: seed)
    self.sigma = try sigma(self.world, scenes)
  }

  public func makeIterator() -> SimulatedRun { SimulatedRun(self) }

  public var source: LogSource {
    var source = LogSource(name: "simulated")
    source.title = "simulated, \(world.operations) operations, \(world.batches) batches"
    source.seed = Int(exactly: seed)
    source.range = World.range
    return source
  }

  /// The bank the log begins with.
  public var items: [Item] {
    (0..<world.items).map { index in
      // Beyond the operations, so that no operation says what stands already.
      Item(id: "m\(index + 1)", content: grammar.text(of: world.operations + index, wording: 0))
    }
  }
}
