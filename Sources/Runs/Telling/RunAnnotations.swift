import Answers
import Files

/// Failures as the pages of a merge request show them, beside the line of the script.
package enum RunAnnotations {
  /// Workflow commands, a line each on standard output, as GitHub reads them
  /// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
  package static func github(_ outcomes: [RunOutcome?]) -> String {
    outcomes.compactMap { outcome -> String? in
      guard let outcome, let complaint = outcome.complaint else { return nil }
      let line = outcome.line.map { ",line=\($0)" } ?? ""
      let title = property("maa run \(outcome.run.name)")
      let text = ([complaint.message] + complaint.details + (complaint.hint.map { [$0] } ?? [])).joined(
        separator: "\n")
      return "::error file=\(property(outcome.run.script.path))\(line),title=\(title)::\(message(text))\n"
    }.joined()
  }

  /// A Code Quality report, which is how GitLab shows annotations (https://docs.gitlab.com/ci/testing/code_quality/).
  package static func gitlab(_ outcomes: [RunOutcome?]) -> String {
    let issues = outcomes.compactMap { outcome -> String? in
      guard let outcome, let complaint = outcome.complaint else { return nil }
      let path = outcome.run.script.path
      let print = Digest.sha256(
        of: Array("\(outcome.run.name)\0\(path)\0\(outcome.line ?? 0)\0\(complaint.message)".utf8))
      return RunRecord.object([
        ("description", RunRecord.quoted("\(outcome.run.name): \(complaint.message)")),
        ("check_name", RunRecord.quoted("maa-run")),
        ("fingerprint", RunRecord.quoted(String(print.prefix(32)))),
        ("severity", RunRecord.quoted("major")),
        (
          "location",
          RunRecord.object([
            ("path", RunRecord.quoted(path)),
            ("lines", RunRecord.object([("begin", "\(outcome.line ?? 1)")])),
          ])
        ),
      ])
    }
    return "[\n" + issues.map { "  \($0)" }.joined(separator: ",\n") + (issues.isEmpty ? "]\n" : "\n]\n")
  }

  private static func message(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      default: scalar.value < 0x20 ? " " : String(scalar)
      }
    }.joined()
  }

  private static func property(_ text: String) -> String {
    message(text).map { $0 == ":" ? "%3A" : $0 == "," ? "%2C" : String($0) }.joined()
  }
}
