import Accumulation
import Query
import Tables

/// The members of one unit: each wording, how close it is to the first, and where it was proposed.
struct UnitView {
  private let partition: Partition
  private let readers: [OpenTable.Reader]

  init(_ analysis: Analysis) throws {
    let source = try UnitSource(analysis)
    partition = source.partition
    readers = try MembersTable.fields.readers(of: UnitView.columns.map(\.name), source)
  }

  static let columns: [Column] = [
    .text("name", essential: true), .number("cosine", essential: true), .number("proposals"),
    .text("batches", flexible: true), .text("first_id"), .text("content", flexible: true, essential: true),
  ]

  func table(of unit: Int) throws -> Table {
    Table("unit", UnitView.columns, rows: try rows(of: unit))
  }

  private func rows(of unit: Int) throws -> [[Cell]] {
    try partition.members(of: unit).indices.map { member in try readers.map { try $0(member) } }
  }
}
