import Answers
import Language
import Tables

/// What became of all runs, as a table without times, and what the process ends with.
package struct RunSummary {
  private let plan: RunPlan
  private let outcomes: [RunOutcome?]

  package init(_ plan: RunPlan, _ outcomes: [RunOutcome?]) { (self.plan, self.outcomes) = (plan, outcomes) }

  /// That of the first run which failed, in the order of the plan.
  package var exitCode: Int32 {
    if outcomes.contains(where: { $0?.exitCode == ExitCode.interrupted }) { return ExitCode.interrupted }
    return outcomes.lazy.compactMap { $0?.exitCode }.first { $0 != ExitCode.done } ?? ExitCode.done
  }

  package var table: Table {
    let columns: [Column] = [
      .text("run"), .text("status"), .number("exit"), .number("statements"), .number("rows"),
      .number("files"),
      .text("message", flexible: true),
    ]
    let rows = zip(plan.runs, outcomes).map(row)
    let failed = outcomes.count { $0 != nil && $0?.exitCode != ExitCode.done }
    let left = outcomes.count { $0 == nil }
    let parts = [counted(plan.runs.count, "run")] + (failed > 0 ? ["\(failed) failed"] : [])
    return Table(
      "runs", columns, rows: rows,
      footer: (parts + (left > 0 ? ["\(left) not begun"] : [])).joined(separator: " · "))
  }

  private func row(_ run: PlannedRun, _ outcome: RunOutcome?) -> [Cell] {
    guard let outcome else {
      return [.text(run.name), "not begun", .missing, .missing, .missing, .missing, .missing]
    }
    let place = outcome.line.map { "\(run.script.path):\($0): " } ?? ""
    let status = outcome.isKept ? "kept" : outcome.exitCode == ExitCode.done ? "done" : "failed"
    let isDone = !outcome.isKept
    return [
      .text(run.name), .text(status), .integer(Int(outcome.exitCode)),
      isDone ? .integer(outcome.statements.count) : .missing,
      isDone ? .integer(outcome.statements.reduce(0) { $0 + $1.rows }) : .missing,
      isDone ? .integer(outcome.files.count) : .missing,
      .optional(outcome.complaint.map { place + $0.message }),
    ]
  }

  /// A line for programs for each run.
  package var lines: [String] { outcomes.compactMap { $0.map(RunRecord.line) } }
}
