import Accumulation
import CZlib
import CZstd
import Files
import Foundation
import Testing
import Traces

/// A file that is gone when the test is.
final class ScratchFile {
  let path: String

  init(_ bytes: some Collection<UInt8>, name: String = "log.jsonl") throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
  }
}

func read(_ text: String, _ options: ReadOptions = ReadOptions()) throws -> ReadResult {
  try read(Array(text.utf8), options)
}

func read(_ bytes: [UInt8], _ options: ReadOptions = ReadOptions()) throws -> ReadResult {
  let file = try ScratchFile(bytes)
  return try readTrace(file.path, options: options)
}

/// What reading `text` complains of; an empty list if it does not.
func problems(_ text: String, _ options: ReadOptions = ReadOptions()) throws -> [LogFault] {
  try problems(Array(text.utf8), options)
}

func problems(_ bytes: [UInt8], _ options: ReadOptions = ReadOptions()) throws -> [LogFault] {
  do {
    _ = try read(bytes, options)
    return []
  } catch TraceFault.problems(let faults, let total) {
    #expect(faults.count == min(total, 10))
    return faults
  }
}

func written(_ log: TraceLog) throws -> [UInt8] {
  var bytes: [UInt8] = []
  try writeTrace(log) { bytes += $0 }
  return bytes
}

/// Random numbers that a seed decides.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

func zstdPacked(_ bytes: [UInt8]) -> [UInt8] {
  var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let count = ZSTD_compress(&packed, packed.count, bytes, bytes.count, 3)
  return Array(packed[..<count])
}

func gzipPacked(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
  var input = bytes
  let count = input.withUnsafeMutableBufferPointer { source in
    packed.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      deflate(&stream, Z_FINISH)
      return target.count - Int(stream.avail_out)
    }
  }
  return Array(packed[..<count])
}

/// The parts in which two logs differ, by name: whole logs are too long to print.
func differences(_ one: TraceLog, _ other: TraceLog) -> [String] {
  let parts: [(String, Bool)] = [
    ("sources", one.sources == other.sources), ("items", one.items == other.items),
    ("batches", one.batches == other.batches), ("applied", one.applied == other.applied),
    ("evals", one.evals == other.evals), ("labels", one.labels == other.labels),
    ("symbols", one.symbols == other.symbols), ("tasks", one.tasks == other.tasks),
    ("calls", one.calls == other.calls), ("batch", one.proposals.batch == other.proposals.batch),
    ("type", one.proposals.type == other.proposals.type),
    ("anchor", one.proposals.anchor == other.proposals.anchor),
    ("id", one.proposals.id == other.proposals.id),
    ("content", one.proposals.content == other.proposals.content),
    ("reason", one.proposals.reason == other.proposals.reason),
    ("merges", one.merges == other.merges), ("bundles", one.bundles == other.bundles),
    ("votes", one.votes == other.votes), ("vectors", one.proposals.vectors == other.proposals.vectors),
  ]
  return parts.filter { !$0.1 }.map(\.0)
}
