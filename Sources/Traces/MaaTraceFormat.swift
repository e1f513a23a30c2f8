import Files
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
