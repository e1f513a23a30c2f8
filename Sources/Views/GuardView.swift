import Analyses
import Answers
import Basics
import Columns
import Guarding
import Identity
import Language
import Tables
import TraceLogs

/// Units that are worth a second look, each with its reason.
package struct GuardView {
  package let analysis: Analysis
  package var sign: GuardSign?
  package var least = GuardFinding.alarm
  package var limit: Int?

  package init(analysis: Analysis) { self.analysis = analysis }

  package func answer() throws -> Answer {
    let rows = try GuardRow.all(analysis).filter { row in
      row.finding.strength >= least && (sign.map { $0 == row.finding.sign } ?? true)
    }
    let shown = rows.prefix(limit ?? rows.count)
    let units = Set(rows.map(\.finding.unit)).count
    let count = try analysis.units().unitCount
    guard !rows.isEmpty else {
      return .said("nothing to look at twice in \(counted(count, "unit"))")
    }
    let columns = ShownColumns(GuardRow.columns)
    let footer = shown.count < rows.count ? "\(shown.count) of \(rows.count)" : nil
    let table = Table("guard", columns.columns, rows: try columns.rows(Array(shown)), footer: footer)
    let words = "\(units) of \(counted(count, "unit")) to look at twice: suspicion, never proof"
    return Answer([.table(table), .said(words)] + (try planted(rows)).map { .said($0) })
  }

  /// Where the log says what was planted.
  private func planted(_ rows: [GuardRow]) throws -> [String] {
    let (trace, operations, partition) = (
      try analysis.trace(), try analysis.operations(), try analysis.units()
    )
    var planted: Set<Int32> = []
    for label in trace.labels where label.category?.hasPrefix("attack-") ?? false {
      planted.insert(partition.unitOf[Int(operations.ofProposal[Int(label.proposal)])])
    }
    guard !planted.isEmpty else { return [] }
    let found = Set(rows.map(\.finding.unit))
    let others = partition.unitCount - planted.count
    return [
      "by labels: \(found.intersection(planted).count) of \(planted.count) planted found, "
        + "\(found.subtracting(planted).count) of \(others) others named"
    ]
  }
}

/// A finding, and what a table needs to say it.
struct GuardRow {
  let finding: GuardFinding
  let content: String
  let name: String

  /// All of them, the weak ones too; the strongest first.
  static func all(_ analysis: Analysis) throws -> [GuardRow] {
    let founders = try analysis.units().founder
    return try analysis.guardFindings().all.map { finding in
      let founder = Int(founders[Int(finding.unit)])
      return GuardRow(
        finding: finding, content: try analysis.content(of: founder),
        name: try analysis.name(of: founder).description)
    }
  }

  static let columns: [StudyColumn<[GuardRow]>] = [
    .text("unit", "the unit's number, such as U12", .essential) { rows in
      { .text(unitName(rows[$0].finding.unit)) }
    },
    .text("sign", "trigger, graft, injection, votes, burst, rewording or outcomes (help guard)", .essential) {
      rows in
      { .text(rows[$0].finding.sign.rawValue) }
    },
    .real("strength", "from 0 to 1; from 0.5 on it is an alarm", .essential) { rows in
      { .number(rows[$0].finding.strength, places: 2) }
    },
    .real("p", "how often chance alone would show as much; none where words are all there is") { rows in
      { .optional(rows[$0].finding.p, places: 4) }
    },
    .text("reason", "what was seen", .essentialLong) { rows in
      { .text(GuardWords.reason(rows[$0].finding.detail)) }
    },
    .text("content", "the text of its first wording", .long) { rows in { .text(rows[$0].content) } },
    .text("name", "fingerprint of its first wording") { rows in { .text(rows[$0].name) } },
  ]
}

enum GuardWords {
  static func reason(_ detail: GuardFinding.Detail) -> String {
    switch detail {
    case .scene(let scene, let inside, let n, let outside, let others):
      "\(fixed(inside, places: 2)) in \(scene) (\(n)), \(fixed(outside, places: 2)) elsewhere (\(others))"
    case .copy(let original, let was, let now):
      (was.isEmpty ? "adds" : "says \u{201c}\(was)\u{201d} as") + " \u{201c}\(now)\u{201d} to: \(original)"
    case .words(let found): found.joined(separator: "; ")
    case .votes(let helpful, let harmful, let voters, let mean, let n):
      "votes \(helpful) for, \(harmful) against, of \(counted(voters, "voter")); "
        + (mean.map { "scores say \(fixed($0, places: 2)) (\(n))" } ?? "no score")
    case .batch(let batch, let delta, let rest, let others):
      "\(fixed(delta, places: 2)) in batch \(batch), \(fixed(rest, places: 2)) in \(counted(others, "other"))"
    case .crowd(let batch, let wordings): "\(wordings) proposals in batch \(batch) and none elsewhere"
    case .change(let was, let now, let before, let after):
      "\u{201c}\(was)\u{201d} became \u{201c}\(now)\u{201d}; "
        + "\(fixed(before, places: 2)) before, \(fixed(after, places: 2)) since"
    case .tasks(let difference, let with, let without):
      "outcomes \(fixed(difference, places: 3)) with its item (\(with)) than without (\(without)), as observed, not by lot"
    }
  }
}

extension StudyTable {
  static let guardFindings = StudyTable(
    "guard", "units to look at twice, and why; the strongest suspicion first", GuardRow.columns
  ) { analysis, _ in try GuardRow.all(analysis) }
}
