import Answers

/// Runs as test suites and their statements as cases, for whatever shows JUnit's XML
/// (https://github.com/testmoapp/junitxml describes what its readers agree on).
package enum JUnitReport {
  package static func text(_ plan: RunPlan, _ outcomes: [RunOutcome?]) -> String {
    let suites = zip(plan.runs, outcomes).map { run, outcome in suite(run, outcome) }
    let failures = outcomes.count { $0?.complaint != nil }
    let tests = outcomes.reduce(0) { $0 + cases($1) }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuites name=\"maa\" tests=\"\(tests)\" failures=\"\(failures)\">\n" + suites.joined()
      + "</testsuites>\n"
  }

  /// The statement that failed is one more, unless it is among them already.
  private static func cases(_ outcome: RunOutcome?) -> Int {
    guard let outcome else { return 1 }
    if outcome.isKept { return 1 }
    return outcome.statements.count { $0.expectation?.holds ?? true } + (outcome.complaint == nil ? 0 : 1)
  }

  private static func suite(_ run: PlannedRun, _ outcome: RunOutcome?) -> String {
    let failures = outcome?.complaint == nil ? 0 : 1
    let skipped = outcome == nil || outcome?.isKept == true ? 1 : 0
    let head =
      "  <testsuite name=\"\(escaped(run.name))\" tests=\"\(cases(outcome))\" failures=\"\(failures)\" skipped=\"\(skipped)\""
    guard let outcome, !outcome.isKept else {
      let why = outcome == nil ? "not begun" : "done before"
      return head
        + ">\n    <testcase classname=\"\(escaped(run.name))\" name=\"\(escaped(run.script.path))\">"
        + "<skipped message=\"\(why)\"/></testcase>\n  </testsuite>\n"
    }
    let properties = outcome.parameters.map {
      "      <property name=\"\(escaped($0.name))\" value=\"\(escaped($0.value))\"/>\n"
    }
    let block = properties.isEmpty ? "" : "    <properties>\n\(properties.joined())    </properties>\n"
    let ran = outcome.statements.filter { $0.expectation?.holds ?? true }
    let cases = ran.map { passed($0, run) } + (outcome.complaint.map { [failed($0, outcome)] } ?? [])
    let time = RunRecord.seconds(outcome.seconds)
    return "\(head) time=\"\(time)\">\n\(block)\(cases.joined())  </testsuite>\n"
  }

  private static func passed(_ ran: RanStatement, _ run: PlannedRun) -> String {
    "    <testcase classname=\"\(escaped(run.name))\" name=\"\(ran.line): \(escaped(ran.statement))\""
      + " file=\"\(escaped(run.script.path))\" line=\"\(ran.line)\" time=\"\(RunRecord.seconds(ran.seconds))\"/>\n"
  }

  private static func failed(_ complaint: Complaint, _ outcome: RunOutcome) -> String {
    let run = outcome.run
    let place = outcome.line.map { " file=\"\(escaped(run.script.path))\" line=\"\($0)\"" } ?? ""
    let name = outcome.line.map { "line \($0)" } ?? "the run"
    let body = (complaint.details + (complaint.hint.map { [$0] } ?? [])).joined(separator: "\n")
    return "    <testcase classname=\"\(escaped(run.name))\" name=\"\(name)\"\(place)>\n"
      + "      <failure message=\"\(escaped(complaint.message))\">\(escaped(body))</failure>\n    </testcase>\n"
  }

  private static func escaped(_ text: String) -> String { JUnitText.escaped(text) }
}

/// Texts of XML 1.0, which has no word for most control characters.
private enum JUnitText {
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "\n": "&#10;"
      case "\t": " "
      default: scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value) ? "\u{FFFD}" : String(scalar)
      }
    }.joined()
  }
}
