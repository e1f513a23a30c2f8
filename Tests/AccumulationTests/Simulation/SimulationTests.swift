import GoldenSupport
import Testing

import Accumulation

/// Simulated logs against the description of their world.
@Suite struct SimulationTests {
  /// FNV-1a over everything that a log says; pinned, so that another machine or compiler that says something else is
  /// noticed.
  @Test func theSameBytesEverywhere() {
    var world = World(.drifting)
    world.operations = 40
    world.batches = 8
    world.missing = 0.1
    world.positionBias = 2
    let log = Simulation(world, seed: 7).log()
    #expect(log == Simulation(world, seed: 7).log())
    #expect(log != Simulation(world, seed: 8).log())
    #expect(digest(log) == 10_137_327_099_993_174_626)
  }

  private func digest(_ log: TraceLog) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    func take(_ text: some Sequence<UInt8>) { for byte in text { take(byte) } }
    func take(_ number: Double) { take("\(number) ".utf8) }
    take(log.proposals.content.bytes)
    take(log.proposals.id.bytes)
    take(log.symbols.bytes)
    for anchor in log.proposals.anchor { take("\(anchor) ".utf8) }
    for value in log.calls.baseline + log.calls.value { take(value) }
    for label in log.labels {
      take("\(label.sameAs ?? "") \(label.effect ?? 0) \(label.category ?? "") ".utf8)
    }
    for application in log.applied { take("\(application.batch) \(application.proposal) ".utf8) }
    for evaluation in log.evals { take(evaluation.score) }
    return hash
  }

  @Test func batchesAreTheLog() {
    let simulation = Simulation(World(.scenes), seed: 3)
    let log = simulation.log()
    var (proposals, scores) = (0, 0)
    for (index, batch) in simulation.enumerated() {
      #expect(batch.number == log.batches[index].number)
      for proposal in batch.proposals {
        #expect(log.proposals.id[proposals] == proposal.name.id)
        #expect(log.proposals.content[proposals] == proposal.content)
        proposals += 1
      }
      for entry in batch.calls.flatMap(\.entries) {
        #expect(log.calls.value[scores] == entry.value)
        #expect(log.proposals.id[Int(log.calls.proposal[scores])] == entry.proposal.id)
        scores += 1
      }
    }
    #expect(proposals == log.proposals.count && scores == log.calls.value.count)
  }

  /// One identity has one effect, class, type and anchor, and no text of another at that place.
  @Test(arguments: World.Regime.allCases)
  func labelsAreConsistent(_ regime: World.Regime) throws {
    var world = World(regime)
    world.operations = 400
    let log = Simulation(world, seed: 11).log()
    #expect(log.labels.count == log.proposals.count)
    var truths: [String: [String]] = [:]
    var owners: [[String]: String] = [:]
    for label in log.labels {
      let proposal = Int(label.proposal)
      let identity = try #require(label.sameAs)
      let place = ["\(log.proposals.type[proposal])", "\(log.proposals.anchor[proposal])"]
      let truth = place + ["\(try #require(label.effect))", try #require(label.category)]
      #expect(truths[identity, default: truth] == truth)
      truths[identity] = truth
      let text = place + [log.proposals.content[proposal]]
      #expect(owners[text, default: identity] == identity)
      owners[text] = identity
    }
    #expect(truths.count == 400)
    let deletions = (0..<log.proposals.count).filter { log.proposals.content.range($0).isEmpty }
    #expect(!deletions.isEmpty && deletions.allSatisfy { log.proposals.type[$0] == .modify })
  }

  @Test func effectsHaveTheSignOfTheirClass() {
    let log = Simulation(World(), seed: 2).log()
    for label in log.labels {
      let effect = label.effect ?? .nan
      switch OperationClass(rawValue: label.category ?? "") {
      case .stable: #expect(effect >= 1 && effect <= 7)
      case .harmful: #expect(effect <= -1 && effect >= -7)
      case .spurious: #expect(effect == 0)
      case .sceneSpecific: #expect(abs(effect) < 7)
      case nil: Issue.record("no class")
      }
    }
  }

  /// Nothing that the recorded run took was refused by a bank, and anchors stood when they were proposed.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func theRecordedRunIsPossible(_ seed: UInt64) {
    var world = World()
    world.deletes = 0.2
    let log = Simulation(world, seed: seed).log()
    let run = RecordedRun(log: log, through: log.batches.count)
    #expect(run.taken.count > 20)
    #expect(run.taken.allSatisfy { $0.refusal == nil })
    for batch in log.batches.indices {
      let bank = RecordedRun(log: log, through: batch).bank
      for proposal in log.proposals.batch.indices where Int(log.proposals.batch[proposal]) == batch {
        if let item = log.edit(of: proposal).anchorItem { #expect(bank.holds(item)) }
      }
    }
  }

  /// However wordings are merged, every policy finds every score that it wants.
  @Test func completeLogsAnswerEveryPolicy() throws {
    var world = World()
    (world.isComplete, world.operations, world.batches, world.deletes) = (true, 40, 15, 0.1)
    let log = Simulation(world, seed: 3).log()
    let texts = (0..<log.proposals.count).map { proposal in
      "\(log.proposals.type[proposal]) \(log.symbols[Int(log.proposals.anchor[proposal])]) \(log.proposals.content[proposal])"
    }
    var numbers: [String: Int] = [:]
    for text in texts where numbers[text] == nil { numbers[text] = numbers.count }
    let operations = Operations(log: log, fingerprints: texts.map { spreadFingerprint(numbers[$0] ?? 0) })
    let alone = (0..<Int32(operations.count)).map { $0 }
    let split = Partition(unitOf: alone, founder: alone, candidates: [])
    let field = PolicyField(log: log, operations: operations, partition: split)
    for figures in try comparePolicies(PolicyKind.honest, on: field) where figures.kind != .oracle {
      #expect(figures.coverage == 1, "\(figures.kind)")
    }
  }

  @Test func completeScoresWhateverWasProposed() {
    var world = World()
    world.isComplete = true
    let log = Simulation(world, seed: 4).log()
    var known: Set<String> = []
    for batch in log.batches.indices {
      for label in log.labels where Int(log.proposals.batch[Int(label.proposal)]) == batch {
        known.insert(label.sameAs ?? "")
      }
      #expect(scored(log, in: batch) == known)
    }
    #expect(known.count == world.operations)
  }

  private func scored(_ log: TraceLog, in batch: Int) -> Set<String> {
    var scored: Set<String> = []
    for call in 0..<log.calls.count where Int(log.calls.batch[call]) == batch {
      for entry in log.calls.entries(of: call) {
        scored.insert(log.labels[Int(log.calls.proposal[entry])].sameAs ?? "")
      }
    }
    return scored
  }

  @Test func extremesStand() {
    for change in [
      { $0.operations = 1 }, { $0.batches = 1 }, { $0.proposals = 1e6 },
      {
        $0.deletes = 1; $0.modifies = 0
      },
      { $0.accuracy = 1 }, { $0.accuracy = 0.501 }, { $0.missing = 1 }, { $0.arrival = 0 },
      {
        $0.harmful = 0; $0.spurious = 1; $0.sceneSpecific = 0
      },
      {
        $0.group = 1; $0.positionBias = 9
      },
      { $0.level = 0 },
      {
        $0.level = 100; $0.compression = 1
      }, { $0.epochs = 1_000 }, { $0.pool = 0 },
      { $0.effect = .nan },
      {
        $0.operations = -3; $0.scenes = 0; $0.period = 0
      },
      {
        $0.items = 1; $0.deletes = 1
      },
    ] as [(inout World) -> Void] {
      var world = World()
      world.operations = 30
      world.batches = 6
      change(&world)
      let log = Simulation(world, seed: .max).log()
      #expect(
        log.batches.count == world.batches && log.evals.count == min(max(world.epochs, 1), log.batches.count))
      #expect((log.calls.value + log.calls.baseline).allSatisfy { World.range.contains($0) })
    }
  }
}
