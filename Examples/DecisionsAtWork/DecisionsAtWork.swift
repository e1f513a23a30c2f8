import Accumulation
import ExampleTexts

/// Advice and its opposite read almost alike. Merged, what they accumulate cancels out; one ruling separates them.
@main
enum DecisionsAtWork {
  static func main() throws {
    let log = madeLog()
    let operations = exampleOperations(of: log)
    let names = (0..<operations.count).map { operations.name(of: $0) }
    var decisions = Decisions()
    print("as the linkage has it")
    try show(log, operations, decisions)

    print("\nthe order is the other way round: different")
    try decisions.add(Decision(.different, names[0], names[1], reason: "the order is the other way round"))
    try show(log, operations, decisions)

    print("\nthe same advice in other words: same")
    try decisions.add(Decision(.same, names[0], names[2]))
    try show(log, operations, decisions)

    print("\nbut not of both")
    do {
      try decisions.add(Decision(.same, names[1], names[2]))
    } catch {
      let letter = Dictionary(uniqueKeysWithValues: zip(names, ["a", "b", "c"]))
      for link in error.chain {
        print(
          "refused, for \(letter[link.first] ?? "?") \(link.ruling.rawValue) \(letter[link.second] ?? "?")")
      }
    }
  }

  private static func show(_ log: TraceLog, _ operations: Operations, _ decisions: Decisions) throws {
    let units = try Leader.partition(
      operations, vectors: wordVectors(of: operations, in: log),
      constraints: Constraints(decisions, for: operations), tau: Cosine(0.8))
    let observations = Observations(
      log: log, operations: operations, partition: units, rule: DeltaRule(.continuous))
    let evidence = Evidence(observations, unitCount: units.unitCount, accumulator: .ema(beta: 0.9))
    let rows = evidence.ranking.map(Int.init).map { unit in
      let members = units.members(of: unit).map { log.proposals.id[Int(operations.firstProposal[Int($0)])] }
      return [
        "U\(unit + 1)", "n \(evidence.n[unit])", "mhat \(decimals(evidence.mhat[unit]))",
        members.joined(separator: " "),
      ]
    }
    printTable(rows)
  }

  private static func madeLog() -> TraceLog {
    var made = ExampleLog()
    made.beginBatch()
    made.propose("a", .add, "tail", "When you look for food, check the microwave before the fridge.")
    made.propose("b", .add, "tail", "When you look for food, check the fridge before the microwave.")
    made.propose("c", .add, "tail", "Food tends to be left in microwaves: open them first.")
    made.score(baseline: 50, ["a": 57, "b": 44, "c": 56])
    made.beginBatch()
    made.score(baseline: 65, ["a": 70, "b": 60, "c": 72])
    made.beginBatch()
    made.score(baseline: 42, ["a": 49, "b": 36])
    return made.log
  }
}
