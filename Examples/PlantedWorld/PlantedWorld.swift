import Accumulation
import ExampleTexts

/// A world whose truth is planted: which wordings are one operation, and what each operation is worth. The method sees
/// neither; here it is held against both.
@main
enum PlantedWorld {
  static func main() throws {
    var world = World()
    (world.operations, world.batches, world.wordings) = (60, 40, 3)
    let log = Simulation(world, seed: 7).log()
    let operations = exampleOperations(of: log)
    let vectors = wordVectors(of: operations, in: log)
    let truth = TrueIdentities(log: log, operations: operations)
    print("\(log.proposals.count) proposals, \(operations.count) wordings of \(truth.count) operations\n")
    var rows = [["tau", "units", "precision", "recall", "f1", "right_signs", "auc"]]
    for tau in stride(from: 0.4, through: 0.9, by: 0.1) {
      let units = try Leader.partition(
        operations, vectors: vectors, constraints: Constraints(Decisions(), for: operations), tau: Cosine(tau)
      )
      let merging = MergeQuality(truth, units).pairs
      let evidence = quality(log, operations, units)
      let all = evidence.classes.last?.share
      rows.append([
        decimals(tau), "\(units.unitCount)", decimals(merging.precision), decimals(merging.recall),
        decimals(merging.f1), decimals(all?.estimate), decimals(evidence.auc),
      ])
    }
    printTable(rows)
  }

  /// How well what units accumulate says what they are worth.
  private static func quality(_ log: TraceLog, _ operations: Operations, _ units: Partition)
    -> EvidenceQuality
  {
    let observations = Observations(
      log: log, operations: operations, partition: units, rule: DeltaRule(.continuous))
    let evidence = Evidence(observations, unitCount: units.unitCount, accumulator: .ema(beta: 0.9))
    return EvidenceQuality(
      Truth(log: log, operations: operations, partition: units), mhat: evidence.mhat)
  }
}
