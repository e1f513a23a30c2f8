import Analyses
import Basics
import Identity
import Judging
import Scoring
import Tables
import TraceLogs

/// Candidates, in some order, and what their columns are made of.
package struct MergeSource {
  package let entries: OrderedQueue
  package let candidates: [Candidate]
  package let units: UnitSource
  package let evidence: Evidence

  package init(_ entries: OrderedQueue, _ analysis: Analysis) throws {
    self.entries = entries
    candidates = entries.candidates
    units = try UnitSource(analysis)
    evidence = try analysis.evidence()
  }

  package func unit1(_ row: Int) -> Int { Int(units.partition.unitOf[Int(candidates[row].first)]) }

  /// Nil for two operations of one unit.
  package func unit2(_ row: Int) -> Int? {
    let unit = Int(units.partition.unitOf[Int(candidates[row].second)])
    return unit == unit1(row) ? nil : unit
  }

  package func content(_ operation: Int32) -> Cell {
    .text(units.trace.proposals.content[Int(units.operations.firstProposal[Int(operation)])])
  }
}

package enum MergesTable {
  package static let columns: [StudyColumn<MergeSource>] = [
    .integer("row", "its place in the list", .essential) { _ in { .integer($0 + 1) } },
    .text("kind", "near, merged, suspect or across (help merges)", .essential) { source in
      { .text(source.candidates[$0].kind.rawValue) }
    },
    .real("cosine", "their similarity", .essential) { source in
      { .number(source.candidates[$0].cosine.value, places: 3) }
    },
    .text("unit1", "the unit of the older wording", .essential) { source in
      { .text(unitName(source.unit1($0))) }
    },
    .integer("n1", "its observations") { source in { .integer(Int(source.evidence.n[source.unit1($0)])) } },
    .real("mhat1", "its mhat") { source in { .optional(source.evidence.mhat[source.unit1($0)], places: 2) } },
    .text("unit2", "the unit of the other, where it is another", .essential) { source in
      { .optional(source.unit2($0).map { unitName($0) }) }
    },
    .integer("n2", "its observations") { source in
      { .optional(source.unit2($0).map { Int(source.evidence.n[$0]) }) }
    },
    .real("mhat2", "its mhat") { source in
      { .optional(source.unit2($0).flatMap { source.evidence.mhat[$0] }, places: 2) }
    },
    .real("p", "of the permutation test on a unit's members, where it made the pair suspect") { source in
      { .optional(source.entries[$0].p, places: 4) }
    },
    .text("change", "what the answer would do that is not what stands", .long) { source in
      let teller = try ChangeTeller(source.units.analysis)
      return { .text(teller.words(on: source.candidates[$0])) }
    },
    .text("first", "text of the older wording", .essentialLong) { source in
      { source.content(source.candidates[$0].first) }
    },
    .text("second", "text of the other", .essentialLong) { source in
      { source.content(source.candidates[$0].second) }
    },
    .text("name1", "fingerprint of the older wording") { source in
      { source.units.name(source.candidates[$0].first) }
    },
    .text("name2", "fingerprint of the other") { source in
      { source.units.name(source.candidates[$0].second) }
    },
    .text("reason", "what makes it suspect: sign, level, far, number, negation or order", .shown.behind("p"))
    { source in
      { .optional(source.entries[$0].reason?.rawValue) }
    },
    .real("chance", "how likely the answer is another than what stands", .hidden) { source in
      { .number(source.entries[$0].chance, places: 3) }
    },
    .real("impact", "what one answer is expected to change, as --by impact weighs it", .hidden) { source in
      let usual = try source.units.analysis.usualMhat()
      return { .number(source.entries[$0].expected(spread: usual), places: 3) }
    },
    .integer("verdicts", "how many verdicts the other answer would change", .hidden) { source in
      { .integer(source.entries[$0].change.verdicts) }
    },
  ]
}

/// Puts what answers would do into words, one after another with the same buffers.
private final class ChangeTeller {
  private var finder: ChangeFinder

  init(_ analysis: Analysis) throws { finder = try analysis.changeFinder() }

  func words(on candidate: Candidate) -> String {
    ChangeWords.short(finder.moves(of: candidate))
  }
}

extension StudyTable {
  package static let merges = StudyTable(
    "merges", "pairs that no decision has settled, the closest to tau first",
    of: { try MergeSource(try MergeQueue(analysis: $0).entries(), $0) }, count: { $0.entries.count },
    MergesTable.columns)

  package static let across = StudyTable(
    "across", "pairs of different type or anchor that reach tau, the most similar first",
    of: { analysis in
      try MergeSource(try MergeQueue(analysis: analysis, acrossAnchors: true).entries(), analysis)
    }, count: { $0.entries.count }, MergesTable.columns)
}
