import GoldenSupport
import Testing

import Accumulation

/// Whether the queue asks first what matters: fifty answers of a perfect judge in each order, against what fifty answers
/// can do at best.
@Suite struct QueueOrderTests {
  private static let worlds = 20

  /// Worlds differ by a tenth or so: of a hundred times twenty, one mean lies under 0.8.
  @Test func impactFindsWhatMatters() throws {
    var random = SeededGenerator.announced(usual: 11)
    var undone: [QueueOrder: [Double]] = [:]
    for _ in 0..<QueueOrderTests.worlds {
      let judged = try JudgedWorld(PlantedMerges(&random))
      let gains = try QueueOrder.allCases.map { try judged.gain($0) }
      let best = max(try judged.bestGain(), gains.max() ?? 0)
      #expect(best > 10, "nothing is planted, seed \(random.seed)")
      for (order, gain) in zip(QueueOrder.allCases, gains) {
        undone[order, default: []].append(Double(gain) / Double(best))
      }
    }
    try report(undone)
    let impact = try #require(Interval.mean(undone[.impact] ?? []))
    let chance = try #require(Interval.mean(undone[.random] ?? []))
    #expect(impact.estimate >= 0.8, "\(impact), seed \(random.seed)")
    #expect(impact.low > chance.high, "no better than chance, seed \(random.seed)")
  }

  private func report(_ undone: [QueueOrder: [Double]]) throws {
    for order in QueueOrder.allCases {
      let share = try #require(Interval.mean(undone[order] ?? []))
      let numbers = [share.estimate, share.low, share.high].map { "\((100 * $0).rounded() / 100)" }
      print(
        "\(order.rawValue) undoes \(numbers[0]) of what the best answers undo (\(numbers[1]) to \(numbers[2]))"
      )
    }
  }
}

/// A planted world before a judge who knows the truth.
struct JudgedWorld {
  private let planted: PlantedMerges
  private let right: [Verdict]
  private let start: Int

  static let answers = 50
  /// The queue is made anew after so many answers, as a person would ask for it.
  private static let sitting = 10

  init(_ planted: PlantedMerges) throws {
    self.planted = planted
    right = try planted.rightVerdicts()
    start = planted.errors(try planted.sample.state(), right)
  }

  /// How many verdict errors are undone by answering in this order.
  func gain(_ order: QueueOrder) throws -> Int {
    try gain { _, queue, _ in queue.ordered(by: order, spread: 2) }
  }

  private func gain(
    _ ordered: (PlantedMerges, [QueueEntry], QueueSample.State) -> [QueueEntry]
  ) throws -> Int {
    var (planted, given) = (planted, 0)
    while given < JudgedWorld.answers {
      let state = try planted.sample.state()
      let before = given
      for entry in ordered(planted, try planted.sample.queue(state), state)
      where given < min(before + JudgedWorld.sitting, JudgedWorld.answers) {
        guard let answered = try planted.answering(entry.candidate) else { continue }
        planted = answered
        given += 1
      }
      if given == before { break }
    }
    return start - planted.errors(try planted.sample.state(), right)
  }

  /// A yardstick for what fifty answers can undo, by two who know the truth: one asks, among the answers that change
  /// something, for what undoes most at once; the other for what moves verdicts most, which sees further where two
  /// answers are needed. Neither is the best set of fifty, which nobody can search for; the caller takes whatever order
  /// did better still.
  func bestGain() throws -> Int {
    let farSighted = try gain { planted, queue, state in
      queue.filter { planted.isSame($0.candidate) != isOne($0.candidate, state) }
        .sorted { $0.change.weight(spread: 2) > $1.change.weight(spread: 2) }
    }
    return max(farSighted, try greedyGain())
  }

  /// What an answer is worth is looked at again only when it comes to the front.
  private func greedyGain() throws -> Int {
    var planted = planted
    var current = try planted.sample.state()
    var errors = start
    var gains: [(candidate: Candidate, gain: Int, round: Int)] = []
    for entry in try planted.sample.queue(current)
    where planted.isSame(entry.candidate) != isOne(entry.candidate, current) {
      gains.append((entry.candidate, .max, -1))
    }
    for round in 0..<JudgedWorld.answers {
      while let place = gains.indices.max(by: { gains[$0].gain < gains[$1].gain }), gains[place].round < round
      {
        guard let answered = try planted.answering(gains[place].candidate) else {
          gains.remove(at: place)
          continue
        }
        gains[place].gain = errors - answered.errors(try answered.sample.state(), right)
        gains[place].round = round
      }
      guard let place = gains.indices.max(by: { gains[$0].gain < gains[$1].gain }), gains[place].gain > 0,
        let answered = try planted.answering(gains[place].candidate)
      else { break }
      planted = answered
      current = try planted.sample.state()
      errors = planted.errors(current, right)
      gains.remove(at: place)
    }
    return start - errors
  }

  private func isOne(_ candidate: Candidate, _ state: QueueSample.State) -> Bool {
    state.partition.unitOf[Int(candidate.first)] == state.partition.unitOf[Int(candidate.second)]
  }
}
