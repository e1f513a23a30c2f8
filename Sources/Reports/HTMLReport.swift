import Answers
import Characters
import Files
import Tables

/// A report as one page that needs no other file, no network and no script to be read.
///
/// The policy in its head lets no script run but the page's own, which is named by its hash, and lets nothing be fetched:
/// what a log holds could do nothing even if it were taken for markup.
package struct HTMLReport {

  package init() {}
  private let tables = HTMLRenderer(page: 50, show: visible)

  package func render(_ report: Report) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(HTMLReport.policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="maa \(maaVersion)">
    <title>\(text(report.title))</title>
    <link rel="icon" href="data:,">
    <style>\(reportStyle)</style>
    <script>\(reportScript)</script>
    </head>
    <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header>
    <h1>\(text(report.title))</h1>
    \(facts(report.facts))</header>
    \(contents(report.sections))<main id="content">
    \(report.sections.map(section).joined())</main>
    </body>
    </html>

    """
  }

  private static let policy = [
    "default-src 'none'", "style-src 'unsafe-inline'",
    "script-src 'sha256-\(base64(Digest.sha256Bytes(of: Array(reportScript.utf8))))'",
    "img-src data:", "base-uri 'none'", "form-action 'none'",
  ].joined(separator: "; ")

  private func text(_ text: String) -> String { HTMLText.escaped(visible(text)) }

  private func facts(_ facts: [Report.Fact]) -> String {
    let pairs = facts.map { "<div><dt>\(text($0.name))</dt><dd>\(text($0.value))</dd></div>\n" }
    return "<dl class=\"facts\">\n\(pairs.joined())</dl>\n"
  }

  private func contents(_ sections: [Report.Section]) -> String {
    let links = sections.map { "<li><a href=\"#\($0.id)\">\(text($0.title))</a></li>\n" }
    return "<nav aria-label=\"Contents\">\n<ol>\n\(links.joined())</ol>\n</nav>\n"
  }

  private func section(_ section: Report.Section) -> String {
    """
    <section id="\(section.id)" aria-labelledby="\(section.id)-title">
    <h2 id="\(section.id)-title">\(text(section.title))</h2>
    \(section.blocks.map { block($0, in: section.title) }.joined())</section>

    """
  }
}

extension HTMLReport {
  private func block(_ block: Report.Block, in title: String) -> String {
    switch block {
    case .prose(let words): "<p>\(text(words))</p>\n"
    case .note(let words): "<p class=\"note\">\(text(words))</p>\n"
    case .heading(let words): "<h3>\(text(words))</h3>\n"
    case .findings(let findings): "<ul class=\"findings\">\n\(findings.map(finding).joined())</ul>\n"
    case .table(let table): self.table(table, named: title)
    case .folded(let words, let table):
      "<details>\n<summary>\(text(words))</summary>\n\(self.table(table, named: words))</details>\n"
    case .plot(let plot, _, _): figure(plot)
    case .step(let step): self.step(step)
    case .script(let script): "<pre class=\"script\"><code>\(text(lines: script))</code></pre>\n"
    }
  }

  private func finding(_ finding: Report.Finding) -> String {
    "<li><a href=\"#\(finding.section)\">\(text(finding.name))</a> \(text(finding.which))</li>\n"
  }

  private func step(_ step: Report.Step) -> String {
    let results = step.results.map { result($0, of: step.number) }
    return """
      <div class="step">
      <pre class="statement"><span class="number">\(step.number)</span><code>\(text(step.statement))</code></pre>
      \(results.joined())</div>

      """
  }

  private func result(_ result: Report.Result, of number: Int) -> String {
    switch result {
    case .said(let line): "<p class=\"said\">\(text(withArrows(line)))</p>\n"
    case .warning(let line): "<p class=\"warning\">\(text(line))</p>\n"
    case .table(let table): self.table(table, named: "Statement \(number)")
    case .plot(let plot, _): figure(plot)
    case .text(let body): "<pre class=\"text\">\(text(lines: body))</pre>\n"
    }
  }

  /// `->` would be broken in two at the end of a line.
  private func withArrows(_ line: String) -> String {
    line.contains(" -> ")
      ? line.split(separator: " ", omittingEmptySubsequences: false)
        .map { $0 == "->" ? "→" : $0 }.joined(separator: " ") : line
  }

  private func text(lines: String) -> String { HTMLText.escaped(lines: lines, show: visible) }

  private func table(_ table: ReportTable, named title: String) -> String {
    let notes = table.notes.map { "<p class=\"foot\">\(text($0))</p>\n" }.joined()
    let count = table.table.rows.count
    guard count > 0 else { return "<p class=\"foot\">No rows.</p>\n" + notes }
    let size = count > 1_000 ? " huge" : ""
    return """
      <div class="table\(size)" data-rows="\(count)">
      <div class="scroll" tabindex="0" role="region" aria-label="\(text("\(title): table \(table.table.name)"))">
      \(tables.render(table.table.withoutEmptyColumns.textsFirst, marked: table.marked))</div>
      \(notes)</div>

      """
  }

  /// Drawn twice: what is made for a screen cannot be read on a telephone.
  private func figure(_ plot: Plot) -> String {
    let (wide, slim) = (SVGRenderer(width: 840).render(plot), SVGRenderer(width: 340).render(plot))
    return "<figure>\n<div class=\"wide\">\(wide)</div>\n<div class=\"slim\">\(slim)</div>\n</figure>\n"
  }
}
