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
  /// What `where` picked: rows of the table `merges` or `across`.
  var picked: [Int]?

  private static let suggested = Column.text("suggested", essential: true)

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
    let pending = try candidates()
    let suggestions = try Suggestions(analysis, for: pending)
    let all = suggestions.first(pending)
    let shown = try pickedCandidates() ?? Array(all.prefix(limit ?? all.count))
    let operations = try analysis.operations()
    let source = try MergeSource(shown, analysis)
    let readers = try MergesTable.fields.map { try $0.reader(source) }
    let rows = try shown.indices.map { index -> [Cell] in
      if index % 256 == 0 { try analysis.pulse.beat("listing", index, shown.count) }
      let cells = try readers.map { try $0(index) }
      if suggestions.isEmpty { return cells }
      return cells + [.optional(suggestions.of(shown[index])?.ruling.rawValue)]
    }
    let columns = MergesView.columns + (suggestions.isEmpty ? [] : [MergesView.suggested])
    let old = suggestions.isEmpty ? "" : " · \(suggestions.count) near a decided pair"
    let footer = "\(shown.count) of \(all.count)\(try narrowed())\(old) · accept ROW · reject ROW · unit U"
    let named = shown.map {
      MergeRow(first: operations.name(of: Int($0.first)), second: operations.name(of: Int($0.second)))
    }
    return (Table("merges", columns, rows: rows, footer: all.isEmpty ? nil : footer), named)
  }

  /// Said where pairs further from tau were too many to keep.
  private func narrowed() throws -> String {
    let window = try analysis.partition().candidateWindow
    guard !acrossAnchors, window < Candidate.window else { return "" }
    return " within \(fixed(window.value, places: 4)) of tau"
  }

  /// The candidates that the table shows, in its order.
  func queue() throws -> [Candidate] {
    if let picked = try pickedCandidates() { return picked }
    let all = try candidates()
    return Array(all.prefix(limit ?? all.count))
  }

  /// The picked candidates of the kind asked for, in the order in which they were picked.
  private func pickedCandidates() throws -> [Candidate]? {
    guard let picked else { return nil }
    let whole = MergesView(
      analysis: analysis, acrossAnchors: acrossAnchors, order: acrossAnchors ? .cosine : .uncertainty)
    let all = try whole.candidates()
    let chosen = picked.map { all[$0] }.filter { candidate in kind.map { $0 == candidate.kind } ?? true }
    return Array(chosen.prefix(limit ?? chosen.count))
  }
}
