import Accumulation
import ExampleTexts

/// A log made in code, the units in it, and what they accumulate.
@main
enum EvidenceInCode {
  static func main() throws {
    let log = madeLog()
    let operations = exampleOperations(of: log)
    // Wordings with a cosine of at least 0.7 are one operation; nobody has ruled otherwise.
    let units = try Leader.partition(
      operations, vectors: wordVectors(of: operations, in: log),
      constraints: Constraints(Decisions(), for: operations), tau: Cosine(0.7))
    let observations = Observations(
      log: log, operations: operations, partition: units, rule: DeltaRule(.continuous))
    let evidence = Evidence(observations, unitCount: units.unitCount, accumulator: .ema(beta: 0.9))
    print("\(log.proposals.count) proposals, \(operations.count) wordings, \(units.unitCount) units")
    var rows = [["unit", "n", "mhat", "share", "deltas", "content"]]
    for unit in evidence.ranking.map(Int.init) {
      let content = log.proposals.content[Int(operations.firstProposal[Int(units.founder[unit])])]
      rows.append([
        "U\(unit + 1)", "\(evidence.n[unit])", decimals(evidence.mhat[unit]), decimals(evidence.share[unit]),
        observations.delta[observations.range(of: unit)].map { decimals($0) }.joined(separator: " "),
        content.isEmpty ? "(the item goes)" : content,
      ])
    }
    printTable(rows)
  }

  /// Three batches of an agent in a kitchen. The first advice comes in two wordings, and every batch is more or less
  /// difficult than the others: what counts is the change against its own baseline.
  private static func madeLog() -> TraceLog {
    var made = ExampleLog()
    made.beginBatch()
    made.propose("a1", .add, "tail", "Close the fridge door after every use.")
    made.propose("b1", .add, "tail", "Count the plates before you start.")
    made.score(baseline: 61, ["a1": 67, "b1": 60])
    made.beginBatch()
    made.propose("a2", .add, "tail", "Close the fridge door after use.")
    made.score(baseline: 40, ["a2": 45, "b1": 42])
    made.beginBatch()
    made.propose("c3", .modify, "m7", "")
    made.score(baseline: 72, ["a1": 80, "a2": 78, "b1": 69])
    made.score(baseline: 70, ["c3": 66])
    return made.log
  }
}
