import GoldenSupport
import Testing

import Accumulation

/// Wordings that any encoder takes for one although they are not, among some hundred pairs that are one.
@Suite struct QueueTrapTests {
  private static let traps = [
    ("check the microwave before the oven", "check the oven before the microwave"),
    ("wait 5 minutes before opening the lid", "wait 10 minutes before opening the lid"),
    ("open the fridge when looking for food", "do not open the fridge when looking for food"),
  ]

  /// Of a hundred ordinary pairs one or two disagree by luck alone, and may push one trap out of ten that nine fill; a seed
  /// in some hundred saw that. So traps are counted, and what comes up is held to be suspect.
  @Test func trapsComeUpAmongTheFirstTen() throws {
    var random = SeededGenerator.announced()
    var (planted, missed) = (0, 0)
    for _ in 0..<100 {
      let log = try TrapLog(QueueTrapTests.traps, ordinary: 300, &random)
      let first = try QueueTrapTests.firstTen(log)
      for trap in log.traps {
        planted += 1
        guard let entry = first.first(where: { $0.isAbout(trap) }) else {
          missed += 1
          continue
        }
        #expect(entry.candidate.kind == .suspect && entry.reason != nil, "\(trap), seed \(random.seed)")
      }
      // Far over tau the linkage lists no pair.
      let listed = try log.sample.state().partition.candidates
      #expect(!listed.contains { $0.cosine > Cosine(0.9) })
    }
    #expect(planted == 900 && missed * 100 <= planted, "\(missed) of \(planted) missed, seed \(random.seed)")
  }

  private static func firstTen(_ log: TrapLog) throws -> ArraySlice<QueueEntry> {
    let queue = try log.sample.queue(log.sample.state())
    return queue.ordered(by: .impact, spread: 2).prefix(10)
      + queue.ordered(by: .disagreement, spread: 2).prefix(10)
  }
}

extension QueueEntry {
  fileprivate func isAbout(_ pair: (first: Int32, second: Int32)) -> Bool {
    candidate.first == pair.first && candidate.second == pair.second
  }
}

/// Every pair has a key of its own, and one unit.
private struct TrapLog {
  let sample: QueueSample
  private(set) var traps: [(first: Int32, second: Int32)] = []

  private static let batches = 20
  private static let things = [
    "mug", "plate", "knife", "apple", "towel", "book", "pan", "lamp", "soap", "vase",
  ]
  private static let places = [
    "shelf", "drawer", "cabinet", "table", "sofa", "bed", "desk", "sink", "box", "bin",
  ]

  init(_ kinds: [(String, String)], ordinary: Int, _ random: inout SeededGenerator) throws {
    var pairs: [TrapPair] = []
    // Some were scored often, some hardly ever, some never.
    for kind in kinds {
      for scores in [12, 1, 0] {
        pairs.append(TrapPair(kind.0, kind.1, effects: (6, -6), scores, cosine: 0.97))
      }
    }
    while pairs.count < ordinary + kinds.count * 3 { pairs.append(TrapLog.ordinary(&random)) }
    pairs.shuffle(using: &random)
    var (samples, rows) = ([SampleProposal](), [Float]())
    for (number, pair) in pairs.enumerated() {
      let first = samples.count
      for place in 0...1 { samples.append(SampleProposal(operation: first + place, anchor: number)) }
      rows += [1, 0, Float(pair.cosine), Float((1 - pair.cosine * pair.cosine).squareRoot())]
      if pair.isTrap { traps.append((Int32(first), Int32(first + 1))) }
    }
    var log = sampleLog(samples)
    TrapLog.score(&log, pairs, &random)
    sample = try QueueSample(
      log, samples, Vectors(dimension: 2, values: rows), texts: pairs.flatMap { [$0.first, $0.second] },
      tau: Cosine(0.7))
  }

  private static func ordinary(_ random: inout SeededGenerator) -> TrapPair {
    let thing = things.randomElement(using: &random) ?? ""
    let place = "\(places.randomElement(using: &random) ?? "") \(Int.random(in: 1...9, using: &random))"
    let effect: Double = [6, -6, 0, 2].randomElement(using: &random) ?? 0
    return TrapPair(
      "look for the \(thing) on \(place) when the task names it",
      "search \(place) for a \(thing) the task names",
      effects: (effect, effect), Int.random(in: 0...8, using: &random),
      cosine: .random(in: 0.74...0.97, using: &random))
  }

  private static func score(_ log: inout TraceLog, _ pairs: [TrapPair], _ random: inout SeededGenerator) {
    log.batches = (0..<batches).map { Batch(source: 0, number: $0) }
    for batch in 0..<batches {
      log.calls.batch.append(Int32(batch))
      log.calls.number.append(0)
      log.calls.baseline.append(50)
      for (number, pair) in pairs.enumerated() where batch < pair.scores {
        for (place, effect) in [pair.effects.0, pair.effects.1].enumerated() {
          log.calls.proposal.append(Int32(2 * number + place))
          log.calls.value.append(50 + effect + .random(in: -8...8, using: &random))
        }
      }
      log.calls.end.append(log.calls.value.count)
    }
  }
}

private struct TrapPair {
  let first: String
  let second: String
  let effects: (Double, Double)
  let scores: Int
  let cosine: Double

  init(_ first: String, _ second: String, effects: (Double, Double), _ scores: Int, cosine: Double) {
    (self.first, self.second, self.effects) = (first, second, effects)
    (self.scores, self.cosine) = (scores, cosine)
  }

  var isTrap: Bool { effects.0 != effects.1 }
}
