import Characters
import Tables

/// A report as a Jupyter notebook (nbformat 4.5): prose as Markdown cells, statements as code cells with their output.
package struct JupyterReport {

  package init() {}
  private let markdown = MarkdownReport()

  package func render(_ report: Report) -> String {
    var cells = [prose([.heading(1, report.title), .words(markdown.facts(report.facts))])]
    // A notebook is run from the top: what draws a plot stands behind what loads the log.
    let isSession = { (section: Report.Section) in section.id == "session" }
    for section in report.sections.filter(isSession) + report.sections.filter({ !isSession($0) }) {
      cells += self.cells(of: section)
    }
    let numbered = cells.enumerated().map { index, cell in
      "  {\n   \"id\": \"cell-\(index + 1)\",\n\(cell)\n  }"
    }
    return """
      {
       "cells": [
      \(numbered.joined(separator: ",\n"))
       ],
       "metadata": {
        "kernelspec": {"display_name": "maa", "language": "maa", "name": "maa"},
        "language_info": {"file_extension": ".maa", "mimetype": "text/x-maa", "name": "maa", "version": "1"},
        "title": \(JSONText.quoted(visible(report.title)))
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }

      """
  }

  /// What stands in a Markdown cell.
  private enum Prose {
    case heading(Int, String)
    /// Markdown already.
    case words(String)
  }

  private func cells(of section: Report.Section) -> [String] {
    var cells: [String] = []
    var waiting: [Prose] = [.heading(2, section.title)]
    func flush() {
      if !waiting.isEmpty { cells.append(prose(waiting)) }
      waiting = []
    }
    for block in section.blocks {
      guard let cell = code(block) else {
        waiting.append(.words(markdown.block(block)))
        continue
      }
      flush()
      cells.append(cell)
    }
    flush()
    return cells
  }

  /// Nil for what is prose.
  private func code(_ block: Report.Block) -> String? {
    switch block {
    case .step(let step): code(step.statement, number: step.number, outputs(of: step.results))
    case .plot(let plot, _, let statement): code(statement, number: nil, [display(plot)])
    case .prose, .note, .heading, .findings, .table, .folded, .script: nil
    }
  }

  private func prose(_ parts: [Prose]) -> String {
    let texts = parts.map { part in
      switch part {
      case .heading(let level, let words):
        String(repeating: "#", count: level) + " " + MarkdownText.paragraph(visible(words))
      case .words(let words): words.hasSuffix("\n") ? String(words.dropLast()) : words
      }
    }
    return """
         "cell_type": "markdown",
         "metadata": {},
         "source": \(lines(texts.joined(separator: "\n\n")))
      """
  }

  private func code(_ source: String, number: Int?, _ outputs: [String]) -> String {
    """
       "cell_type": "code",
       "execution_count": \(number.map { "\($0)" } ?? "null"),
       "metadata": {},
       "outputs": [\(outputs.joined(separator: ", "))],
       "source": \(lines(visible(source)))
    """
  }
}

extension JupyterReport {
  /// Lines of one stream that follow each other are one output.
  private func outputs(of results: [Report.Result]) -> [String] {
    var outputs: [String] = []
    var pending: (stream: String, text: String)?
    func flush() {
      if let pending { outputs.append(stream(pending.stream, pending.text)) }
      pending = nil
    }
    for result in results {
      guard let (stream, text) = streamed(result) else {
        flush()
        outputs.append(display(result))
        continue
      }
      if pending?.stream != stream { flush() }
      pending = (stream, (pending?.text ?? "") + text)
    }
    flush()
    return outputs
  }

  private func streamed(_ result: Report.Result) -> (String, String)? {
    switch result {
    case .said(let line): ("stdout", visible(line) + "\n")
    case .warning(let line): ("stderr", "notice: \(visible(line))\n")
    case .text(let body): ("stdout", ReportText.lines(body) + (body.hasSuffix("\n") ? "" : "\n"))
    case .table, .plot: nil
    }
  }

  private func display(_ result: Report.Result) -> String {
    switch result {
    case .table(let table): display(table)
    case .plot(let plot, _): display(plot)
    case .said, .warning, .text: ""
    }
  }

  private func display(_ table: ReportTable) -> String { data(MediaBundle(table)) }

  private func display(_ plot: Plot) -> String { data(MediaBundle(plot)) }

  private func data(_ bundle: MediaBundle) -> String {
    let forms = bundle.forms.map { form in
      let content =
        switch form.content {
        case .text(let text): lines(text)
        case .json(let json): json
        }
      return "\(JSONText.quoted(form.type)): \(content)"
    }
    return
      "{\"data\": {\(forms.joined(separator: ", "))}, \"metadata\": {}, \"output_type\": \"display_data\"}"
  }

  private func stream(_ name: String, _ text: String) -> String {
    "{\"name\": \"\(name)\", \"output_type\": \"stream\", \"text\": \(lines(text))}"
  }

  /// A text as Jupyter keeps it: an array of lines, each with its end.
  private func lines(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let ended = lines.enumerated().map { $0 + 1 < lines.count ? $1 + "\n" : String($1) }
      .filter { !$0.isEmpty }
    return "[" + ended.map { JSONText.quoted($0) }.joined(separator: ", ") + "]"
  }
}
