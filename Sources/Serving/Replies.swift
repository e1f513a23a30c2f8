import Answers
import Files
import Reports
import Sessions
import Tables

/// Writes what a session says to the program that asked: JSON objects on lines of their own, and tables behind them.
///
/// A table's rows are an Arrow stream of as many bytes as the object says, right behind the line.
package final class Replies: Sink {
  private let output: Output
  /// How many rows of a table a person is shown.
  private static let mostRows = 200

  package init(output: Output) { self.output = output }

  package var isBroken: Bool { output.isBroken || output.failure != nil }

  package func begin(file: String) {}

  package func show(_ outcome: Outcome) { write(outcome, asks: false) }

  package func show(_ page: DeskPage) {
    let blocks: [Answer.Block] = [.data(page.table), .text(page.text(width: 96, styled: false))]
    write(Outcome(number: nil, statement: "review", answer: Answer(blocks), warnings: []), asks: true)
  }

  package func warn(_ text: String) {
    write(Outcome(number: nil, statement: "", answer: Answer(), warnings: [text]), asks: false)
  }

  package func fail(_ complaint: Complaint, number: Int?, statement: String) {
    let error = object([
      ("message", JSONText.quoted(complaint.message)), ("details", texts(complaint.details)),
      ("hint", complaint.hint.map { JSONText.quoted($0) } ?? "null"), ("exit", "\(complaint.exitCode)"),
    ])
    write([("statement", JSONText.quoted(statement)), ("ok", "false"), ("error", error)])
  }

  /// The last object of a request. `members` are what it found.
  func end(isDone: Bool, _ members: [(String, String)] = []) {
    write([("done", "true"), ("ok", isDone ? "true" : "false")] + members)
  }

  func table(_ name: String, _ stream: ArrowRenderer.Stream) {
    write(Outcome(number: nil, statement: "", answer: Answer(), warnings: []), asks: false, [(name, stream)])
  }

  private func write(_ outcome: Outcome, asks: Bool) {
    write(outcome, asks: asks, outcome.answer.tables.map { ($0.name, ArrowRenderer().render($0)) })
  }

  private func write(
    _ outcome: Outcome, asks: Bool, _ tables: [(name: String, stream: ArrowRenderer.Stream)]
  ) {
    write([
      ("n", outcome.number.map(String.init) ?? "null"), ("statement", JSONText.quoted(outcome.statement)),
      ("ok", "true"), ("asks", asks ? "true" : "false"), ("notices", texts(outcome.warnings)),
      ("shown", list(outcome.answer.blocks.compactMap(Replies.bundle).map(written))),
      ("tables", list(tables.map { described($0.name, $0.stream) })),
    ])
    for part in tables.flatMap(\.stream.parts) { part.withBytes(output.write(raw:)) }
    output.flush()
  }

  private func described(_ name: String, _ stream: ArrowRenderer.Stream) -> String {
    let columns = stream.columns.map { column in
      object([
        ("name", JSONText.quoted(column.name)), ("kind", JSONText.quoted(column.kind)),
        ("parts", list(column.parts.map { "[\($0.place),\($0.length)]" })),
      ])
    }
    return object([
      ("name", JSONText.quoted(name)), ("rows", "\(stream.rows)"), ("bytes", "\(stream.length)"),
      ("columns", list(columns)),
    ])
  }

  private static func bundle(_ block: Answer.Block) -> MediaBundle? {
    switch block {
    case .said(let line): MediaBundle(text: line)
    case .text(let text): MediaBundle(text: text)
    case .table(let table): MediaBundle(table, most: mostRows)
    case .plot(let plot, _): MediaBundle(plot)
    case .data: nil
    }
  }

  private func written(_ bundle: MediaBundle) -> String {
    object(
      bundle.forms.map { form in
        switch form.content {
        case .text(let text): (form.type, JSONText.quoted(text))
        // A reply is one line; in JSON, what ends a line is no part of a text.
        case .json(let json): (form.type, json.split(separator: "\n").joined())
        }
      })
  }

  private func write(_ members: [(String, String)]) {
    output.write(object(members) + "\n")
    output.flush()
  }
}

extension Replies {
  func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(JSONText.quoted($0)):\($1)" }.joined(separator: ",") + "}"
  }

  func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

  func texts(_ texts: [String]) -> String { list(texts.map { JSONText.quoted($0) }) }
}
