import Accumulation
import Tables

/// The members of one unit: each wording, how close it is to the first, and where it was proposed.
struct UnitView {
  let analysis: Analysis
  /// Per operation.
  private let proposals: [[Int]]

  init(_ analysis: Analysis) throws {
    self.analysis = analysis
    let operations = try analysis.operations()
    var proposals = [[Int]](repeating: [], count: operations.count)
    for (proposal, operation) in operations.ofProposal.enumerated() {
      proposals[Int(operation)].append(proposal)
    }
    self.proposals = proposals
  }

  static let columns: [Column] = [
    .text("name", essential: true), .number("cosine", essential: true), .number("proposals"),
    .text("batches", flexible: true), .text("first_id"), .text("content", flexible: true, essential: true),
  ]

  func table(of unit: Int) throws -> Table {
    Table("unit", UnitView.columns, rows: try rows(of: unit))
  }

  func rows(of unit: Int) throws -> [[Cell]] {
    let (partition, operations, vectors) = (
      try analysis.partition(), try analysis.operations(), try analysis.vectors()
    )
    let founder = Int(partition.founder[unit])
    let trace = try analysis.trace()
    return partition.members(of: unit).map { member -> [Cell] in
      let own = proposals[Int(member)]
      let numbers = own.map { trace.batches[Int(trace.proposals.batch[$0])].number }
      let first = Int(operations.firstProposal[Int(member)])
      let cosine = Int(member) == founder ? 1 : vectors.cosine(founder, Int(member)).value
      return [
        .text(operations.name(of: Int(member)).description), .number(cosine, places: 3), .integer(own.count),
        .text(numbers.map(String.init).joined(separator: " ")), .text(trace.proposals.id[first]),
        .text(trace.proposals.content[first]),
      ]
    }
  }
}
