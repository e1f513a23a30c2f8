import Analyses
import Basics
import Identity
import Query
import Tables
import TraceLogs

/// What tables about units are made of.
package struct UnitSource {
  package let analysis: Analysis
  package let trace: TraceLog
  package let operations: Operations
  package let partition: Partition

  package init(_ analysis: Analysis) throws {
    self.analysis = analysis
    trace = try analysis.trace()
    operations = try analysis.operations()
    partition = try analysis.units()
  }

  package func firstProposal(ofUnit unit: Int) -> Int {
    Int(operations.firstProposal[Int(partition.founder[unit])])
  }

  package func unit(ofProposal proposal: Int) -> Int {
    Int(partition.unitOf[Int(operations.ofProposal[proposal])])
  }

  package func anchor(_ proposal: Int) -> Cell { .text(trace.symbols[Int(trace.proposals.anchor[proposal])]) }

  package func name(_ operation: some BinaryInteger) -> Cell { .text(nameText(operation)) }

  package func nameText(_ operation: some BinaryInteger) -> String {
    operations.name(of: Int(operation)).description
  }

  /// In how many batches each unit was proposed, and by how many proposals.
  package func proposed() -> (batches: [Int], proposals: [Int]) {
    var seen: [Int32] = Array(repeating: -1, count: partition.unitCount)
    var (batches, proposals) = (seen.map { _ in 0 }, seen.map { _ in 0 })
    // Proposals stand in the order of time, so a unit's batches come one after another.
    for proposal in 0..<trace.proposals.count {
      let unit = unit(ofProposal: proposal)
      proposals[unit] += 1
      guard seen[unit] != trace.proposals.batch[proposal] else { continue }
      seen[unit] = trace.proposals.batch[proposal]
      batches[unit] += 1
    }
    return (batches, proposals)
  }
}

/// The columns of `units` by unit.
package enum UnitsTable {
  /// One of them; other tables about units have some of the same.
  package static func column(_ name: String) -> StudyColumn<UnitSource> {
    guard let column = columns.first(where: { $0.schema.name == name }) else {
      preconditionFailure("units has no column \(name)")
    }
    return column
  }

  package static let columns: [StudyColumn<UnitSource>] = [
    .text("unit", "its number, such as U12", .essential) { _ in { .text(unitName($0)) } },
    .text("name", "fingerprint of its first wording", .essential.behind("content")) { source in
      { source.name(source.partition.founder[$0]) }
    },
    .text("type", "add, modify, delete, merge or bundle") { source in
      { .text(typeName(source.firstProposal(ofUnit: $0), source.trace)) }
    },
    .text("anchor", "the item it modifies, or the place where it adds") { source in
      { source.anchor(source.firstProposal(ofUnit: $0)) }
    },
    .integer("wordings", "distinct wordings", .essential) { source in
      { .integer(source.partition.members(of: $0).count) }
    },
    .integer("proposals", "proposals of all wordings") { source in
      let counts = source.proposed().proposals
      return { .integer(counts[$0]) }
    },
    .integer("batches", "batches in which it was proposed") { source in
      let counts = source.proposed().batches
      return { .integer(counts[$0]) }
    },
    .text("first_id", "id of its first proposal") { source in
      { .text(source.trace.proposals.id[source.firstProposal(ofUnit: $0)]) }
    },
    .text("content", "the text of its first wording", .essentialLong) { source in
      let texts = try source.analysis.editTexts()
      return { .text(texts.text(ofProposal: source.firstProposal(ofUnit: $0))) }
    },
  ]
}

extension StudyTable {
  /// Rows are units in the order of their numbers.
  package static let units = StudyTable(
    "units", "the units, in the order in which they first appear", of: { try UnitSource($0) },
    count: { $0.partition.unitCount }, UnitsTable.columns)
}

/// What a proposal does, as people say it: modifying to nothing is deleting.
package func typeName(_ proposal: Int, _ trace: TraceLog) -> String {
  let type = trace.proposals.type[proposal]
  return type == .modify && trace.proposals.content.range(proposal).isEmpty ? "delete" : type.name
}
