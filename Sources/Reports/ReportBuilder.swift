import Analyses
import Answers
import Guarding
import Identity
import Scoring
import Sessions
import Studies
import TraceLogs

/// Puts together what a report says of a session, up to the statement that asks for it.
package struct ReportBuilder {
  package let turn: Turn
  /// The statement that asks, as it is recorded.
  package let statement: String
  /// How many rows of a statement's table are shown.
  package var rows = 100
  /// How many units the evidence has rows for.
  package var mostUnits = 10_000
  /// Statements, by their number, that the page does not show; the script has them all.
  package var leftOut: Set<Int> = []

  package init(turn: Turn, statement: String, rows: Int = 100, mostUnits: Int = 10_000) {
    (self.turn, self.statement, self.rows) = (turn, statement, rows)
    self.mostUnits = mostUnits
  }

  var analysis: Analysis { turn.analysis }
  var study: Study { turn.study }
  var hasLog: Bool { study.log != nil }

  /// The log's answer, then the evidence for it, then method and session as an appendix.
  package func report(titled title: String?) throws -> Report {
    let sections =
      try answers() + [
        Report.Section(id: "loaded", title: "What was loaded", blocks: try loaded()),
        Report.Section(id: "settings", title: "Settings", blocks: try settings()),
        Report.Section(id: "decisions", title: "Decisions", blocks: try decisions()),
        Report.Section(id: "session", title: "Session", blocks: try session()),
        Report.Section(id: "script", title: "Script and replay", blocks: try script()),
      ]
    return Report(title: title ?? usualTitle, facts: try facts(), sections: sections)
  }

  private func answers() throws -> [Report.Section] {
    guard hasLog else { return [] }
    var sections: [Report.Section] = []
    if try analysis.units().unitCount > 0 {
      sections =
        try [found()] + [
          Report.Section(id: "advice", title: "What to do", blocks: asked("advice", about: "")),
          Report.Section(
            id: "conflicts", title: "What contradicts each other",
            blocks: asked("conflicts --limit 20", about: "")),
          Report.Section(
            id: "judge", title: "What to judge next",
            blocks: asked("merges --by impact --limit 10", about: "")),
        ]
    }
    sections.append(Report.Section(id: "evidence", title: "Evidence", blocks: try evidence()))
    if let run = study.run {
      sections.append(Report.Section(id: "run", title: "The run with a model", blocks: try live(run)))
    }
    if try hasAlarms {
      sections.append(
        Report.Section(
          id: "guard", title: "To look at twice", blocks: try asked("guard --limit 50", about: "")))
    }
    if try !analysis.trace().tasks.item.isEmpty {
      sections.insert(
        Report.Section(id: "outcomes", title: "Outcomes of tasks", blocks: try asked("effects", about: "")),
        at: try analysis.observations().count == 0 ? 0 : sections.count)
    }
    return sections + [Report.Section(id: "memory", title: "Memory", blocks: try memory())]
  }

  /// Reading all texts of a very large log is for those who ask for it.
  private var hasAlarms: Bool {
    get throws {
      try analysis.trace().proposals.count <= 100_000 && !analysis.guardFindings().alarms.isEmpty
    }
  }

  private var usualTitle: String {
    let names = study.inputs.map { fileName($0.path) }
    switch names.count {
    case 0: return "Report of a session"
    case 1...3: return "Evidence from \(names.joined(separator: ", "))"
    default: return "Evidence from \(names[0]) and \(names.count - 1) more logs"
    }
  }

  private func facts() throws -> [Report.Fact] {
    var facts: [Report.Fact] = []
    func state(_ name: String, _ value: some CustomStringConvertible) {
      facts.append(Report.Fact(name: name, value: "\(value)"))
    }
    if hasLog {
      let trace = try analysis.trace()
      state("batches", trace.batches.count)
      state("proposals", trace.proposals.count)
      state("units", try analysis.units().unitCount)
      state("observations", try analysis.observations().count)
    }
    state("decisions", study.decisions.count)
    if let result = try analysis.result() { state("result", result) }
    state("made by", "maa \(maaVersion)")
    return facts
  }
}

/// A path's last part; `-` by its name.
func fileName(_ path: String) -> String {
  path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
}
