import Accumulation
import Tables

/// Candidate merges that no decision has settled yet.
struct MergesView {
  enum Order: String, CaseIterable {
    /// Closest to tau first: where the threshold decided by a hair.
    case uncertainty
    case cosine
  }

  let analysis: Analysis
  /// Pairs of different keys, in place of the linkage's own.
  var acrossAnchors = false
  var kind: Candidate.Kind?
  var order = Order.uncertainty
  var limit: Int?

  static let columns: [Column] = [
    .number("row", essential: true), .text("kind", essential: true), .number("cosine", essential: true),
    .text("unit1", essential: true), .number("n1"), .number("mhat1"),
    .text("unit2", essential: true), .number("n2"), .number("mhat2"),
    .text("first", flexible: true, essential: true), .text("second", flexible: true, essential: true),
    .text("op1"), .text("op2"),
  ]

  func candidates() throws -> [Candidate] {
    let constraints = try analysis.constraints()
    let tau = analysis.study.settings.tau.tenThousandths
    let doubts = analysis.study.doubts.pairs(in: try analysis.operations())
    let found = try acrossAnchors ? crossings() : analysis.partition().candidates
    let pending = found.filter { candidate in
      (kind.map { $0 == candidate.kind } ?? true)
        && constraints.ruling(candidate.first, candidate.second) == nil
        && (doubts.isEmpty || !doubts.contains(OperationPair(candidate.first, candidate.second)))
    }
    func weight(_ candidate: Candidate) -> Int32 {
      switch order {
      case .cosine: -candidate.cosine.tenThousandths
      case .uncertainty: abs(candidate.cosine.tenThousandths - tau)
      }
    }
    return pending.sorted { left, right in
      (weight(left), left.first, left.second) < (weight(right), right.first, right.second)
    }
  }

  /// Of two units the pair of their founders, as for `near`: a ruling on them joins all of both.
  private func crossings() throws -> [Candidate] {
    let partition = try analysis.partition()
    func leads(_ operation: Int32) -> Bool {
      partition.founder[Int(partition.unitOf[Int(operation)])] == operation
    }
    return try analysis.crossings().filter { leads($0.first) && leads($0.second) }.map {
      Candidate(kind: .across, first: $0.first, second: $0.second, cosine: $0.cosine)
    }
  }

  /// The table, and the operations of its rows.
  func table() throws -> (Table, [MergeRow]) {
    let all = try candidates()
    let shown = Array(all.prefix(limit ?? all.count))
    let operations = try analysis.operations()
    let rows = try shown.enumerated().map { index, candidate in
      if index % 256 == 0 { try analysis.pulse.beat("listing", index, shown.count) }
      return try row(index + 1, candidate)
    }
    let footer = "\(shown.count) of \(all.count)\(try narrowed()) · accept ROW · reject ROW · unit U"
    let named = shown.map {
      MergeRow(first: operations.name(of: Int($0.first)), second: operations.name(of: Int($0.second)))
    }
    return (Table("merges", MergesView.columns, rows: rows, footer: all.isEmpty ? nil : footer), named)
  }

  /// Said where pairs further from tau were too many to keep.
  private func narrowed() throws -> String {
    let window = try analysis.partition().candidateWindow
    guard !acrossAnchors, window < Candidate.window else { return "" }
    return " within \(fixed(window.value, places: 4)) of tau"
  }

  private func row(_ number: Int, _ candidate: Candidate) throws -> [Cell] {
    let (partition, evidence) = (try analysis.partition(), try analysis.evidence())
    let (first, second) = (Int(candidate.first), Int(candidate.second))
    let units = (Int(partition.unitOf[first]), Int(partition.unitOf[second]))
    let isOne = units.0 == units.1
    return [
      .integer(number), .text(candidate.kind.rawValue), .number(candidate.cosine.value, places: 3),
      .text(unitName(units.0)), .integer(Int(evidence.n[units.0])),
      .optional(evidence.mhat[units.0], places: 2),
      isOne ? .missing : .text(unitName(units.1)), isOne ? .missing : .integer(Int(evidence.n[units.1])),
      isOne ? .missing : .optional(evidence.mhat[units.1], places: 2),
      .text(try analysis.content(of: first)), .text(try analysis.content(of: second)),
      .text(try analysis.name(of: first).description), .text(try analysis.name(of: second).description),
    ]
  }
}
