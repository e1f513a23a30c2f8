import Files
import Foundation
import GoldenSupport
import Testing
import TraceLogs
import Traces

/// Logs that are kept as columns are the logs that were read.
@Suite struct KeptLogsTests {
  private let folder: TemporaryPlace

  init() throws { folder = try TemporaryPlace() }

  private var logs: KeptLogs {
    KeptLogs(folder: folder.path + "/kept", limit: 1 << 30, least: 0, patience: 0)
  }

  /// With kinds that every reader knows.
  private func plain(_ seed: UInt64) throws -> String {
    var text: [UInt8] = []
    try writeTrace(readTrace(write(RandomLog.text(seed: seed, records: 300), "any.jsonl")).log) { text += $0 }
    return String(decoding: text, as: UTF8.self)
  }

  private func write(_ text: String, _ name: String = "l.jsonl") throws -> String {
    let path = "\(folder.path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func read(_ path: String, _ logs: KeptLogs) throws -> ReadResult {
    try logs.read(try InputFile(path), options: ReadOptions())
  }

  @Test func randomLogsComeBack() throws {
    for seed in 1..<200 as Range<UInt64> {
      let path = try write(RandomLog.text(seed: seed, records: 120))
      let log = try readTrace(path).log
      #expect(log.isSound, "seed \(seed)")
      #expect(try coded(log) == log, "seed \(seed)")
    }
  }

  private func coded(_ log: TraceLog) throws -> TraceLog {
    var (log, writer) = (log, ColumnWriter())
    try log.code(with: &writer)
    let path = "\(folder.path)/c"
    try writeAtomically(to: path) { write in try writer.write(seal: 7, write) }
    #expect(sizeOfFile(path) == writer.byteCount)
    var (reader, read) = (try ColumnReader(RandomFile(path), seal: 7), TraceLog())
    try read.code(with: &reader)
    #expect(reader.isAtEnd && read.isSound)
    return read
  }

  /// Whatever byte changes, and wherever the file ends, it is refused.
  @Test func damagedColumnsAreRefused() throws {
    var random = SeededGenerator.announced()
    var (log, writer) = (try readTrace(write(RandomLog.text(seed: 8, records: 200))).log, ColumnWriter())
    try log.code(with: &writer)
    var whole: [UInt8] = []
    try writer.write(seal: 7) { whole += $0 }
    let path = "\(folder.path)/d"
    for _ in 0..<2_000 {
      var bytes = whole
      if Bool.random(using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      } else {
        bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
      }
      try writeAtomically(bytes, to: path, isSynced: false)
      #expect(throws: (any Error).self, "seed \(random.seed)") {
        _ = try ColumnReader(RandomFile(path), seal: 7)
      }
    }
  }

  /// Sums that fit help nobody who names places that are not there.
  @Test func columnsThatNamePlacesThatAreNotThereAreUnsound() throws {
    let sound = try readTrace(write(RandomLog.text(seed: 4, records: 400))).log
    let changes: [(inout TraceLog) -> Void] = [
      { $0.proposals.batch[0] = 9_999 }, { $0.proposals.anchor[0] = -1 }, { $0.calls.end[0] = -1 },
      { $0.calls.proposal[0] = 9_999 }, { $0.tasks.item[0] = 9_999 }, { $0.tasks.itemEnd[0] = 9_999 },
      { $0.labels.proposal[0] = -1 }, { $0.labels.effect.isThere.removeLast() },
      { $0.applied[0].batch = 9_999 }, { $0.batches[0].source = 7 },
      { $0.proposals.type.removeLast() }, { $0.votes.voter[0] = -2 }, { $0.merges.part[0] = 9_999 },
    ]
    #expect(sound.isSound)
    for (number, change) in changes.enumerated() {
      var log = sound
      change(&log)
      #expect(!log.isSound, "change \(number)")
    }
  }

  @Test func aKeptLogStandsForItsFileUntilThatChanges() throws {
    let path = try write(try plain(2))
    let patient = KeptLogs(folder: folder.path + "/kept", limit: 1 << 30, least: 0, patience: 3_600)
    _ = try read(path, patient)
    #expect(patient.contents.count == 0, "a file just written may change again within a step of the clock")
    let first = try read(path, logs)
    #expect(logs.contents.count == 1)
    let again = try read(path, logs)
    #expect(again.log == first.log && again.sha256 == first.sha256 && again.byteCount == first.byteCount)
    #expect(again.report.records == first.report.records && again.report.calls == first.report.calls)
    #expect(first.sha256 == (try readTrace(path).sha256))
    // What is there now counts, not what was kept.
    _ = try write(try plain(6))
    #expect(try read(path, logs).log == readTrace(path).log)
    logs.clear()
    #expect(logs.contents.count == 0)
  }

  @Test func aDamagedFileIsReadAnew() throws {
    let path = try write(try plain(2))
    let first = try read(path, logs)
    let kept = try #require(filesByAge(in: logs.folder, suffix: ".columns").first)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: kept)))
    bytes[bytes.count / 2] ^= 4
    try Data(bytes).write(to: URL(fileURLWithPath: kept))
    #expect(try read(path, logs).log == first.log)
    #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: kept))) != bytes, "it is kept anew")
  }

  @Test func thoseUsedLongestAgoGoFirst() async throws {
    let paths = try (0..<4).map { try write(try plain(2), "l\($0).jsonl") }
    _ = try read(paths[0], logs)
    let size = logs.contents.bytes
    let few = KeptLogs(
      folder: folder.path + "/kept", limit: size * 5 / 2, least: 0, patience: 0)
    for place in [1, 0, 2] {
      // Clocks of file systems have steps.
      try await Task.sleep(for: .milliseconds(30))
      _ = try read(paths[place], few)
    }
    #expect(few.contents.count == 2 && few.contents.bytes <= size * 5 / 2)
    let kept = filesByAge(in: few.folder, suffix: ".columns")
    _ = try read(paths[0], few)
    #expect(
      filesByAge(in: few.folder, suffix: ".columns").sorted() == kept.sorted(), "the first was used since")
  }

  /// Nothing is kept where it would hide what reading says.
  @Test func aLogOfWhichSomethingWasLeftOutIsNotKept() throws {
    let path = try write(try plain(2) + "{\"kind\":\"nobody\"}\n")
    #expect(try read(path, logs).report.unknownKinds.isEmpty == false)
    #expect(logs.contents.count == 0)
  }

  @Test func aFolderThatRefusesHindersNothing() throws {
    let path = try write(try plain(2))
    let nowhere = KeptLogs(folder: "/proc/none/logs", limit: 1 << 30, least: 0, patience: 0)
    #expect(try read(path, nowhere).log == readTrace(path).log)
    #expect(nowhere.contents.count == 0)
  }
}

/// A folder that goes with whoever holds it.
private final class TemporaryPlace {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
