import Accumulation
import Query
import Tables

/// Candidates, in some order, and what their columns are made of.
struct MergeSource {
  let candidates: [Candidate]
  let units: UnitSource
  let evidence: Evidence

  init(_ candidates: [Candidate], _ analysis: Analysis) throws {
    self.candidates = candidates
    units = try UnitSource(analysis)
    evidence = try analysis.evidence()
  }

  func unit1(_ row: Int) -> Int { Int(units.partition.unitOf[Int(candidates[row].first)]) }

  /// Nil for two operations of one unit.
  func unit2(_ row: Int) -> Int? {
    let unit = Int(units.partition.unitOf[Int(candidates[row].second)])
    return unit == unit1(row) ? nil : unit
  }

  func content(_ operation: Int32) -> Cell {
    .text(units.trace.proposals.content[Int(units.operations.firstProposal[Int(operation)])])
  }
}

enum MergesTable {
  static let fields: [Field<MergeSource>] = [
    .integer("row", "its place in the list") { _ in { .integer($0 + 1) } },
    .text("kind", "near: two units under tau; merged: joined over tau; across: of different keys") { source in
      { .text(source.candidates[$0].kind.rawValue) }
    },
    .real("cosine", "their similarity") { source in { .number(source.candidates[$0].cosine.value, places: 3) }
    },
    .text("unit1", "the unit of the older operation") { source in { .text(unitName(source.unit1($0))) } },
    .integer("n1", "its observations") { source in { .integer(Int(source.evidence.n[source.unit1($0)])) } },
    .real("mhat1", "its mhat") { source in { .optional(source.evidence.mhat[source.unit1($0)], places: 2) } },
    .text("unit2", "the unit of the other, where it is another") { source in
      { .optional(source.unit2($0).map { unitName($0) }) }
    },
    .integer("n2", "its observations") { source in
      { .optional(source.unit2($0).map { Int(source.evidence.n[$0]) }) }
    },
    .real("mhat2", "its mhat") { source in
      { .optional(source.unit2($0).flatMap { source.evidence.mhat[$0] }, places: 2) }
    },
    .text("first", "text of the older operation") { source in { source.content(source.candidates[$0].first) }
    },
    .text("second", "text of the other") { source in { source.content(source.candidates[$0].second) } },
    .text("op1", "fingerprint of the older operation") { source in
      { source.units.name(source.candidates[$0].first) }
    },
    .text("op2", "fingerprint of the other") { source in { source.units.name(source.candidates[$0].second) }
    },
  ]
}

extension StudyTable {
  static let merges = StudyTable(
    "merges", "pairs that no decision has settled, the closest to tau first",
    of: { try MergeSource(try MergesView(analysis: $0).candidates(), $0) }, count: { $0.candidates.count },
    MergesTable.fields)

  static let across = StudyTable(
    "across", "pairs of different type or anchor that reach tau, the most similar first",
    of: { analysis in
      let view = MergesView(analysis: analysis, acrossAnchors: true, order: .cosine)
      return try MergeSource(try view.candidates(), analysis)
    }, count: { $0.candidates.count }, MergesTable.fields)
}
