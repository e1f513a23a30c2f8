import Analyses
import Basics
import Identity
import Scoring
import Tables
import TraceLogs

/// The columns of a unit's members. Rows are wordings as they stand in `Partition.members`: unit by unit.
package enum MembersTable {
  package static let columns: [StudyColumn<UnitSource>] = [
    .text("unit", "the unit that holds it", .hidden) { source in
      { .text(unitName(source.partition.unitOf[member($0, source)])) }
    },
    .text("name", "fingerprint of the wording", .essential) { source in { source.name(member($0, source)) }
    },
    .real("cosine", "similarity to the unit's first wording", .essential) { source in
      let vectors = try source.analysis.vectors()
      return { row in
        let member = member(row, source)
        let founder = Int(source.partition.founder[Int(source.partition.unitOf[member])])
        return .number(member == founder ? 1 : vectors.cosine(founder, member).value, places: 3)
      }
    },
    .integer("n", "how many batches scored it") { source in
      let known = try source.analysis.operationDeltas()
      return { .integer(known.entries(of: member($0, source)).count) }
    },
    .integer("scorings", "how often it was scored in them: those of all members add up to the unit's") {
      source in
      let known = try source.analysis.operationDeltas()
      return { .integer(ObservedCount(known, wording: member($0, source)).values) }
    },
    .real("mean", "its mean delta") { source in
      let known = try source.analysis.operationDeltas()
      return { row in
        let deltas = known.deltas(of: member(row, source))
        let mean = deltas.isEmpty ? nil : deltas.reduce(0) { $0 + $1 / Double(deltas.count) }
        return .optional(mean, places: 2)
      }
    },
    .text("trend", "its deltas in the order of time, as bars") { source in
      let known = try source.analysis.operationDeltas()
      return { row in
        let deltas = known.deltas(of: member(row, source))
        return deltas.isEmpty ? .missing : .text(signedSparkline(deltas))
      }
    },
    .integer("proposals", "how often it was proposed") { source in
      let proposals = proposals(source)
      return { .integer(proposals[member($0, source)].count) }
    },
    .text("batches", "the numbers of the batches in which it was proposed", .long) { source in
      let (proposals, trace) = (proposals(source), source.trace)
      return { row in
        let numbers = proposals[member(row, source)].map {
          trace.batches[Int(trace.proposals.batch[Int($0)])].number
        }
        return .text(numbers.map(String.init).joined(separator: " "))
      }
    },
    .text("first_id", "id of its first proposal") { source in
      { .text(source.trace.proposals.id[first(of: $0, source)]) }
    },
    .text("content", "its text", .essentialLong) { source in
      let texts = try source.analysis.editTexts()
      return { .text(texts.text(ofProposal: first(of: $0, source))) }
    },
  ]

  private static func member(_ row: Int, _ source: UnitSource) -> Int { Int(source.partition.members[row]) }

  private static func first(of row: Int, _ source: UnitSource) -> Int {
    Int(source.operations.firstProposal[member(row, source)])
  }

  /// Per operation.
  private static func proposals(_ source: UnitSource) -> [[Int32]] {
    var proposals = [[Int32]](repeating: [], count: source.operations.count)
    for (proposal, operation) in source.operations.ofProposal.enumerated() {
      proposals[Int(operation)].append(Int32(proposal))
    }
    return proposals
  }
}

extension StudyTable {
  package static let wordings = StudyTable(
    "wordings", "the wordings that make up each unit", of: { try UnitSource($0) },
    count: { $0.partition.members.count }, MembersTable.columns)
}
