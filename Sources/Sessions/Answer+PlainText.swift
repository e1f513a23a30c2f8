import Answers
import Characters
import Tables

extension Answer {
  /// As a file gets it: tables in full, pictures 80 columns wide, no colour. It depends on nothing but the answer.
  package var plainText: String {
    var text = ""
    for block in blocks {
      switch block {
      case .said(let line): text += "  \(visible(line))\n"
      case .table(let table):
        text += TerminalRenderer(measure: { displayWidth(of: $0) }, show: { visible($0) }).render(table)
      case .text(let body): text += body.hasSuffix("\n") ? body : body + "\n"
      case .plot(let plot, _):
        text += PlotRenderer(width: 80, measure: { displayWidth(of: $0) }, show: { visible($0) }).render(plot)
      case .data: break
      }
    }
    return text
  }

  /// How many rows its tables have.
  package var rowCount: Int { tables.reduce(0) { $0 + $1.rows.count } }
}
