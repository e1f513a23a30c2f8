import Characters
import Tables

/// Tables and plots of a report as text, as a terminal without colour would show them.
enum ReportText {
  static func plot(_ plot: Plot) -> String {
    PlotRenderer(width: 96, measure: { displayWidth(of: $0) }, show: visible).render(plot)
  }

  static func table(_ table: Table) -> String {
    TerminalRenderer(width: 120, measure: { displayWidth(of: $0) }, show: visible).render(table)
  }

  /// Each line made harmless by itself.
  static func lines(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { visible(String($0)) }
      .joined(separator: "\n")
  }
}
