import Answers
import Characters
import Files
import Sessions
import Tables

/// Outcomes for a person, or for a file in the same form.
package final class TextSink: Sink {
  package struct Style: Sendable {
    /// Nil shows every table in full.
    package var width: @Sendable () -> Int? = { nil }
    /// A picture has a width even where tables are shown in full.
    package var plotWidth: @Sendable () -> Int = { 80 }
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
    guard outcome.isNews || !Interrupt.isPending else {
      return warn("interrupted; the statement is done, its answer is not shown")
    }
    if style.echoes { output.write("\(hasShown ? "\n" : "")maa › \(visible(outcome.statement))\n") }
    if !text.isEmpty { present(text) }
    output.flush()
  }

  package func show(_ page: DeskPage) {
    let text = page.text(width: style.width() ?? 100, styled: style.isColoured)
    show(Outcome(number: nil, statement: "review", answer: Answer([.text(text)]), warnings: []))
  }

  /// Lines are broken between words where the screen ends.
  private func said(_ line: String) -> String {
    guard let width = style.width(), width > 20, displayWidth(line) > width - 2 else {
      return "  \(visible(line))\n"
    }
    let rows = FieldSetter(width: width).broken(visible(line), to: width - 4)
    return rows.enumerated().map { ($0.offset == 0 ? "  " : "    ") + $0.element + "\n" }.joined()
  }

  private func present(_ text: String) {
    if let present = style.present, present(text) { return }
    if hasShown, style.present == nil, !style.echoes { output.write("\n") }
    output.write(text)
    hasShown = true
  }

  package func fail(_ complaint: Complaint, number: Int?, statement: String) {
    let lines = [complaint.message] + complaint.details + (complaint.hint.map { [$0] } ?? [])
    errors.write(coloured("error: ", "31") + TextSink.short(lines[0]) + "\n")
    for line in lines.dropFirst() { errors.write("  \(TextSink.short(line))\n") }
    errors.flush()
  }

  package func warn(_ text: String) {
    errors.write(coloured("notice: ", "33") + TextSink.short(text) + "\n")
    errors.flush()
  }

  /// Messages quote what was typed or read; they stay short whatever that was.
  private static func short(_ text: String) -> String {
    let most = 500
    let head = text.unicodeScalars.prefix(most + 1)
    return visible(head.count > most ? String(String.UnicodeScalarView(head.prefix(most))) + "…" : text)
  }

  private func render(_ answer: Answer, wide: Bool) -> String {
    var text = ""
    for block in answer.blocks {
      switch block {
      case .said(let line): text += said(line)
      case .table(let table):
        text += renderer(wide: wide).render(style.width() == nil ? table : table.onScreen)
      // To a string, CR and LF are one character.
      case .text(let body): text += body.utf8.last == UInt8(ascii: "\n") ? body : body + "\n"
      case .plot(let plot, _): text += plotRenderer().render(plot)
      case .data: break
      }
    }
    return text
  }

  private func renderer(wide: Bool) -> TerminalRenderer {
    TerminalRenderer(
      width: wide ? nil : style.width(), measure: { displayWidth(of: $0) },
      // After Ctrl-C the text is not wanted any more: what is left of it costs nothing.
      show: { Interrupt.isPending ? "" : visible($0) },
      styled: style.isColoured)
  }

  private func plotRenderer() -> PlotRenderer {
    PlotRenderer(
      width: style.width() ?? style.plotWidth(), measure: { displayWidth(of: $0) },
      show: { Interrupt.isPending ? "" : visible($0) }, styled: style.isColoured)
  }

  private func coloured(_ text: String, _ code: String) -> String {
    style.isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
