import Accumulation
import GoldenSupport
import Testing

@Suite struct ConstraintsTests {
  let three = sampleOperations((0..<3).map { SampleProposal(operation: $0) })

  @Test func saysNothingWithoutDecisions() {
    let constraints = Constraints(Decisions(), for: three)
    #expect(constraints.bloc(of: 0) == nil && constraints.ruling(0, 1) == nil)
    #expect(constraints.absent.isEmpty && constraints.ambiguous.isEmpty)
  }

  @Test func aChainHoldsOverNamesThatTheLogLacks() throws {
    let (x, y) = (try spreadName(70), try spreadName(71))
    let constraints = try constraints([
      Decision(.same, try spreadName(0), x), Decision(.same, x, y), Decision(.same, y, try spreadName(1)),
      Decision(.different, y, try spreadName(2)),
    ])
    #expect(constraints.ruling(0, 1) == .same)
    #expect(constraints.ruling(0, 2) == .different)
    #expect(constraints.ruling(2, 1) == .different)
    #expect(constraints.absent == [x, y].sorted())
  }

  @Test func twoDifferencesSayNothing() throws {
    let constraints = try constraints([
      Decision(.different, try spreadName(0), try spreadName(1)),
      Decision(.different, try spreadName(1), try spreadName(2)),
    ])
    #expect(constraints.ruling(0, 2) == nil)
  }

  @Test func aNameThatFitsTwoOperationsIsNotApplied() throws {
    let all = operations([fingerprint(1 << 60, 1), fingerprint(1 << 60, 2), fingerprint(2 << 60)])
    let ambiguous = try #require(OperationName("w:10000000"))
    let decisions = try Decisions([
      Decision(.same, ambiguous, all.name(of: 2)), Decision(.different, all.name(of: 0), all.name(of: 1)),
    ])
    let constraints = Constraints(decisions, for: all)
    #expect(constraints.ambiguous == [ambiguous])
    #expect(constraints.absent.isEmpty)
    #expect(constraints.ruling(0, 2) == nil && constraints.ruling(1, 2) == nil)
    #expect(constraints.ruling(0, 1) == .different)
  }

  @Test func twoNamesOfOneOperationAreOne() throws {
    let short = try #require(OperationName("w:\(three.fingerprints[0].hex(8))"))
    let long = try #require(OperationName("w:\(three.fingerprints[0].hex(20))"))
    let constraints = try constraints([
      Decision(.same, short, try spreadName(1)), Decision(.different, long, try spreadName(2)),
    ])
    #expect(constraints.ruling(0, 1) == .same)
    #expect(constraints.ruling(1, 2) == .different)
    #expect(constraints.bloc(of: 0) == constraints.bloc(of: 1))
  }

  @Test func nothingIsApartFromItself() throws {
    let short = try #require(OperationName("w:\(three.fingerprints[0].hex(8))"))
    let constraints = try constraints([Decision(.different, short, try spreadName(0))])
    let bloc = try #require(constraints.bloc(of: 0))
    #expect(constraints.ruling(0, 0) == .same)
    #expect(constraints.apart(from: bloc).isEmpty)
  }

  @Test func absentNamesAreSortedWhateverTheOrder() throws {
    let names = try (50..<60).map(spreadName)
    let decisions = zip(names, names.dropFirst()).map { Decision(.same, $0, $1) }
    let there = try constraints(decisions)
    let back = try constraints(decisions.reversed())
    #expect(there.absent == names.sorted() && back.absent == names.sorted())
  }

  /// Against the closure computed by relaxing until nothing changes.
  @Test func saysWhatFollows() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<400 {
      let planted = (0..<12).map { _ in Int.random(in: 0..<4, using: &random) }
      let pairs = (0..<14).map { _ in
        (Int.random(in: 0..<12, using: &random), Int.random(in: 0..<12, using: &random))
      }
      let decisions = try pairs.map { first, second in
        Decision(
          planted[first] == planted[second] ? .same : .different, try spreadName(first),
          try spreadName(second)
        )
      }
      let present = Array((0..<12).shuffled(using: &random).prefix(8))
      let all = sampleOperations(present.map { SampleProposal(operation: $0) })
      let constraints = Constraints(try Decisions(decisions), for: all)
      let closure = Closure(pairs: pairs.map { ($0, $1, planted[$0] == planted[$1]) }, count: 12)
      for (i, first) in present.enumerated() {
        for (j, second) in present.enumerated() where i != j {
          #expect(constraints.ruling(Int32(i), Int32(j)) == closure[first, second], "seed \(random.seed)")
        }
      }
    }
  }

  private func constraints(_ decisions: [Decision]) throws -> Constraints {
    Constraints(try Decisions(decisions), for: three)
  }
}

/// What rulings say of every two of `count` operations.
private struct Closure {
  private var known: [[Decision.Ruling?]]

  init(pairs: [(Int, Int, Bool)], count: Int) {
    known = Array(repeating: Array(repeating: nil, count: count), count: count)
    for (first, second, isSame) in pairs {
      known[first][second] = isSame ? .same : .different
      known[second][first] = known[first][second]
    }
    while relax() {}
  }

  subscript(first: Int, second: Int) -> Decision.Ruling? { known[first][second] }

  private mutating func relax() -> Bool {
    var changed = false
    for first in known.indices {
      for over in known.indices where known[first][over] == .same {
        for second in known.indices where known[first][second] == nil {
          guard let ruling = known[over][second] else { continue }
          known[first][second] = ruling
          known[second][first] = ruling
          changed = true
        }
      }
    }
    return changed
  }
}
