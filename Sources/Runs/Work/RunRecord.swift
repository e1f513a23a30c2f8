import Answers
import Language
import Studies
import Tables

/// What stands in a run's `run.json`. All that may differ between two runs of the same is in members called `seconds` and
/// `peak_bytes`.
enum RunRecord {
  static let version = 1

  static func text(_ outcome: RunOutcome, digest: String, peak: Int) -> String {
    let run = outcome.run
    let members: [(String, String)] = [
      ("maa_run", "\(version)"), ("engine", quoted(maaVersion)), ("language", "1"),
      ("name", quoted(run.name)),
      ("script", quoted(run.script.path)), ("script_sha256", quoted(run.script.sha256)),
      ("depends", quoted(digest)), ("exit", "\(outcome.exitCode)"),
      ("error", outcome.complaint.map { error($0, outcome.line) } ?? "null"),
      ("parameters", object(outcome.parameters.map { ($0.name, quoted($0.value)) })),
      ("embedder", outcome.embedder.map(quoted) ?? "null"),
      (
        "inputs",
        list(outcome.inputs.map { object([("path", quoted($0.path)), ("sha256", quoted($0.sha256))]) })
      ),
      ("figures", object(outcome.figures.map { ($0.name, $0.value.map(shortNumber) ?? "null") })),
      ("expectations", list(outcome.expectations.map(expectation))),
      ("files", list(outcome.files.map(quoted))),
      ("statements", lines(outcome.statements.enumerated().map { statement($0.element, $0.offset + 1) })),
      ("seconds", seconds(outcome.seconds)), ("peak_bytes", "\(peak)"),
    ]
    return "{\n" + members.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n}\n"
  }

  /// On one line, for a program that reads many.
  static func line(_ outcome: RunOutcome) -> String {
    object([
      ("run", quoted(outcome.run.name)), ("script", quoted(outcome.run.script.path)),
      ("exit", "\(outcome.exitCode)"),
      ("error", outcome.complaint.map { error($0, outcome.line) } ?? "null"),
      ("kept", outcome.isKept ? "true" : "false"),
      ("parameters", object(outcome.parameters.map { ($0.name, quoted($0.value)) })),
      ("figures", object(outcome.figures.map { ($0.name, $0.value.map(shortNumber) ?? "null") })),
      ("expectations", list(outcome.expectations.map(expectation))),
    ])
  }

  private static func error(_ complaint: Complaint, _ line: Int?) -> String {
    object([
      ("line", line.map(String.init) ?? "null"), ("message", quoted(complaint.message)),
      ("details", list(complaint.details.map(quoted))), ("hint", complaint.hint.map(quoted) ?? "null"),
    ])
  }

  private static func statement(_ ran: RanStatement, _ number: Int) -> String {
    object([
      ("n", "\(number)"), ("line", "\(ran.line)"), ("statement", quoted(ran.statement)),
      ("rows", "\(ran.rows)"),
      ("seconds", seconds(ran.seconds)),
    ])
  }

  static func expectation(_ expectation: RanExpectation) -> String {
    object([
      ("figure", quoted(expectation.figure)), ("seen", quoted(expectation.seen)),
      ("holds", expectation.holds ? "true" : "false"),
    ])
  }

  static func quoted(_ text: String) -> String { JSONText.quoted(text) }

  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(quoted($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
  }

  static func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ", ") + "]" }

  private static func lines(_ elements: [String]) -> String {
    elements.isEmpty ? "[]" : "[\n" + elements.map { "    \($0)" }.joined(separator: ",\n") + "\n  ]"
  }

  /// To the microsecond.
  static func seconds(_ seconds: Double) -> String {
    JSONText.number((seconds * 1e6).rounded() / 1e6)
  }
}
