import Answers
import Basics
import Language
import Sessions

/// The statements in their order, each with what it said, and the remarks between them.
extension ReportBuilder {
  func session() throws -> [Report.Block] {
    guard !turn.entries.isEmpty else { return [.prose("There are no statements before this report.")] }
    return try [.prose(ReportBuilder.numbering)]
      + turn.entries.enumerated().filter { !leftOut.contains($0.offset + 1) }.map { index, entry in
        try turn.pulse.beat("retelling", index, turn.entries.count)
        if let note = try note(entry.statement) { return .note(note) }
        return .step(try step(index + 1, entry))
      }
  }

  private static let numbering =
    "What each statement said then: its U17 may be another unit than the U17 above, where units have moved since; names such as w:1f3a90c2 stay."

  private func note(_ statement: String) throws -> String? {
    guard case .note(let text)? = try Lexer.statements(in: statement).first?.body else { return nil }
    return text
  }

  private func step(_ number: Int, _ entry: Session.Entry) throws -> Report.Step {
    let said = try turn.retelling(of: entry)
    var results = said.warnings.map(Report.Result.warning)
    switch said.ending {
    case .answered: break
    case .writes(let path): results.append(.said("writes \(path)"))
    case .fails(let complaint):
      results += ([complaint.message] + complaint.details).map(Report.Result.warning)
    }
    results += said.answer.blocks.compactMap(result)
    return Report.Step(number: number, statement: entry.statement, results: results)
  }

  private func result(_ block: Answer.Block) -> Report.Result? {
    switch block {
    case .said(let line): .said(line)
    case .table(let table): .table(ReportTable(table, most: rows, hint: "--rows N shows more"))
    case .plot(let plot, let data): .plot(plot, data: data)
    case .text(let text): .text(text)
    case .data: nil
    }
  }
}
