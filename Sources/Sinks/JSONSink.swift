import Answers
import Files
import Sessions
import Tables

/// One JSON object per statement, for programs.
package final class JSONSink: Sink {
  private let output: Output
  private var file: String?

  package init(output: Output) { self.output = output }

  package var isBroken: Bool { output.isBroken || output.failure != nil }

  package func begin(file: String) { self.file = file }

  package func show(_ outcome: Outcome) {
    let tables = outcome.answer.tables.map { JSONRenderer().render($0) }
    var notices = outcome.warnings
    for block in outcome.answer.blocks {
      switch block {
      case .said(let line), .text(let line): notices.append(line)
      case .table, .data, .plot: break
      }
    }
    write(
      head(outcome.number, outcome.statement) + [
        "\"ok\":true", "\"tables\":[\(tables.joined(separator: ","))]", "\"notices\":\(array(notices))",
      ])
  }

  package func show(_ page: DeskPage) {
    show(Outcome(number: nil, statement: "review", answer: Answer([.data(page.table)]), warnings: []))
  }

  package func fail(_ complaint: Complaint, number: Int?, statement: String) {
    let error = [
      "\"message\":\(JSONText.quoted(complaint.message))", "\"details\":\(array(complaint.details))",
      "\"hint\":\(complaint.hint.map { JSONText.quoted($0) } ?? "null")", "\"exit\":\(complaint.exitCode)",
    ]
    write(head(number, statement) + ["\"ok\":false", "\"error\":{\(error.joined(separator: ","))}"])
  }

  package func warn(_ text: String) {
    write(["\"n\":null", "\"ok\":true", "\"tables\":[]", "\"notices\":\(array([text]))"])
  }

  private func head(_ number: Int?, _ statement: String) -> [String] {
    let file = self.file.map { ["\"file\":\(JSONText.quoted($0))"] } ?? []
    return file + [
      "\"n\":\(number.map(String.init) ?? "null")", "\"statement\":\(JSONText.quoted(statement))",
    ]
  }

  private func array(_ texts: [String]) -> String {
    "[" + texts.map { JSONText.quoted($0) }.joined(separator: ",") + "]"
  }

  private func write(_ members: [String]) {
    output.write("{\(members.joined(separator: ","))}\n")
    output.flush()
  }
}
