import Accumulation
import Embedding
import Testing

/// All small logs of two keys, under all small sets of decisions, against the oracle; and from each set to each that has
/// one decision more, and back.
@Suite struct EveryLinkageTests {
  /// At tau 0.8: the same, just over, near, and too far to be a candidate.
  private static let directions: [[Float]] = [[1, 0], [0.8, 0.6], [0.28, 0.96], [0, 1]]

  @Test(arguments: [(1, 4, 0), (2, 4, 1), (3, 4, 2), (4, 3, 2), (5, 2, 1)])
  func ofSoManyOperations(_ count: Int, _ directions: Int, _ decisions: Int) throws {
    let sets = EveryLinkageTests.sets(of: decisions, among: count)
    var followed = 0
    for code in 0..<(power(directions, count) << (count - 1)) {
      let sample = EveryLinkageTests.sample(code, count, directions)
      let linked = try sets.map { try Linked(sample, $0) }
      for (place, one) in linked.enumerated() {
        guard one.isRight else {
          Issue.record("log \(code), decisions \(sets[place])")
          return
        }
        for (other, two) in zip(sets, linked) where other.count == sets[place].count + 1 {
          guard other.starts(with: sets[place]) || other.dropFirst() == sets[place][...] else { continue }
          guard try one.follows(two), try two.follows(one) else {
            Issue.record("log \(code), from \(sets[place]) to \(other)")
            return
          }
          followed += 2
        }
      }
    }
    #expect(followed > 0 || decisions == 0)
  }

  /// The first operation has the first key; each digit of the code is a vector, each bit of what is left a key.
  private static func sample(_ code: Int, _ count: Int, _ directions: Int) -> LeaderCase {
    var rest = code
    let vectors = (0..<count).map { _ in
      defer { rest /= directions }
      return EveryLinkageTests.directions[rest % directions]
    }
    let proposals = vectors.enumerated().map { place, vector in
      LeaderCase.Proposal(
        operation: place, type: .modify, anchor: place == 0 ? 0 : rest >> (place - 1) & 1, vector: vector)
    }
    return LeaderCase(proposals: proposals, rulings: [], tau: 8_000)
  }

  /// Of up to so many decisions, free of contradiction.
  private static func sets(of most: Int, among count: Int) -> [[LeaderCase.Ruling]] {
    let all = (0..<count).flatMap { second in
      (0..<second).flatMap { first in
        [true, false].map { LeaderCase.Ruling(isSame: $0, first: first, second: second) }
      }
    }
    var sets: [[LeaderCase.Ruling]] = [[]]
    var last = sets
    for _ in 0..<most {
      last = last.flatMap { set in
        all.indices.filter { place in set.last.map { all.firstIndex(of: $0) ?? 0 < place } ?? true }
          .map { set + [all[$0]] }
      }
      sets += last
    }
    return sets.filter { set in (try? Decisions(set.map { try $0.decision() })) != nil }
  }

  private func power(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}

private struct Linked {
  private let sample: LeaderCase
  private let operations: Operations
  private let vectors: Vectors
  private let constraints: Constraints
  private let linkage: Linkage

  init(_ bare: LeaderCase, _ rulings: [LeaderCase.Ruling]) throws {
    var sample = bare
    sample.rulings = rulings
    self.sample = sample
    operations = sample.operations
    vectors = sample.vectors(operations)
    constraints = try sample.constraints(operations)
    linkage = try Linkage(
      operations, vectors, cosines: try KeyCosines(operations, vectors), constraints: constraints,
      tau: sample.cosine)
  }

  /// As the oracle has it.
  var isRight: Bool {
    let oracle = LeaderOracle(sample)
    let pairs = linkage.partition.candidates.map {
      LeaderOracle.Pair(
        kind: $0.kind, first: Int($0.first), second: Int($0.second), cosine: Int($0.cosine.tenThousandths))
    }
    return linkage.partition.unitOf.map { Int($0) } == oracle.unitOfProposal && pairs == oracle.pairs
  }

  /// Whether the units of this one, brought to the decisions of the other, are those of the other.
  func follows(_ other: Linked) throws -> Bool {
    // The operations are like, but were made twice.
    let next = try linkage.following(
      operations, vectors, cosines: #require(linkage.cosines), constraints: other.constraints,
      tau: sample.cosine)
    return next?.partition.isLike(other.linkage.partition) ?? false
  }
}
