import Accumulation
import Testing
import Traces

@Suite struct DifferentialTests {
  /// The reader and the obvious reader agree on random valid logs, however the text is cut into blocks.
  @Test(arguments: 1...40) func agreesWithTheObviousReader(seed: UInt64) throws {
    let text = RandomLog.text(seed: seed, records: 300)
    let expected = SlowReader(text, name: "log")
    for (blockSize, threads) in [(512 << 10, 2), (1, 1), (200, 2), (4096, 5)] {
      var options = ReadOptions(threads: threads)
      options.blockSize = blockSize
      let result = try read(text, options)
      #expect(differences(result.log.inOrder, expected.log) == [], "seed \(seed), blocks of \(blockSize)")
      #expect(result.report.records == expected.records)
      #expect(result.report.tornLastLine == nil)
    }
  }

  @Test func agreesOnALogOfManyBlocks() throws {
    let text = RandomLog.text(seed: 99, records: 20_000)
    let expected = SlowReader(text, name: "log")
    #expect(text.utf8.count > 3 << 20)
    for threads in 1...3 {
      let log = try read(text, ReadOptions(threads: threads)).log
      #expect(differences(log.inOrder, expected.log) == [])
    }
  }

  @Test(arguments: 1...30) func readsBackWhatItWrites(seed: UInt64) throws {
    let log = try read(RandomLog.text(seed: seed, records: 300)).log
    let bytes = try written(log)
    #expect(differences(try read(bytes).log, log) == [], "seed \(seed)")
    #expect(try written(try read(bytes).log) == bytes)
  }

  @Test(arguments: 1...5) func readsPackedLogs(seed: UInt64) throws {
    let bytes = Array(RandomLog.text(seed: seed, records: 500).utf8)
    let plain = try read(bytes)
    for packed in [
      gzipPacked(bytes), zstdPacked(bytes), gzipPacked(Array(bytes[..<99])) + gzipPacked(Array(bytes[99...])),
    ] {
      let result = try read(packed)
      #expect(differences(result.log, plain.log) == [])
      #expect(result.byteCount == packed.count)
      #expect(result.sha256 != plain.sha256)
    }
  }
}
