import Accumulation
import GoldenSupport

extension LeaderCase {
  /// A small log with vectors on a grid: every cosine is a multiple of 0.04, far from where rounding decides.
  static func random(_ random: inout SeededGenerator) throws -> LeaderCase {
    let names = Int.random(in: 2...14, using: &random)
    let keys = Int.random(in: 1...4, using: &random)
    let meanings = (0..<names).map { _ in
      (
        gridVector(&random), OperationType.allCases[Int.random(in: 0..<2, using: &random)],
        Int.random(in: 0..<keys, using: &random)
      )
    }
    let proposals = (0..<Int.random(in: 1...40, using: &random)).map { _ in
      let operation = Int.random(in: 0..<names, using: &random)
      let (vector, type, anchor) = meanings[operation]
      return Proposal(operation: operation, type: type, anchor: anchor, vector: vector)
    }
    return LeaderCase(
      proposals: proposals, rulings: try randomRulings(&random, among: names + 3),
      tau: [-400, 0, 2000, 3600, 3800, 5600, 6000, 6400, 8000, 8400, 9600, 10_000].randomElement(
        using: &random) ?? 0)
  }

  /// A unit vector of fifths, with most of its weight in the same few places; rarely one of zeros.
  private static func gridVector(_ random: inout SeededGenerator) -> [Float] {
    let patterns: [[Float]] = [
      [5], [4, 3], [3, 4], [4, 2, 2, 1], [3, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2, 1], [],
    ]
    var vector = [Float](repeating: 0, count: gridDimension)
    let places = (14..<gridDimension).shuffled(using: &random)
    for (place, value) in zip(places, patterns.randomElement(using: &random) ?? []) {
      vector[place] = Int.random(in: 0..<8, using: &random) == 0 ? -value / 5 : value / 5
    }
    return vector
  }

  /// Some in the block of sixteen that a dot product adds at once, some after it.
  private static let gridDimension = 21

  /// Rulings free of contradiction, in the order in which they were accepted.
  private static func randomRulings(_ random: inout SeededGenerator, among names: Int) throws -> [Ruling] {
    let shares: [Double] = [0, 0.3, 0.5, 1]
    let share = shares.randomElement(using: &random) ?? 0
    var (decisions, accepted) = (Decisions(), [Ruling]())
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let isSame = Double.random(in: 0..<1, using: &random) < share
      let pair = (0..<2).map { _ in Int.random(in: 0..<names, using: &random) }
      let ruling = Ruling(isSame: isSame, first: pair[0], second: pair[1])
      if try !decisions.addAccepted([ruling.decision()]).isEmpty { accepted.append(ruling) }
    }
    return accepted
  }
}

extension LeaderCase.Ruling {
  func decision() throws -> Decision {
    Decision(isSame ? .same : .different, try spreadName(first), try spreadName(second))
  }
}

extension LeaderCase {
  var operations: Operations {
    sampleOperations(
      proposals.map { SampleProposal(operation: $0.operation, type: $0.type, anchor: $0.anchor) })
  }

  func constraints(_ operations: Operations) throws -> Constraints {
    Constraints(try Decisions(try rulings.map { try $0.decision() }), for: operations)
  }

  func vectors(_ operations: Operations) -> Vectors {
    let rows = operations.firstProposal.map { proposals[Int($0)].vector }
    return Vectors(dimension: rows.first?.count ?? 1, values: rows.flatMap { $0 })
  }

  func partition(_ operations: Operations, pulse: Pulse = .silent) throws -> Partition {
    try Leader.partition(
      operations, vectors: vectors(operations), constraints: constraints(operations),
      tau: Cosine(tenThousandths: Int32(tau)), pulse: pulse)
  }
}
