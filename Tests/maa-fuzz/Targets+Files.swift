import Accumulation
import Embedding
import Files
import Glibc
import Importing
import Imports
import Traces

/// Logs, and files of other tools.
extension FuzzTarget {
  private static let log = """
    {"kind":"header","format":"maa-trace","version":1,"seed":7,"range":[0,100]}
    {"kind":"item","id":"m1","content":"Look around."}
    {"kind":"batch","batch":1,"epoch":1,"label":"heat"}
    {"kind":"proposal","batch":1,"id":"p1","type":"modify","anchor":"m1","content":"Look twice.","vector":[0.5,1]}
    {"kind":"proposal","batch":1,"id":"p2","type":"add","anchor":"head","content":"Act."}
    {"kind":"scores","batch":1,"call":0,"baseline":61,"u":{"p1":67,"p2":55}}
    {"kind":"applied","batch":1,"id":"p1"}
    {"kind":"task","batch":1,"task":"t","outcome":1,"items":["m1"],"scene":"heat","arm":"a"}
    {"kind":"vote","batch":1,"id":"p1","helpful":1,"harmful":0,"by":"x"}
    {"kind":"bundle","batch":1,"id":"c","of":["p1","p2"],"baseline":1,"u":2}
    {"kind":"eval","epoch":1,"split":"val","score":0.71}
    {"kind":"label","id":"p1","same_as":"X","effect":2.5,"class":"stable"}

    """
  private static let marks = [
    "{\"kind\":\"", "\"batch\":1", "\n", "\"id\":\"p1\"", "\\u0000", "1e999", "null", "\"u\":{", "after:p1",
    "-1", "[]", "merge",
  ]

  static let files: [FuzzTarget] =
    [
      // Threads and the size of blocks change nothing, and what is written reads back the same.
      FuzzTarget("trace", longest: 4_096, seeds: [log], tokens: marks) { bytes in
        let path = FuzzFiles.file("log.jsonl", bytes)
        let isLenient = bytes.count % 2 == 0
        let first = traceOutcome(path, ReadOptions(lenient: isLenient, threads: 1))
        var options = ReadOptions(lenient: isLenient, threads: 1)
        options.blockSize = 97
        guard first.words == traceOutcome(path, options).words else {
          throw BrokenPromise("blocks make another log")
        }
        return first.feature
      },
      FuzzTarget("gzip", longest: 2_048, seeds: ["\u{1f}"], tokens: ["\u{1f}\u{8b}\u{8}"]) { bytes in
        let packed = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + bytes
        return traceOutcome(FuzzFiles.file("log.jsonl.gz", packed), ReadOptions(lenient: true, threads: 1))
          .feature
      },
      FuzzTarget(
        "safetensors", longest: 512, seeds: [tensors],
        tokens: ["{", "}", "[", "]", "\"dtype\":", "F32", "18446744073709551615", "\\"]
      ) {
        let header = $0
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        let raw = header.count % 3 == 0 ? header : length + header + [0, 0, 128, 63, 0, 0, 128, 63]
        let file = try Safetensors(FuzzFiles.file("a.safetensors", raw))
        return 1 + (try file.floats("a", shape: [2])).count
      },
    ] + FormatRegistry.all.map(importer)

  private static let tensors = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"

  private static func traceOutcome(_ path: String, _ options: ReadOptions) -> (words: String, feature: Int) {
    do {
      let result = try readTrace(path, options: options)
      var written: [UInt8] = []
      try writeTrace(result.log) { written += $0 }
      let kinds = [
        result.log.items.count, result.log.batches.count, result.log.proposals.count, result.log.calls.count,
        result.log.tasks.count, result.log.votes.count, result.log.bundles.count, result.log.labels.count,
      ]
      let feature = kinds.reduce(result.report.skippedCount) { $0 << 2 | min(3, $1) }
      return ("\(result.report) \(Digest.sha256(of: written))", feature)
    } catch { return ("\(error)", -1) }
  }
}

/// Files in memory, as far as the system has room for them there.
enum FuzzFiles {
  private static let folder = {
    let folder = "/dev/shm/maa-fuzz-\(getpid())"
    try? makeFolder(folder)
    return folder
  }()

  static func file(_ name: String, _ bytes: [UInt8]) -> String {
    let path = "\(folder)/\(name)"
    put(bytes, at: path)
    return path
  }

  /// A name that is taken by a folder, or a folder's by a file, is left as it is.
  static func put(_ bytes: [UInt8], at path: String) {
    do {
      try makeParentFolder(of: path)
      try writeAtomically(bytes, to: path, isSynced: false)
    } catch {
      // Room that is gone would be a crash of the driver, not of the program.
      precondition(path.hasPrefix("\(folder)/log/"), "\(path): \(error)")
    }
  }

  static func emptyFolder(_ name: String) -> String {
    let path = "\(folder)/\(name)"
    removeFolder(path)
    try? makeFolder(path)
    return path
  }

  static func remove() { removeFolder(folder) }
}
