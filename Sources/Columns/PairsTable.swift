import Analyses
import Basics
import Identity
import Tables
import TraceLogs

/// Pairs of wordings whose cosine the linkage looked at.
private struct PairSource {
  struct Pair {
    let kind: String
    let first: Int
    let second: Int
    let cosine: Cosine
  }

  let units: UnitSource
  let constraints: Constraints
  let pairs: [Pair]

  init(_ analysis: Analysis) throws {
    units = try UnitSource(analysis)
    constraints = try analysis.constraints()
    let partition = units.partition
    var pairs = try analysis.partition().candidates.map {
      Pair(kind: $0.kind.rawValue, first: Int($0.first), second: Int($0.second), cosine: $0.cosine)
    }
    let listed = Set(pairs.lazy.filter { $0.kind == Candidate.Kind.merged.rawValue }.map(\.second))
    let vectors = try analysis.vectors()
    for (operation, unit) in partition.unitOf.enumerated() where !listed.contains(operation) {
      let founder = Int(partition.founder[Int(unit)])
      guard founder != operation else { continue }
      pairs.append(
        Pair(
          kind: "joined", first: founder, second: operation, cosine: vectors.cosine(founder, operation)))
    }
    self.pairs = pairs
  }

  func unit(_ operation: Int) -> Cell { .text(unitName(units.partition.unitOf[operation])) }

  func content(_ operation: Int) -> Cell {
    .text(units.trace.proposals.content[Int(units.operations.firstProposal[operation])])
  }
}

extension StudyTable {
  package static let pairs = StudyTable(
    "pairs", "pairs of wordings close to tau, and every member with its unit's first wording",
    of: { try PairSource($0) }, count: { $0.pairs.count }, pairFields)

  private static let pairFields: [StudyColumn<PairSource>] = [
    .text("kind", "near: two units under tau; merged: joined close over tau; joined: any other member") {
      source in
      { .text(source.pairs[$0].kind) }
    },
    .real("cosine", "their similarity") { source in { .number(source.pairs[$0].cosine.value, places: 3) } },
    .text("ruling", "same or different, where a decision settles the pair") { source in
      { row in
        let pair = source.pairs[row]
        return .optional(source.constraints.ruling(Int32(pair.first), Int32(pair.second))?.rawValue)
      }
    },
    .text("unit1", "the unit of the older wording") { source in { source.unit(source.pairs[$0].first) } },
    .text("unit2", "the unit of the other") { source in { source.unit(source.pairs[$0].second) } },
    .text("first", "text of the older wording") { source in { source.content(source.pairs[$0].first) } },
    .text("second", "text of the other") { source in { source.content(source.pairs[$0].second) } },
    .text("name1", "fingerprint of the older wording") { source in
      { source.units.name(source.pairs[$0].first) }
    },
    .text("name2", "fingerprint of the other") { source in { source.units.name(source.pairs[$0].second) } },
  ]
}
