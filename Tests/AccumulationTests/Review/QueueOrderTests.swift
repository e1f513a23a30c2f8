import GoldenSupport
import Testing

import Accumulation

/// Whether the queue asks first what matters: fifty answers of a perfect judge in each order, against the best fifty
/// that somebody who knows the truth would have picked, one after another.
@Suite struct QueueOrderTests {
  private static let answers = 50
  private static let worlds = 20

  @Test func impactFindsWhatMatters() throws {
    var random = SeededGenerator.announced()
    var undone: [QueueOrder: [Double]] = [:]
    for _ in 0..<QueueOrderTests.worlds {
      let planted = PlantedMerges(&random)
      let right = try planted.rightVerdicts()
      let start = try planted.state(right).errors
      let best = start - (try bestErrors(planted, right))
      #expect(best > 10, "nothing is planted, seed \(random.seed)")
      for order in QueueOrder.allCases {
        let left = try errors(planted, right, order)
        undone[order, default: []].append(Double(start - left) / Double(best))
      }
    }
    for order in QueueOrder.allCases {
      let share = Interval.mean(undone[order] ?? [])
      print(
        "\(order.rawValue): undoes \(share?.estimate ?? 0) of what the best answers undo, \(share?.low ?? 0) to \(share?.high ?? 0)"
      )
    }
    let impact = try #require(Interval.mean(undone[.impact] ?? []))
    let chance = try #require(Interval.mean(undone[.random] ?? []))
    #expect(impact.estimate >= 0.8, "\(impact), seed \(random.seed)")
    #expect(impact.low > chance.high, "no better than chance, seed \(random.seed)")
  }

  /// The queue is made anew after every tenth answer, as a person would ask for it.
  private func errors(_ planted: PlantedMerges, _ right: [Verdict], _ order: QueueOrder) throws -> Int {
    var planted = planted
    var given = 0
    while given < QueueOrderTests.answers {
      let state = try planted.state(right)
      let queue = try planted.queue(state).ordered(by: order, spread: 2)
      let before = given
      for entry in queue where given < min(before + 10, QueueOrderTests.answers) {
        guard let answered = try planted.answering(entry.candidate) else { continue }
        planted = answered
        given += 1
      }
      if given == before { break }
    }
    return try planted.state(right).errors
  }

  /// Greedy over the answers that change something; what an answer is worth is looked at again only when it comes to the
  /// front.
  func bestErrors(_ planted: PlantedMerges, _ right: [Verdict]) throws -> Int {
    var planted = planted
    var current = try planted.state(right)
    var gains: [(candidate: Candidate, gain: Int, round: Int)] = []
    for entry in try planted.queue(current)
    where planted.isSame(entry.candidate) != isOne(entry.candidate, current) {
      gains.append((entry.candidate, .max, -1))
    }
    for round in 0..<QueueOrderTests.answers {
      while let place = gains.indices.max(by: { gains[$0].gain < gains[$1].gain }), gains[place].round < round
      {
        guard let answered = try planted.answering(gains[place].candidate) else {
          gains.remove(at: place)
          continue
        }
        gains[place].gain = current.errors - (try answered.state(right).errors)
        gains[place].round = round
      }
      guard let place = gains.indices.max(by: { gains[$0].gain < gains[$1].gain }), gains[place].gain > 0,
        let answered = try planted.answering(gains[place].candidate)
      else { break }
      planted = answered
      current = try planted.state(right)
      gains.remove(at: place)
    }
    return current.errors
  }

  private func isOne(_ candidate: Candidate, _ state: PlantedMerges.State) -> Bool {
    state.partition.unitOf[Int(candidate.first)] == state.partition.unitOf[Int(candidate.second)]
  }
}
