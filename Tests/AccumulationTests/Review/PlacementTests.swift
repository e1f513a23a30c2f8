import Accumulation
import GoldenSupport
import Testing

/// What is said of how operations came to their units is held against the units that `Leader` made.
@Suite struct PlacementTests {
  @Test func explainsEveryUnitThatTheLinkageMakes() throws {
    var random = SeededGenerator.announced()
    var ways = (founded: 0, followed: 0, joined: 0)
    for _ in 0..<1_500 {
      let sample = try LeaderCase.random(&random)
      let operations = sample.operations
      let partition = try sample.partition(operations)
      let constraints = try sample.constraints(operations)
      let tau = Cosine(tenThousandths: Int32(sample.tau))
      let vectors = sample.vectors(operations)
      let finder = PlacementFinder(operations, partition, constraints, vectors, tau: tau)
      for operation in 0..<Int32(operations.count) {
        let placement = finder.placement(of: operation)
        let unit = partition.unitOf[Int(operation)]
        let isFounder = partition.founder[Int(unit)] == operation
        #expect(placement.unit == unit, "seed \(random.seed)")
        switch placement.way {
        case .founded:
          ways.founded += 1
          #expect(isFounder, "seed \(random.seed)")
          if placement.barred == nil, let closest = placement.closest {
            #expect(closest.cosine < tau, "seed \(random.seed)")
          }
        case .followed(let earlier):
          ways.followed += 1
          #expect(!isFounder && earlier < operation, "seed \(random.seed)")
          #expect(constraints.ruling(earlier, operation) == .same, "seed \(random.seed)")
        case .joined(let leader):
          ways.joined += 1
          #expect(!isFounder && partition.unitOf[Int(leader)] == unit, "seed \(random.seed)")
          #expect(vectors.cosine(Int(leader), Int(operation)) >= tau, "seed \(random.seed)")
        }
        if let barred = placement.barred {
          #expect(partition.unitOf[Int(barred.leader)] != unit, "seed \(random.seed)")
        }
      }
    }
    #expect(ways.founded > 1_000 && ways.followed > 100 && ways.joined > 1_000)
  }
}
