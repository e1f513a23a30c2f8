import Appraisals
import Basics
import Files
import Importing
import Language
import TraceLogs

/// A table of another tool that is still written: separated values, or JSON Lines.
final class GrowingTable: GrowingForeignLog {
  private let file: GrowingFile
  private let path: String
  private let flags: (map: String?, rows: Int, isLenient: Bool)
  /// Nil until the first line is there.
  private var rows: GrowingRows?
  private static let most = 4 << 20

  init(_ path: String, _ call: Call) throws {
    (self.path, file) = (path, try GrowingFile(path))
    let rows = try call["rows"].map { try call.number($0, for: "--rows") } ?? 1
    guard let rows = Int(exactly: rows), rows > 0 else {
      throw ImportFault.badFlag("rows", seen: call["rows"] ?? "", expected: "a whole number from 1 on")
    }
    flags = (call["map"], rows, call.has("lenient"))
  }

  var hasEnded: Bool { file.hasEnded }
  var batchCount: Int { rows?.batchCount ?? 0 }
  var recordCount: Int { rows?.rowCount ?? 0 }
  var wholeBytes: Int { file.wholeBytes }
  var log: TraceLog? { rows?.log }
  /// What columns mean, guessed ones too.
  var settled: [(name: String, value: String)] { rows.map { [("map", $0.map)] } ?? [] }
  func takeEvents() -> [GrowingFile.Event] { file.takeEvents() }

  func read(pulse: Pulse) throws -> Int {
    let new = try file.lines(most: GrowingTable.most) { try pulse.beat("following", 0, 0) }
    let count = try take(new[...], pulse)
    // What a batch still lacks can no longer come.
    if file.hasEnded { try rows?.close() }
    return count
  }

  /// Whole lines; how many.
  func take(_ lines: ArraySlice<UInt8>, _ pulse: Pulse) throws -> Int {
    guard !lines.isEmpty else { return 0 }
    if rows == nil {
      rows = try GrowingRows(
        path, head: Array(lines.prefix(65_536)), map: flags.map, rowsInBatch: flags.rows,
        lenient: flags.isLenient)
    }
    var (start, count) = (lines.startIndex, 0)
    while let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) {
      try rows?.take(lines[start..<end])
      (start, count) = (end + 1, count + 1)
      if count & 4_095 == 0 { try pulse.beat("following", 0, 0) }
    }
    return count
  }

  func finished() throws -> (log: TraceLog, notices: [String]) {
    guard let rows else { throw ImportFault.nothing(path: path, format: "table", why: "it is empty") }
    let (log, account) = try rows.finished()
    return (log, AccountView.notices(of: account))
  }
}
