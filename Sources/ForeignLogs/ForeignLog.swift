import Answers
import Appraisals
import Importing
import Imports
import Language
import Sessions
import Studies
import Tables

/// Another tool's log as it was understood, on its way into a study or a file.
package struct ForeignLog {
  package let result: ImportResult
  package let format: FormatManual
  private let path: String

  /// Reads it as the flags of `call` say, warns of what a person may want to decide, and records what was decided.
  package init(
    _ source: ImportSource, _ format: any ImportFormat.Type, _ call: inout Call, _ turn: inout Turn
  ) throws {
    let request = ImportRequest(
      flags: FormatFlags.given(call), lenient: call.has("lenient"), pulse: turn.pulse,
      similarity: EmbedderSimilarity(turn))
    result = try importLog(source, format, request)
    (self.format, path) = (format.manual, source.path)
    if try turn.isOtherInput(call, source.path, result.sha256) { turn.study.hasOtherInputs = true }
    turn.warnings += AccountView.notices(of: result.account)
    call.record("format", format.manual.name)
    for flag in result.settled { call.record(flag.name, flag.value) }
    call.record("sha256", result.sha256)
    turn.recorded = call.canonical
  }

  package var said: String {
    let name = path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
    return "\(name)   \(format.name) · \(AccountView.found(in: result.log).joined(separator: " · "))"
  }

  package var account: Answer {
    let table = AccountView.table(of: result)
    return table.rows.isEmpty ? Answer() : .table(table)
  }
}
