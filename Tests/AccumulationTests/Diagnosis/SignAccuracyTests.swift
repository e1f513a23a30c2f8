import Accumulation
import Testing

@Suite struct SignAccuracyTests {
  @Test func countsSignsAgainstTheTruth() throws {
    var sample = ScoredLog(units: [0, 1, 2, 3], batches: 4)
    sample.add(batch: 0, baseline: 0, [(0, 3), (1, 2), (2, 1), (3, 5)])
    sample.add(batch: 1, baseline: 0, [(0, -1), (1, -2), (2, 1)])
    sample.add(batch: 2, baseline: 0, [(0, 4), (1, -1)])
    sample.add(batch: 3, baseline: 0, [(0, 0)])
    // Unit 2 does nothing in truth, of unit 3 nothing is known.
    let accuracy = SignAccuracy(sample.observations(DeltaRule()), effect: [2, -1, 0, nil])
    #expect(accuracy.right == 4 && accuracy.wrong == 2 && accuracy.without == 1 && accuracy.units == 2)
    #expect(accuracy.share == Interval.share(4, of: 6))
    #expect(SignAccuracy(sample.observations(DeltaRule()), effect: [nil, nil, nil, nil]).share == nil)
  }

  @Test func labelsAreReadByUnit() throws {
    var log = ScoredLog(units: [0, 0, 1])
    log.add(batch: 0, baseline: 0, [(0, 3), (2, 2)])
    var trace = log.log
    trace.labels = [
      Label(proposal: 0, effect: -1), Label(proposal: 1, effect: 3), Label(proposal: 2, effect: -2),
    ]
    let truth = Truth(log: trace, operations: log.operations, partition: log.partition)
    let accuracy = SignAccuracy(log.observations(DeltaRule()), effect: truth.effect)
    #expect(truth.effect == [1, -2] && accuracy.right == 1 && accuracy.wrong == 1)
  }

  /// The item `m0` is edited by proposal 0 in batch 0 and by proposal 1 in batch 2.
  private func contrast(_ tasks: [(batch: Int, outcome: Double, hasItem: Bool)]) throws -> [Double?] {
    let sample = ScoredLog(units: [0, 1], batches: 5)
    var log = sample.log
    log.symbols.append("m0")
    log.applied = [Application(batch: 0, proposal: 0), Application(batch: 2, proposal: 1)]
    for task in tasks {
      log.tasks.batch.append(Int32(task.batch))
      log.tasks.name.append("t")
      log.tasks.outcome.append(task.outcome)
      log.tasks.scene.append(-1)
      if task.hasItem { log.tasks.item += [0, 0] }
      log.tasks.itemEnd.append(log.tasks.item.count)
    }
    return try TaskContrast(log: log, operations: sample.operations, partition: sample.partition).effect
  }

  private func tasks(_ batch: Int, with: [Double], without: [Double]) -> [(
    batch: Int, outcome: Double, hasItem: Bool
  )] {
    with.map { (batch, $0, true) } + without.map { (batch, $0, false) }
  }

  @Test func tasksAreComparedWithinTheirBatchWhileTheEditStands() throws {
    let effect = try contrast(
      tasks(0, with: [0, 0, 0, 0, 0], without: [1, 1, 1, 1, 1])
        + tasks(1, with: [1, 1], without: [0, 0, 0])
        + tasks(2, with: [5, 5, 5], without: [4, 4])
        + tasks(3, with: [0, 0, 0, 0], without: [1, 1, 1, 1, 1, 1]) + tasks(4, with: [0], without: []))
    // Before batch 1 the edit was not there; a batch with tasks on one side only compares nothing.
    #expect(effect == [1, nil])
  }

  @Test func anEasyBatchMakesNoEditLookGood() throws {
    // With the item tasks do worse by 1 in either batch, but it stands mostly in the easy one.
    let effect = try contrast(
      tasks(1, with: [9, 9, 9, 9, 9, 9], without: [10]) + tasks(2, with: [0], without: [1, 1, 1, 1, 1, 1]))
    let first = try #require(effect[0])
    #expect(abs(first + 1) < 1e-12)
  }

  @Test func theOrderOfTheFileDoesNotMatter() throws {
    let all =
      tasks(1, with: [1, 0, 1], without: [0, 0, 1]) + tasks(2, with: [1, 1, 0], without: [0, 1, 0])
      + tasks(4, with: [0, 1, 1, 1, 0], without: [0, 1, 1, 0, 0])
    var random = Randomness(seed: 8)
    var shuffled = all
    random.shuffle(&shuffled)
    let (first, second) = (try contrast(all), try contrast(shuffled))
    for (a, b) in zip(first, second) { #expect(abs(try #require(a) - (try #require(b))) < 1e-12) }
  }

  @Test func additionsGoByTheirProposal() throws {
    let sample = ScoredLog(units: [0], batches: 2)
    var log = sample.log
    log.proposals.type = [.add]
    log.proposals.id.append("p1")
    log.symbols.append("p1")
    log.applied = [Application(batch: 0, proposal: 0)]
    for index in 0..<12 {
      log.tasks.batch.append(1)
      log.tasks.outcome.append(index < 6 ? 0 : 1)
      if index < 6 { log.tasks.item.append(0) }
      log.tasks.itemEnd.append(log.tasks.item.count)
    }
    let effect = try TaskContrast(log: log, operations: sample.operations, partition: sample.partition).effect
    #expect(effect == [-1])
  }
}
