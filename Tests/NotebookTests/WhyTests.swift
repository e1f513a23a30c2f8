import Accumulation
import Analyses
import Answers
import GoldenSupport
import Sessions
import Testing

@Suite struct WhyTests {
  /// What `why` says would change something does so, and what it says is refused is refused.
  @Test func whatItProposesHappens() throws {
    var random = SeededGenerator.announced()
    let bench = try Bench()
    try bench.run(
      "load datasets/kitchen.jsonl; different b3p7 b5p5; same b1p1 b2p3; same U28 U41; detach b12p5")
    let operations = try bench.session.analysis.operations()
    var said = (tau: 0, decision: 0, refused: 0)
    for round in 0..<120 {
      let pair = try pair(bench, operations, round, &random)
      let names = pair.map { operations.name(of: $0).description }
      let wasOne = try isOne(bench, names)
      for line in try changes(bench, names) {
        let words = line.split(separator: " ").map(String.init)
        switch (words[0], line.contains("is refused")) {
        case ("set", _):
          said.tau += 1
          try bench.run(words[0..<3].joined(separator: " "))
          #expect(try isOne(bench, names) != wasOne, "\(line), seed \(random.seed)")
          try bench.run("undo")
        case (_, true):
          said.refused += 1
          #expect(bench.complaint(words[0..<3].joined(separator: " ")) != nil, "\(line), seed \(random.seed)")
        case ("same", _), ("different", _):
          said.decision += 1
          try bench.run(words[0..<3].joined(separator: " "))
          #expect(try isOne(bench, names) != wasOne, "\(line), seed \(random.seed)")
          try bench.run("undo")
        case ("undecide", _):
          try bench.run(words[0..<3].joined(separator: " "))
          try bench.run("undo")
        default: #expect(words[0] == "no", "\(line)")
        }
      }
    }
    #expect(said.tau > 10 && said.decision > 30 && said.refused > 30, "\(said), seed \(random.seed)")
  }

  /// Of one unit, of one key, or ruled on: pairs of which there is something to say.
  private func pair(_ bench: Bench, _ operations: Operations, _ round: Int, _ random: inout SeededGenerator)
    throws
    -> [Int]
  {
    if round % 3 == 2 { return try ruledPair(bench.session.study.decisions, operations, &random) }
    let first = Int.random(in: 0..<operations.count, using: &random)
    let partition = try bench.session.analysis.partition()
    let others = (0..<operations.count).filter { other in
      guard other != first else { return false }
      return round % 3 == 0
        ? partition.unitOf[other] == partition.unitOf[first] : operations.key[other] == operations.key[first]
    }
    return [first, others.randomElement(using: &random) ?? (first + 1) % operations.count]
  }

  /// Directly or by a chain: the opposite ruling would be refused.
  private func ruledPair(_ decisions: Decisions, _ operations: Operations, _ random: inout SeededGenerator)
    throws -> [Int]
  {
    let decided = decisions.operationNames.flatMap { operations.matches($0) }
    let pairs = decided.flatMap { first in decided.map { [first, $0] } }.filter { pair in
      let names = pair.map { operations.name(of: $0) }
      return pair[0] != pair[1] && decisions.ruling(names[0], names[1]) != nil
    }
    return try #require(pairs.randomElement(using: &random))
  }

  private func isOne(_ bench: Bench, _ names: [String]) throws -> Bool {
    try bench.session.analysis.unit(named: names[0]) == bench.session.analysis.unit(named: names[1])
  }

  private func changes(_ bench: Bench, _ names: [String]) throws -> [String] {
    let outcome = try bench.run("why \(names[0]) \(names[1])")
    guard case .data(let table)? = outcome.answer.blocks.last else { return [] }
    return table.rows.compactMap { row in
      guard case (.text("change"), .text(let finding)) = (row[0], row[1]) else { return nil }
      return finding
    }
  }

  @Test func anOperationOfAnotherLogIsPassedOver() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let outcome = try bench.run("why b1p1 w:0000000000")
    #expect(outcome.answer.blocks.isEmpty && outcome.warnings.count == 1)
  }
}
