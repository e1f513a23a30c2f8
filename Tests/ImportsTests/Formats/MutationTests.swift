import Files
import Foundation
import GoldenSupport
import Importing
import Imports
import SampleSupport
import Testing

/// Damaged logs end in a fault or in a log that reads back, never in a crash. `MAA_MUTATIONS` says how many of each sample are tried.
@Suite struct MutationTests {
  static let samples = FormatSamples.all.indices.map { $0 }

  @Test(arguments: samples) func theSampleIsItsFormatAndHoldsSomething(_ index: Int) throws {
    let sample = FormatSamples.all[index]
    try withFolder(sample.files) { folder in
      let recognized = try FormatRegistry.recognize(try ImportSource(folder))
      #expect(recognized?.manual.name == sample.format)
      let log = try imported(folder, as: sample.format).log
      #expect(log.proposals.count + log.tasks.count > 0)
      #expect(!log.batches.isEmpty)
    }
  }

  @Test(arguments: samples) func damagedSamplesAreFaultsOrLogs(_ index: Int) throws {
    let sample = FormatSamples.all[index]
    let count = ProcessInfo.processInfo.environment["MAA_MUTATIONS"].flatMap { Int($0) } ?? 60
    var random = SeededGenerator.announced("mutations of \(sample.format)")
    try withFolder(sample.files) { folder in
      for _ in 0..<count {
        let name = sample.files.keys.sorted().randomElement(using: &random) ?? ""
        let original = Array((sample.files[name] ?? "").utf8)
        try writeAtomically(mutated(original, &random), to: "\(folder)/\(name)")
        for lenient in [false, true] {
          do {
            _ = try imported(folder, as: sample.format, lenient: lenient)
          } catch is ImportFault {
            continue
          } catch is FileFault {
            continue
          }
        }
        try writeAtomically(original, to: "\(folder)/\(name)")
      }
    }
  }

  private static let pieces = [
    "null", "{}", "[]", "\"\"", "-1", "1e400", "true", "\\u0000", "\n", "\"", ",", "99999999999999999999",
  ]

  private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
      case 2:
        bytes.insert(
          contentsOf: Array((MutationTests.pieces.randomElement(using: &random) ?? "").utf8), at: place)
      case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 12)], at: place)
      default: replaceWord(at: place, in: &bytes, &random)
      }
    }
    return bytes
  }

  /// A whole value between marks becomes another kind of value.
  private func replaceWord(at place: Int, in bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let marks = Array(":,[]{}".utf8)
    guard let start = bytes[place...].firstIndex(where: marks.contains) else { return }
    let end = bytes[(start + 1)...].firstIndex(where: marks.contains) ?? bytes.count
    bytes.replaceSubrange(
      start + 1..<end, with: Array((MutationTests.pieces.randomElement(using: &random) ?? "").utf8))
  }
}
