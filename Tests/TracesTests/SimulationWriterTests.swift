import Accumulation
import Testing
import Traces

/// What is written batch by batch is the log that is made in memory.
@Suite struct SimulationWriterTests {
  @Test(arguments: World.Regime.allCases, [1, 2] as [UInt64])
  func streamIsTheLog(_ regime: World.Regime, _ seed: UInt64) throws {
    var world = World(regime)
    world.operations = 120
    world.batches = 15
    world.deletes = 0.1
    world.missing = 0.1
    world.repeats = seed == 1 ? 1 : 2
    world.isComplete = seed == 2
    try check(Simulation(world, seed: seed))
  }

  @Test(arguments: Attack.allCases)
  func attacksToo(_ attack: Attack) throws {
    var world = World()
    (world.operations, world.batches, world.attack, world.attackShare) = (80, 10, attack, 0.2)
    try check(Simulation(world, seed: 4))
  }

  @Test func odditiesToo() throws {
    var world = World()
    world.operations = 3
    world.batches = 5
    world.tasks = 0
    world.items = 1
    world.missing = 1
    try check(Simulation(world, seed: 1))
  }

  private func check(_ simulation: Simulation) throws {
    var streamed: [UInt8] = []
    var tally = SimulationTally()
    try writeTrace(simulation, watching: { tally.add($0) }) { streamed += $0 }
    let log = simulation.log()
    #expect(streamed == (try written(log)))
    var back = try read(streamed)
    #expect(back.report.skippedCount == 0 && back.report.unknownKinds.isEmpty)
    back.log.sources[0].name = log.sources[0].name
    #expect(differences(back.log, log) == [])
    #expect(tally.proposals == log.proposals.count && tally.calls == log.calls.count)
    #expect(tally.scores == log.calls.value.count && tally.applied == log.applied.count)
    let classes = OperationClass.allCases.map { tally[$0] }
    #expect(classes.reduce(0) { $0 + $1.proposals } == tally.proposals)
    #expect(classes.reduce(0) { $0 + $1.operations } == Set(log.labels.map(\.sameAs)).count)
  }

  @Test func piecesAreBounded() throws {
    var world = World()
    world.operations = 5_000
    world.isComplete = true
    var largest = 0
    try writeTrace(Simulation(world, seed: 1)) { largest = max(largest, $0.count) }
    #expect(largest < 300_000)
  }

  @Test func stopsWhenTold() {
    let pulse = Pulse { _, done, _ in if done > 3 { throw Interrupted() } }
    #expect(throws: Interrupted()) { try writeTrace(Simulation(World(), seed: 1), pulse: pulse) { _ in } }
  }
}
