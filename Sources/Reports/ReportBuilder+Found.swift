import Views

/// What a reader meets first: what was found, what to judge next, and what to do with each unit.
extension ReportBuilder {
  func found() throws -> Report.Section {
    let summary = SummaryView(analysis: analysis)
    let findings = try summary.findings().map { finding in
      Report.Finding(
        name: "\(finding.name): \(finding.units.count)", which: finding.which,
        section: finding.name == SummaryView.leaving ? "memory" : "evidence")
    }
    let advised = try AdviceView.named(analysis).map { counsel, which in
      Report.Finding(name: counsel, which: which, section: "advice")
    }
    let judge = Report.Finding(name: "judge next", which: try summary.next(), section: "judge")
    var blocks: [Report.Block] = [.findings(advised + findings + [judge])]
    blocks += try summary.basisLines().map(Report.Block.prose)
    return Report.Section(id: "summary", title: "What was found", blocks: blocks)
  }
}
