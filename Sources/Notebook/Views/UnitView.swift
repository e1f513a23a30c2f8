import Accumulation
import Tables

/// The members of one unit: each wording, how close it is to the first, its own evidence, and where it was proposed.
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
    .text("name", essential: true), .number("cosine", essential: true), .number("n"), .number("mean"),
    .text("trend"), .number("proposals"),
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
    let observations = try analysis.operationObservations()
    return partition.members(of: unit).map { member -> [Cell] in
      let own = proposals[Int(member)]
      let numbers = own.map { trace.batches[Int(trace.proposals.batch[$0])].number }
      let first = Int(operations.firstProposal[Int(member)])
      let cosine = Int(member) == founder ? 1 : vectors.cosine(founder, Int(member)).value
      let evidence = UnitView.evidence(Array(observations.delta[observations.range(of: Int(member))]))
      let name: [Cell] = [
        .text(operations.name(of: Int(member)).description), .number(cosine, places: 3),
      ]
      let origin: [Cell] = [
        .integer(own.count), .text(numbers.map(String.init).joined(separator: " ")),
        .text(trace.proposals.id[first]), .text(trace.proposals.content[first]),
      ]
      return name + evidence + origin
    }
  }

  /// How many batches scored a member, and what they said.
  private static func evidence(_ deltas: [Double]) -> [Cell] {
    let mean = deltas.isEmpty ? nil : deltas.reduce(0) { $0 + $1 / Double(deltas.count) }
    return [
      .integer(deltas.count), .optional(mean, places: 2),
      deltas.isEmpty ? .missing : .text(sparkline(deltas)),
    ]
  }

  /// Whether the members' deltas differ more than chance would have it; nil where there are too few.
  func disagreement(of unit: Int) throws -> String? {
    let members = try analysis.partition().members(of: unit).map(Int.init)
    let observations = try analysis.operationObservations()
    let deltas = members.map { Array(observations.delta[observations.range(of: $0)]) }
    guard let found = Disagreement(deltas, seed: UInt64(truncatingIfNeeded: members[0])) else { return nil }
    let p = "p \(fixed(found.p, places: 4))"
    guard found.p <= UnitView.suspectLevel else { return "members agree as far as chance goes   \(p)" }
    let ends = try [(found.lowest, found.lowestMean), (found.highest, found.highestMean)].map {
      member, mean in
      "\(try analysis.name(of: members[member])) \(fixed(mean, places: 2))"
    }
    let what = found.isOfSign ? "sign" : "level"
    return "members disagree in \(what)   \(p)   \(ends.joined(separator: ", "))"
  }

  private static let suspectLevel = 0.05
}
