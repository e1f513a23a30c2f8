import Analyses
import Basics
import Columns
import Identity
import Judging
import Studies
import TraceLogs

/// Wordings about one item or place that are much alike and say opposite things: one has a number, a negation or an order
/// that the other has not.
package struct Conflicts {
  /// Two wordings, the older first, of two units or of one.
  struct Pair: Sendable {
    let first: Int
    let second: Int
    let cosine: Cosine
    let sign: Suspicion.Reason
  }

  let analysis: Analysis
  let source: UnitSource
  let pairs: [Pair]

  /// In a key with more wordings than this only those of one unit are compared.
  private static let mostCompared = 400
  /// How far under tau two texts may lie and still be much alike.
  private static let reach: Int32 = 2_000

  package init(_ analysis: Analysis) throws {
    self.analysis = analysis
    source = try UnitSource(analysis)
    pairs = try Conflicts.find(analysis, source)
  }

  /// The unit that says the opposite, of each that has one.
  func opposites() -> [Int: Int] {
    var found: [Int: Int] = [:]
    for pair in pairs {
      let units = [pair.first, pair.second].map { Int(source.partition.unitOf[$0]) }
      guard units[0] != units[1] else { continue }
      found[units[0]] = found[units[0]] ?? units[1]
      found[units[1]] = found[units[1]] ?? units[0]
    }
    return found
  }

  /// One pair of each two units, and of each unit, the most alike.
  private static func find(_ analysis: Analysis, _ source: UnitSource) throws -> [Pair] {
    let (vectors, constraints) = (try analysis.vectors(), try analysis.constraints())
    let least = analysis.study.settings.tau.tenThousandths - reach
    var best: [UnitPair: Pair] = [:]
    for group in groups(source) {
      try analysis.pulse.beat("comparing", 0, 0)
      let profiles = group.map { source.profile(of: $0) }
      for (place, first) in group.enumerated() {
        for (other, second) in group.enumerated().dropFirst(place + 1) {
          guard let sign = WordProfile.opposition(profiles[place], profiles[other]) else { continue }
          let cosine = vectors.cosine(first, second)
          guard cosine.tenThousandths >= least,
            constraints.ruling(Int32(first), Int32(second)) != .same
          else { continue }
          let key = UnitPair(source.partition.unitOf[first], source.partition.unitOf[second])
          if let known = best[key], known.cosine >= cosine { continue }
          best[key] = Pair(first: first, second: second, cosine: cosine, sign: sign)
        }
      }
    }
    return best.values.sorted { ($1.cosine, $0.first, $0.second) < ($0.cosine, $1.first, $1.second) }
  }

  /// Wordings of one item or place, where they are not too many, and those of one unit.
  private static func groups(_ source: UnitSource) -> [[Int]] {
    let anchors = (0..<source.operations.count).map { operation in
      source.trace.proposals.anchor[Int(source.operations.firstProposal[operation])]
    }
    var byAnchor: [Int32: [Int]] = [:]
    for (operation, anchor) in anchors.enumerated() { byAnchor[anchor, default: []].append(operation) }
    let small = byAnchor.filter { $0.value.count > 1 && $0.value.count <= mostCompared }
    let large = (0..<source.partition.unitCount).map { unit in
      source.partition.members(of: unit).map { Int($0) }.filter { small[anchors[$0]] == nil }
    }
    let own = large.filter { $0.count > 1 && $0.count <= mostCompared }
    return small.sorted { $0.key < $1.key }.map(\.value) + own
  }
}

private struct UnitPair: Hashable {
  let first: Int32
  let second: Int32

  init(_ one: Int32, _ other: Int32) { (first, second) = (min(one, other), max(one, other)) }
}

extension UnitSource {
  func profile(of operation: Int) -> WordProfile {
    WordProfile(trace.proposals.content[Int(operations.firstProposal[operation])])
  }
}
