import Characters
import Files
import Tables

/// Outcomes for a person, or for a file in the same form.
package final class TextSink: Sink {
  package struct Style: Sendable {
    /// Nil shows every table in full.
    package var width: @Sendable () -> Int? = { nil }
    package var isColoured = false
    package var echoes = false
    /// Shows one text, through a pager where it is long; nil writes to standard output.
    package var present: (@Sendable (String) -> Bool)?

    package init() {}
  }

  private let output: Output
  private let errors: Output
  private let style: Style
  private var hasShown = false

  package init(output: Output, errors: Output, style: Style = Style()) {
    self.output = output
    self.errors = errors
    self.style = style
  }

  package var isBroken: Bool { output.isBroken || output.failure != nil }

  package func begin(file: String) {
    output.write("\(hasShown ? "\n" : "")== \(visible(file))\n")
    hasShown = false
    output.flush()
  }

  package func show(_ outcome: Outcome) {
    for warning in outcome.warnings { warn(warning) }
    let text = render(outcome.answer, wide: outcome.isWide)
    if style.echoes { output.write("\(hasShown ? "\n" : "")maa › \(visible(outcome.statement))\n") }
    if !text.isEmpty { present(text) }
    output.flush()
  }

  private func present(_ text: String) {
    if let present = style.present, present(text) { return }
    if hasShown, style.present == nil, !style.echoes { output.write("\n") }
    output.write(text)
    hasShown = true
  }

  package func fail(_ complaint: Complaint, number: Int?, statement: String) {
    let lines = [complaint.message] + complaint.details + (complaint.hint.map { [$0] } ?? [])
    errors.write(coloured("error: ", "31") + visible(lines[0]) + "\n")
    for line in lines.dropFirst() { errors.write("  \(visible(line))\n") }
    errors.flush()
  }

  package func warn(_ text: String) {
    errors.write(coloured("notice: ", "33") + visible(text) + "\n")
    errors.flush()
  }

  private func render(_ answer: Answer, wide: Bool) -> String {
    var text = ""
    for block in answer.blocks {
      switch block {
      case .said(let line): text += "  \(visible(line))\n"
      case .table(let table): text += renderer(wide: wide).render(table)
      case .text(let body): text += body.hasSuffix("\n") ? body : body + "\n"
      case .data: break
      }
    }
    return text
  }

  private func renderer(wide: Bool) -> TerminalRenderer {
    TerminalRenderer(
      width: wide ? nil : style.width(), measure: { displayWidth(of: $0) }, show: { visible($0) },
      styled: style.isColoured)
  }

  private func coloured(_ text: String, _ code: String) -> String {
    style.isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
