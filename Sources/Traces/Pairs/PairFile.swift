import Basics
import Files

/// Pairs of texts with a score, as they stand in a file.
package struct PairFile: Sendable {
  package var first = TextColumn()
  package var second = TextColumn()
  package var scores: [Double] = []
  /// The first line, where it was taken for the names of columns.
  package var header: [String]?
  package var delimiter = PairDelimiter.comma
  /// Of the file as it is stored, so packed if it is packed.
  package var sha256 = ""

  package init() {}

  package var count: Int { scores.count }
}

package enum PairDelimiter: String, Sendable, CaseIterable {
  case comma, semicolon, tab

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    }
  }
}

/// Why pairs were not read. What goes wrong with the file itself is a `FileFault`.
package enum PairFault: Error, Equatable {
  /// The first ten problems in file order, and how many there are.
  case problems([LogFault], total: Int)
  /// Nothing but column names.
  case noPairs(path: String)
}

/// Reads a text, a text and a score per line: plain or packed with gzip or zstd; `-` is standard input. Without a
/// `delimiter` it is detected.
///
/// Throws `PairFault`, `FileFault` or what a beat of the pulse throws. Complexity: O(bytes), which are held.
package func readPairs(_ path: String, delimiter: PairDelimiter? = nil, pulse: Pulse = .silent) throws
  -> PairFile
{
  let file = try InputFile(path)
  file.whileWaiting = { [unowned file] in try pulse.beat("reading", file.position, file.size ?? 0) }
  let bytes = try content(of: file, pulse)
  guard !bytes.isEmpty else { throw FileFault.empty(path: path) }
  var reader = PairReader(bytes, path: path, delimiter: delimiter ?? likelyDelimiter(of: bytes))
  var pairs = try reader.read(pulse)
  pairs.sha256 = file.finishDigest()
  return pairs
}

private let mostPairBytes = 256 << 20

private func content(of file: InputFile, _ pulse: Pulse) throws -> [UInt8] {
  let source = try file.unpacked().source
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 256 << 10)
  while true {
    let count = try block.withUnsafeMutableBytes { try source.read(into: $0) }
    if count == 0 { return bytes }
    bytes += block[..<count]
    // All of it is held; what is packed may hold far more than its file.
    if bytes.count > mostPairBytes { throw FileFault.tooLarge(path: file.path, limit: mostPairBytes) }
    try pulse.beat("reading", file.position, file.size ?? 0)
  }
}

/// The delimiter with which the first ten records look most like pairs; the comma where none does.
private func likelyDelimiter(of bytes: [UInt8]) -> PairDelimiter {
  let points = PairDelimiter.allCases.map { ($0, likeness(of: bytes, $0)) }
  return points.reduce(points[0]) { $1.1 > $0.1 ? $1 : $0 }.0
}

/// A point for each record with as many fields as the first, three at least, and one for a number as third of three.
private func likeness(of bytes: [UInt8], _ delimiter: PairDelimiter) -> Int {
  var text = DelimitedText(bytes, delimiter: delimiter.byte)
  var (points, width) = (0, 0)
  for _ in 0..<10 {
    guard case .success(let fields)? = text.next() else { break }
    if width == 0 { width = fields.count }
    guard fields.count == width, width >= 3 else { continue }
    points += fields.count == 3 && finiteNumber(bytes[fields[2].span]) != nil ? 2 : 1
  }
  return points
}
