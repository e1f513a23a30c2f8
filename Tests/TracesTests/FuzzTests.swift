import Accumulation
import Files
import Testing
import Traces

/// Whatever the bytes: no crash, and the same answer for any number of threads.
@Suite struct FuzzTests {
  @Test(arguments: 1...12) func survivesMutatedLogs(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let original = Array(RandomLog.text(seed: seed, records: 60).utf8)
    for round in 0..<300 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, &random) }
      try check(bytes, "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: 1...4) func survivesMutatedPackedLogs(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let plain = Array(RandomLog.text(seed: seed, records: 60).utf8)
    for original in [gzipPacked(plain), zstdPacked(plain)] {
      for round in 0..<100 {
        var bytes = original
        mutate(&bytes, &random)
        try check(bytes, "seed \(seed), round \(round)")
      }
    }
  }

  private func check(_ bytes: [UInt8], _ comment: Comment) throws {
    let file = try ScratchFile(bytes)
    for lenient in [false, true] {
      var options = ReadOptions(lenient: lenient, threads: 1)
      let first = outcome(file.path, options)
      options.threads = 2
      options.blockSize = 777
      let second = outcome(file.path, options)
      #expect(first == second, comment)
    }
  }

  private func outcome(_ path: String, _ options: ReadOptions) -> String {
    do {
      let result = try readTrace(path, options: options)
      let written = try written(result.log)
      return "\(result.report) \(Digest.sha256(of: written))"
    } catch {
      return "\(error)"
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
    case 3: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...99, using: &random)))
    case 4: bytes.insert(Array("{}[]\",:\\\n\u{0}-9eE.".utf8).randomElement(using: &random) ?? 0, at: place)
    case 5: bytes.insert(contentsOf: Array("1e999".utf8), at: place)
    default: bytes.swapAt(place, end - 1)
    }
  }
}
