import Files
import Importing
import Imports
import SampleSupport
import Traces

/// Logs of other tools: a file, or a folder of them.
extension FuzzTarget {
  private static let marks = [
    "null", "true", "-1", "1e400", "99999999999999999999", "{}", "[]", "\"\"", "{\"", "\":", ",", "]", "}",
    "\\u0000", "\\ud800", "\n", "\r\n", "\u{FEFF}", "- ", "# ", "[a-00001] ", "helpful=1 harmful=0 :: ", ";",
    "::",
    "\u{1}file:b.json\n",
  ]

  /// What it makes of any bytes is a log that reads back, or a fault.
  static func importer(_ format: any ImportFormat.Type) -> FuzzTarget {
    let name = format.manual.name
    let samples = FormatSamples.all.filter { $0.format == name }.map { FuzzFolder.written($0.files) }
    return FuzzTarget(
      "import-\(name)", longest: 8_192, seeds: samples + ["{}", "[]", "a,b\n1,2\n"], tokens: marks
    ) { bytes in
      let source = try ImportSource(FuzzFolder.laid(bytes))
      _ = try format.fit(source)
      let log = try importLog(source, format, ImportRequest(similarity: EqualTexts())).log
      var written: [UInt8] = []
      try writeTrace(log) { written += $0 }
      let back = try readTrace(FuzzFiles.file("back.jsonl", written)).log
      guard back.proposals.count == log.proposals.count, back.calls.count == log.calls.count else {
        throw BrokenPromise("the log is another one when it is read")
      }
      return size(log.proposals.count) << 12 | size(log.calls.count) << 8 | size(log.items.count) << 4
        | size(log.tasks.count)
    }
  }
}

/// Texts are alike where they are the same.
struct EqualTexts: TextSimilarity {
  let name = "equality"

  func cosines(_ from: [String], _ to: [String]) throws -> [Double] {
    from.flatMap { first in to.map { first == $0 ? 1 : 0 } }
  }
}

/// A folder as one input: before each file a line with its name. Bytes without such a line are one file.
enum FuzzFolder {
  private static let mark = Array("\u{1}file:".utf8)
  private static let most = 16

  static func written(_ files: [String: String]) -> String {
    files.sorted { $0.key < $1.key }.map { "\u{1}file:\($0.key)\n\($0.value)" }.joined()
  }

  /// Puts the files where an importer finds them, and says where.
  static func laid(_ bytes: [UInt8]) -> String {
    guard bytes.starts(with: mark) else { return FuzzFiles.file("log.json", bytes) }
    let folder = FuzzFiles.emptyFolder("log")
    var rest = bytes[...]
    for _ in 0..<most where rest.starts(with: mark) {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let name = name(rest[(rest.startIndex + mark.count)..<end])
      let body = rest[min(end + 1, rest.endIndex)...]
      let next = start(of: mark, in: body)
      FuzzFiles.put(Array(body[..<next]), at: "\(folder)/\(name)")
      rest = rest[next...]
    }
    return folder
  }

  /// Never out of the folder, whatever stands there.
  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    let parts = String(decoding: bytes.prefix(80), as: UTF8.self).split(separator: "/").prefix(4)
    let names = parts.map { part in
      part.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }
    let kept = names.filter { !$0.isEmpty && $0 != "." && $0 != ".." }
    return kept.isEmpty ? "log" : kept.joined(separator: "/")
  }

  private static func start(of mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int {
    var place = bytes.startIndex
    while let found = bytes[place...].firstIndex(of: mark[0]) {
      if bytes[found...].starts(with: mark) { return found }
      place = found + 1
    }
    return bytes.endIndex
  }
}
