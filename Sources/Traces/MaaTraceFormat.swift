import Files
import JSON
import TraceLogs

/// The format `maa-trace`, version 1; `docs/trace-format.md` says what it is.
struct MaaTraceFormat: TraceFormat {
  static let formatName = "maa-trace"
  static let version = 1

  var name: String { MaaTraceFormat.formatName }

  /// Some line near the beginning looks like an object. Not the first: it may be torn.
  func recognises(_ head: ArraySlice<UInt8>) -> Bool {
    let text = head.starts(with: byteOrderMark) ? head.dropFirst(byteOrderMark.count) : head
    return text.split(separator: UInt8(ascii: "\n")).contains { line in
      line.first { $0 > 32 } == UInt8(ascii: "{")
    }
  }

  func read(
    _ text: any ByteSource, from file: InputFile, options: ReadOptions
  ) throws -> (TraceLog, ReadReport) {
    let pipeline = Pipeline(text, file: file, options: options)
    try runInParallel(threads: pipeline.threads) { _ in pipeline.work() }
    return try pipeline.finish()
  }
}

/// Whether a file that begins so is a trace log beyond doubt: one of its first lines is a record of a known kind.
package func beginsTrace(_ head: [UInt8]) -> Bool {
  let text = head.starts(with: byteOrderMark) ? head[byteOrderMark.count...] : head[...]
  let lines = text.split(separator: UInt8(ascii: "\n"), maxSplits: 50)
  return lines.prefix(50).contains { line in
    if let document = JSONDocument(Array(line)) {
      return document.root["kind"]?.text.map(RecordKind.names.contains) ?? false
    }
    // A record so long that its end is not among the bytes.
    let start = String(decoding: line.filter { $0 > 32 }.prefix(32), as: UTF8.self)
    return RecordKind.names.contains { start.hasPrefix("{\"kind\":\"\($0)\"") }
  }
}
