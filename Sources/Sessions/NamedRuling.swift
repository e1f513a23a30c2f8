import Answers
import Identity
import Language
import TraceLogs
import Views

/// What `same`, `different`, `accept` and `reject` share: a ruling by names, and what it did.
package struct NamedRuling {
  let ruling: Decision.Ruling
  let reason: String?
  private let audit: AuditShare?

  package init(_ ruling: Decision.Ruling, because reason: String?, audit: AuditShare? = nil) {
    self.ruling = ruling
    self.reason = reason
    self.audit = audit
  }

  /// As a statement says it.
  package init(_ ruling: Decision.Ruling, _ call: Call) throws {
    let audit = try call["audit"].map { text in
      guard let share = AuditShare(text), call.words.count == 2 else {
        throw StatementFault.badValue(
          name: "--audit", seen: text, expected: "two wordings, and a share such as near:12/3187")
      }
      return share
    }
    self.init(ruling, because: call["because"], audit: audit)
  }

  package static let flags = [
    Flag("because", .text, "the reason, kept with the decision"),
    Flag("audit", .text, "how an audit drew the pair; recorded by itself"),
  ]

  /// Rules on names as people type them, or on a row of the last `merges` table; what is recorded names fingerprints.
  package func apply(to texts: [String], _ turn: inout Turn) throws -> Answer {
    if texts.count == 1 { return try apply(toRow: turn.row(texts[0]), &turn) }
    for text in texts { try turn.refuseStale(text) }
    let names = try texts.map { try NamedRuling.name($0, &turn) }
    return try apply(to: names, &turn)
  }

  /// `accept` and `reject`: of a suspect, a person may mean the merge or the suspicion.
  package func apply(toPairOfRow text: String, _ turn: inout Turn) throws -> Answer {
    let row = try turn.row(text)
    if turn.options.isInteractive, row.kind == .suspect {
      throw SessionFault.rowIsNoPair(text, ruling: ruling, row.first, row.second)
    }
    return try apply(toRow: row, &turn)
  }

  private func apply(toRow row: MergeRow, _ turn: inout Turn) throws -> Answer {
    try apply(to: [row.first, row.second], &turn)
  }

  package func apply(to names: [OperationName], _ turn: inout Turn) throws -> Answer {
    let decisions = pairs(names).map { Decision(ruling, $0, $1, reason: reason, audit: audit) }
    return try Rulings(decisions: decisions, recorded: recorded(names), shown: names).apply(&turn)
  }

  /// `same a b c` joins all to the first; `different a b c` keeps each from each.
  private func pairs(_ names: [OperationName]) -> [(OperationName, OperationName)] {
    let firsts = ruling == .same ? names.prefix(1) : names[...]
    return firsts.enumerated().flatMap { index, first in names.dropFirst(index + 1).map { (first, $0) } }
  }

  private func recorded(_ names: [OperationName]) -> String {
    let names = names.map(\.description).joined(separator: " ")
    let share = audit.map { " --audit \($0.text)" } ?? ""
    return "\(ruling.rawValue) \(names)\(Rulings.because(reason))\(share)"
  }

  package static func name(_ text: String, _ turn: inout Turn) throws -> OperationName {
    try turn.decidedName(text)
  }
}
