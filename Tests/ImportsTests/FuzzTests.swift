import Files
import Foundation
import GoldenSupport
import Importing
import Imports
import Phrasing
import Testing
import TraceLogs
import Traces

/// Files of every format, changed at random: whatever comes, an import makes a log that reads back, or says a fault that has
/// words. No format is named here: samples are found by what recognizes them.
///
/// `MAA_FUZZ=100000` changes them that often, each format.
@Suite struct FormatFuzzTests {
  private static let rounds = ProcessInfo.processInfo.environment["MAA_FUZZ"].flatMap { Int($0) } ?? 60

  @Test(arguments: FormatRegistry.all.map { $0.manual.name })
  func survivesWhateverComes(_ name: String) throws {
    let format = try FormatRegistry.format(named: name)
    let samples = try FormatSample.all(of: format)
    if samples.isEmpty { return print("\(name): no sample here, so nothing was changed") }
    var random = SeededGenerator.announced()
    for round in 0..<Self.rounds {
      let sample = samples[round % samples.count]
      let mutated = sample.changed(&random)
      if let words = try failure(of: format, on: mutated, sample.isFolder) {
        Issue.record("\(name), seed \(random.seed), round \(round): \(words)")
        return
      }
    }
  }

  /// Nil where all is as it should be.
  private func failure(
    of format: any ImportFormat.Type, on files: [(name: String, bytes: [UInt8])], _ isFolder: Bool
  ) throws -> String? {
    let folder = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in files {
      try makeParentFolder(of: "\(folder)/\(file.name)")
      try writeAtomically(file.bytes, to: "\(folder)/\(file.name)")
    }
    do {
      let source = try ImportSource(isFolder ? folder : "\(folder)/\(files[0].name)")
      _ = try FormatRegistry.recognize(source)
      try checkReadsBack(try importLog(source, format, ImportRequest(similarity: SharedWords())).log)
    } catch is NotReadBack {
      return "the log is another one when it is read"
    } catch let fault as TraceFault {
      return "the log cannot be read: \(Wording.complaint(fault).message)"
    } catch {
      let words = Wording.complaint(error).message
      if words == "\(error)" { return "a fault without words: \(words)" }
    }
    return nil
  }
}

/// A small log of some format.
struct FormatSample {
  let files: [(name: String, bytes: [UInt8])]
  let isFolder: Bool

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// What stands in `datasets`, in the samples of these tests, and among the real logs, if they are here.
  private static let places: [String] = {
    let real = ProcessInfo.processInfo.environment["MAA_REAL_DATA"] ?? "\(root)/../shared/data"
    let folders = ["\(root)/datasets", "\(root)/Tests/ImportsTests/Samples", real]
    return folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.sorted().map { "\(folder)/\($0)" }
    }
  }()

  /// Large files are left out: what a change does shows in small ones.
  static func all(of format: any ImportFormat.Type) throws -> [FormatSample] {
    try places.flatMap { place in try candidates(in: place) }.filter { place in
      let source = try ImportSource(place)
      guard source.files.reduce(0, { $0 + $1.size }) < 400_000 else { return false }
      return try format.fit(source) != .no
    }.map { try FormatSample($0) }
  }

  /// The place itself, and each file in it.
  private static func candidates(in place: String) throws -> [String] {
    guard Files.isFolder(place) else { return [place] }
    let source = try ImportSource(place)
    return [place] + source.files.prefix(200).map { source.filePath($0) }
  }

  private init(_ place: String) throws {
    let source = try ImportSource(place)
    isFolder = source.isFolder
    files = try source.files.map { ($0.name, try readWhole(source.filePath($0))) }
  }

  /// One to four changes, each of one file.
  func changed(_ random: inout SeededGenerator) -> [(name: String, bytes: [UInt8])] {
    var files = files
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let index = Int.random(in: 0..<files.count, using: &random)
      FormatSample.change(&files[index].bytes, &random)
    }
    return files
  }

  private static let strangers: [String] = [
    "\"", "{", "}", "[", "]", ",", ":", "\\", "null", "true", "-1", "1e400", "NaN", "9223372036854775808",
    "\"\"", "{}", "[]",
    "\u{0}", "\r\n", "\n", "\t", "\u{FEFF}", "\u{1B}[2J", "#", "- ", "::", "|", "\"\\ud800\"", "00000", "é",
    ";",
  ]

  private static func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return bytes += Array("x".utf8) }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
    case 3: bytes.removeSubrange(place...)
    case 4: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 5: replaceNumber(&bytes, from: place, &random)
    default:
      bytes.replaceSubrange(place..<(Bool.random(using: &random) ? place : end), with: stranger(&random))
    }
  }

  private static func stranger(_ random: inout SeededGenerator) -> [UInt8] {
    Array((strangers.randomElement(using: &random) ?? "").utf8)
  }

  /// The next number becomes something else: the grammar holds, the sense does not.
  private static func replaceNumber(_ bytes: inout [UInt8], from place: Int, _ random: inout SeededGenerator)
  {
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    let others = ["-7", "0", "1e99", "99999999999999999999", "null", "\"x\"", "[]", "{\"a\":1}", "0.5"]
    bytes.replaceSubrange(start..<end, with: Array((others.randomElement(using: &random) ?? "0").utf8))
  }
}
