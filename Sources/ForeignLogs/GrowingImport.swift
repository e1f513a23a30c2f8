import Appraisals
import Basics
import Files
import Importing
import Imports
import Language
import TraceLogs

/// A log of another tool that is still written, a JSON object a line. What a line adds may change what those before it
/// mean (a trace whose later spans come, an item that is removed), so that it is imported anew each time, as a load of its
/// lines up to there would be.
///
/// Complexity of a look: that of the import of all that was read.
final class GrowingImport: GrowingForeignLog {
  private let file: GrowingFile
  private let path: String
  private let format: any ImportFormat.Type
  private let request: ImportRequest
  private let pulse: Pulse
  /// All lines that were read.
  private let spool: TemporaryFile
  private var lineCount = 0
  /// What came of so many lines.
  private var imported: (lines: Int, result: ImportResult?) = (0, nil)
  private static let most = 4 << 20

  init(
    _ path: String, _ format: any ImportFormat.Type, _ call: Call, _ similarity: EmbedderSimilarity,
    _ pulse: Pulse
  ) throws {
    (self.path, self.format, self.pulse) = (path, format, pulse)
    (file, spool) = (try GrowingFile(path), try TemporaryFile())
    request = ImportRequest(
      flags: FormatFlags.given(call), lenient: call.has("lenient"), pulse: pulse, similarity: similarity)
  }

  var hasEnded: Bool { file.hasEnded }
  var batchCount: Int { imported.result?.log.batches.count ?? 0 }
  var recordCount: Int { lineCount }
  var wholeBytes: Int { file.wholeBytes }
  var isRemade: Bool { true }
  func takeEvents() -> [GrowingFile.Event] { file.takeEvents() }

  var settled: [(name: String, value: String)] {
    let flags = imported.result?.settled.map { (name: $0.name, value: $0.value) } ?? []
    return [("format", format.manual.name)] + flags
  }

  func read(pulse: Pulse) throws -> Int {
    let new = try file.lines(most: GrowingImport.most) { try pulse.beat("following", 0, 0) }
    return try take(new[...], pulse)
  }

  func take(_ lines: ArraySlice<UInt8>, _ pulse: Pulse) throws -> Int {
    if lineCount == 0, !lines.isEmpty { try check(lines) }
    try spool.append(lines)
    let count = lines.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    lineCount += count
    return count
  }

  /// What is written as a whole is half a file until it is done.
  private func check(_ lines: ArraySlice<UInt8>) throws {
    let line = lines.drop { $0 <= 32 || $0 >= 0x80 }.prefix { $0 != UInt8(ascii: "\n") }
    let isObject = line.first == UInt8(ascii: "{") && line.last { $0 > 32 } == UInt8(ascii: "}")
    guard isObject else { throw ForeignLogFault.doesNotGrow(path: path, format: format.manual.name) }
  }

  /// Nil as long as nothing comes of it.
  var log: TraceLog? {
    get throws {
      if imported.lines == lineCount { return imported.result?.log }
      do { return try result().log } catch ImportFault.nothing {
        imported = (lineCount, nil)
        return nil
      }
    }
  }

  private func result() throws -> ImportResult {
    if let result = imported.result, imported.lines == lineCount { return result }
    let result = try importLog(ImportSource(growing: path, in: spool, pulse: pulse), format, request)
    imported = (lineCount, result)
    return result
  }

  func finished() throws -> (log: TraceLog, notices: [String]) {
    guard lineCount > 0 else {
      throw ImportFault.nothing(path: path, format: format.manual.name, why: "it is empty")
    }
    let result = try result()
    return (result.log, AccountView.notices(of: result.account))
  }
}
