import Analyses
import Basics
import Columns
import Identity
import Language
import Studies
import Tables
import TraceLogs

/// The decisions made, with the texts they speak of where the log or an imported file holds them.
package struct DecisionsView {
  package enum Filter: String, CaseIterable {
    case same, different, absent, applied
  }

  package let analysis: Analysis
  package var filter: Filter?
  /// Only decisions that name this operation.
  package var operation: OperationName?
  /// Only decisions whose reason or texts hold this, whatever its case.
  package var match: String?

  package init(
    analysis: Analysis, filter: Filter? = nil, operation: OperationName? = nil, match: String? = nil
  ) {
    (self.analysis, self.filter, self.operation) = (analysis, filter, operation)
    self.match = match
  }

  package func table() throws -> Table {
    let (rows, columns) = (try rows(), ShownColumns(ShownDecision.columns))
    let footer = try footer(rows.count { !$0.isDoubt })
    return Table("decisions", columns.columns, rows: try columns.rows(rows), footer: footer)
  }

  func rows() throws -> [ShownDecision] {
    let all = analysis.study.decisions.all
    var rows: [ShownDecision] = []
    for (index, decision) in all.enumerated() {
      if index % 256 == 0 { try analysis.pulse.beat("listing", index, all.count) }
      if let row = try row(decision, number: index + 1) { rows.append(row) }
    }
    return filter == nil ? try rows + doubts(after: all.count) : rows
  }

  /// Pairs that a person could not judge.
  private func doubts(after count: Int) throws -> [ShownDecision] {
    var rows: [ShownDecision] = []
    for doubt in analysis.study.doubts.all {
      let decision = Decision(.different, doubt.first, doubt.second, reason: doubt.reason)
      guard var row = try row(decision, number: count + rows.count + 1) else { continue }
      row.isDoubt = true
      rows.append(row)
    }
    return rows
  }

  /// Nil where it is not asked for.
  private func row(_ decision: Decision, number: Int) throws -> ShownDecision? {
    let standing = try standing(of: decision)
    guard try isWanted(decision, standing) else { return nil }
    return ShownDecision(
      number: number, decision: decision, standing: standing,
      first: try text(of: decision.first)?.content, second: try text(of: decision.second)?.content)
  }

  /// For another session: what `decisions import` reads.
  package func exported() throws -> Table {
    let all = try audited(analysis.study.decisions.all) + impliedAnswers()
    let decisions = try all.filter { try isWanted($0, standing(of: $0)) }
    let isAudited = decisions.contains { $0.audit != nil }
    let columns = DecisionFile.columns.filter { isAudited || $0 != "audit" }.map { Column.text($0) }
    let rows = try decisions.map { decision -> [Cell] in
      [
        .text(decision.ruling.rawValue), .text(decision.first.description),
        .text(decision.second.description), .optional(decision.reason),
      ] + cells(try text(of: decision.first)) + cells(try text(of: decision.second))
        + (isAudited ? [.optional(decision.audit?.text)] : [])
    }
    return Table("decisions", columns, rows: rows)
  }

  /// Pairs of an audit that were ruled on before it could ask are answers of it, too.
  private func audited(_ decisions: some Sequence<Decision>) -> [Decision] {
    guard let audit = analysis.study.currentAudit else { return Array(decisions) }
    var shares: [[OperationName]: AuditShare] = [:]
    for pair in audit.pairs {
      for names in [[pair.first, pair.second], [pair.second, pair.first]] {
        shares[names] = audit.strata[pair.stratum]
      }
    }
    return decisions.map { decision in
      guard decision.audit == nil, let share = shares[[decision.first, decision.second]] else {
        return decision
      }
      return Decision(
        decision.ruling, decision.first, decision.second, reason: decision.reason, audit: share)
    }
  }

  /// Pairs of an audit that were not asked for, because other rulings settle them: without them the audit would speak of
  /// fewer pairs elsewhere.
  private func impliedAnswers() throws -> [Decision] {
    guard let audit = analysis.study.currentAudit else { return [] }
    let decisions = analysis.study.decisions
    let ruled = Set(decisions.all.flatMap { [[$0.first, $0.second], [$0.second, $0.first]] })
    return audit.pairs.compactMap { pair in
      guard !ruled.contains([pair.first, pair.second]),
        let ruling = decisions.ruling(pair.first, pair.second)
      else { return nil }
      return Decision(ruling, pair.first, pair.second, audit: audit.strata[pair.stratum])
    }
  }

  private func footer(_ shown: Int) throws -> String? {
    let count = analysis.study.decisions.count
    let parts = [
      shown < count ? "\(shown) of \(counted(count, "decision"))" : nil, try analysis.absentDecisions(),
    ]
    let said = parts.compactMap { $0 }
    return said.isEmpty ? nil : said.joined(separator: " · ")
  }

  /// Whether the log holds what a decision speaks of.
  private func standing(of decision: Decision) throws -> String {
    guard analysis.study.log != nil else { return "no log" }
    let operations = try analysis.operations()
    let counts = [decision.first, decision.second].map { operations.matches($0).count }
    if counts.contains(where: { $0 > 1 }) { return "ambiguous" }
    return counts.contains(0) ? "absent" : "yes"
  }

  private func isWanted(_ decision: Decision, _ standing: String) throws -> Bool {
    switch filter {
    case .same, .different: if decision.ruling.rawValue != filter?.rawValue { return false }
    case .absent: if standing != "absent" { return false }
    case .applied: if standing != "yes" { return false }
    case nil: break
    }
    if let operation, decision.first != operation, decision.second != operation { return false }
    guard let match = match?.lowercased() else { return true }
    let texts = [
      decision.reason, try text(of: decision.first)?.content, try text(of: decision.second)?.content,
    ]
    return texts.contains { $0?.lowercased().contains(match) ?? false }
  }

  func text(of name: OperationName) throws -> DecidedText? {
    guard analysis.study.log != nil, let operation = try analysis.operations().matches(name).first else {
      return analysis.study.decidedTexts[name]
    }
    let trace = try analysis.trace()
    let proposal = Int(try analysis.operations().firstProposal[operation])
    return DecidedText(
      type: trace.proposals.type[proposal].name,
      anchor: trace.symbols[Int(trace.proposals.anchor[proposal])],
      content: trace.proposals.content[proposal])
  }

  private func cells(_ text: DecidedText?) -> [Cell] {
    [.optional(text?.type), .optional(text?.anchor), .optional(text?.content)]
  }
}
