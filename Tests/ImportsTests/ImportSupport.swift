import Files
import Foundation
import Importing
import Imports
import TraceLogs
import Traces

/// Texts that share words are alike: enough to tell a changed text from another one.
struct SharedWords: TextSimilarity {
  let name = "shared words"

  func cosines(_ from: [String], _ to: [String]) throws -> [Double] {
    from.flatMap { first in to.map { second in SharedWords.cosine(first, second) } }
  }

  static func cosine(_ first: String, _ second: String) -> Double {
    let (a, b) = (Set(first.split(separator: " ")), Set(second.split(separator: " ")))
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    let cosine = Double(a.intersection(b).count) / (Double(a.count) * Double(b.count)).squareRoot()
    return (cosine * 10_000).rounded() / 10_000
  }
}

/// A folder with these files for as long as `body` runs.
func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
  let folder = temporaryPath()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  for (name, content) in files.sorted(by: { $0.key < $1.key }) {
    try makeParentFolder(of: "\(folder)/\(name)")
    try writeAtomically(Array(content.utf8), to: "\(folder)/\(name)")
  }
  try body(folder)
}

func temporaryPath() -> String {
  FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
}

func imported(
  _ path: String, as name: String? = nil, flags: [String: String] = [:], lenient: Bool = false
) throws -> ImportResult {
  let source = try ImportSource(path)
  let recognized = try name.map { try FormatRegistry.format(named: $0) } ?? FormatRegistry.recognize(source)
  guard let format = recognized else { throw ImportFault.noFormat(path: path) }
  let result = try importLog(
    source, format, ImportRequest(flags: flags, lenient: lenient, similarity: SharedWords()))
  try checkReadsBack(result.log)
  return result
}

/// What an import makes is what would be read from the file that it would be written to.
func checkReadsBack(_ log: TraceLog) throws {
  var bytes: [UInt8] = []
  try writeTrace(log) { bytes += $0 }
  let path = temporaryPath() + ".jsonl"
  defer { try? FileManager.default.removeItem(atPath: path) }
  try writeAtomically(bytes, to: path)
  var read = try readTrace(path).log
  read.sources[0].name = log.sources[0].name
  guard read == log else { throw NotReadBack() }
}

struct NotReadBack: Error {}

func makeFile(_ path: String, _ bytes: [UInt8] = []) throws { try writeAtomically(bytes, to: path) }
