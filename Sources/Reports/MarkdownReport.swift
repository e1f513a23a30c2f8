import Characters
import Tables

/// A report as GitHub shows Markdown. Plots are text.
package struct MarkdownReport {

  package init() {}
  package func render(_ report: Report) -> String {
    let head = ["# \(paragraph(report.title))", facts(report.facts)]
    let body = report.sections.flatMap { section in
      ["## \(paragraph(section.title))"] + section.blocks.map(block)
    }
    return (head + body).map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined(separator: "\n")
  }

  func block(_ block: Report.Block) -> String {
    switch block {
    case .prose(let words), .note(let words): paragraph(words)
    case .heading(let words): "### \(paragraph(words))"
    case .findings(let findings):
      findings.map { finding in
        "- **\(paragraph(finding.name))** \(paragraph(finding.which))"
      }.joined(separator: "\n")
    case .table(let table): self.table(table)
    case .folded(let title, let table): "### \(paragraph(title))\n\n" + self.table(table)
    case .plot(let plot, _, _): MarkdownText.fenced(ReportText.plot(plot), language: "text")
    case .script(let script): MarkdownText.fenced(ReportText.lines(script), language: "sh")
    case .step(let step):
      ([MarkdownText.fenced(visible(step.statement), language: "sh")] + results(step.results))
        .joined(separator: "\n")
    }
  }

  func facts(_ facts: [Report.Fact]) -> String {
    facts.map { "**\(paragraph($0.name))** \(paragraph($0.value))" }.joined(separator: " · ")
  }

  private func paragraph(_ text: String) -> String { MarkdownText.paragraph(visible(text)) }

  private func table(_ table: ReportTable) -> String {
    let notes = table.notes.map(paragraph)
    let rows =
      table.table.rows.isEmpty
      ? "No rows.\n" : MarkdownRenderer().render(table.table.withoutEmptyColumns)
    return ([rows] + notes).joined(separator: "\n")
  }

  /// Sentences that follow each other share a block, in which their columns stay aligned.
  private func results(_ results: [Report.Result]) -> [String] {
    var blocks: [String] = []
    var said: [String] = []
    func flush() {
      if !said.isEmpty {
        blocks.append(MarkdownText.fenced(said.joined(separator: "\n"), language: "text"))
      }
      said = []
    }
    for result in results {
      if case .said(let line) = result {
        said.append(visible(line))
        continue
      }
      flush()
      blocks.append(self.result(result))
    }
    flush()
    return blocks
  }

  private func result(_ result: Report.Result) -> String {
    switch result {
    case .said(let line): paragraph(line)
    case .warning(let line): "> notice: \(paragraph(line))\n"
    case .table(let table): self.table(table)
    case .plot(let plot, _): MarkdownText.fenced(ReportText.plot(plot), language: "text")
    case .text(let body): MarkdownText.fenced(ReportText.lines(body), language: "text")
    }
  }
}
