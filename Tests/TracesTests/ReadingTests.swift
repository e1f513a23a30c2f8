import Accumulation
import Files
import Foundation
import Synchronization
import Testing
import Traces

@Suite struct ReadingTests {
  @Test func readsEveryKind() throws {
    let result = try read(
      """
      {"kind":"header","format":"maa-trace","version":1,"source":"run 7","seed":7,"embedder":"e","range":[0,100]}
      {"kind":"item","id":"m1","content":"Look."}
      {"kind":"batch","batch":4,"epoch":1,"label":"heat","tasks":32,"time":"now"}
      {"kind":"proposal","batch":4,"id":"a","type":"add","content":"New.","reason":"why","vector":[0.5,1]}
      {"kind":"proposal","batch":4,"id":"d","type":"delete","anchor":"m1"}
      {"kind":"proposal","batch":4,"id":"x","type":"add","anchor":"after:a","content":""}
      {"kind":"scores","batch":4,"call":0,"baseline":61,"u":{"d":67.5,"a":55}}
      {"kind":"applied","batch":4,"id":"d"}
      {"kind":"task","batch":4,"task":"t1","outcome":1,"items":["m1","m1"],"scene":"heat"}
      {"kind":"eval","epoch":1,"split":"val","score":0.71}
      {"kind":"label","id":"a","same_as":"X","effect":2.5,"class":"stable"}

      """)
    let log = result.log
    var source = LogSource(name: "log")
    (source.title, source.seed, source.embedder, source.range) = ("run 7", 7, "e", 0...100)
    #expect(log.sources == [source])
    #expect(log.items == [Item(id: "m1", content: "Look.", since: 0)])
    #expect(log.batches.map(\.number) == [4])
    #expect(log.proposals.type == [.add, .modify, .add])
    #expect((0..<3).map { log.symbols[Int(log.proposals.anchor[$0])] } == ["tail", "m1", "after:a"])
    #expect((0..<3).map { log.proposals.content[$0] } == ["New.", "", ""])
    #expect((0..<3).map { log.proposals.reason[$0] } == ["why", "", ""])
    #expect(log.proposals.vectors.row == [0, -1, -1])
    #expect(log.proposals.vectors.values == [0.5, 1])
    #expect(log.calls.proposal == [1, 0])
    #expect(log.calls.value == [67.5, 55])
    #expect(log.applied == [Application(batch: 0, proposal: 1)])
    #expect(log.tasks.item.map { log.symbols[Int($0)] } == ["m1", "m1"])
    #expect(log.labels == [Label(proposal: 0, sameAs: "X", effect: 2.5, category: "stable")])
    #expect(result.report.records == 11)
  }

  @Test func hashesTheFileAsItIsStored() throws {
    let packed = zstdPacked(Array(TraceFaultTests.start.utf8))
    let result = try read(packed)
    #expect(result.sha256 == Digest.sha256(of: packed))
    #expect(result.byteCount == packed.count)
  }

  @Test func tellsTruncatedAndCorruptFiles() throws {
    let text = Array(RandomLog.text(seed: 1, records: 400).utf8)
    for (packed, format) in [(gzipPacked(text), "gzip"), (zstdPacked(text), "zstd")] {
      let file = try ScratchFile(packed.dropLast(20))
      #expect(throws: FileFault.truncated(path: file.path, format: format)) { try readTrace(file.path) }
      var corrupt = packed
      for place in 40..<80 { corrupt[place] ^= 0x55 }
      let second = try ScratchFile(corrupt)
      #expect(throws: FileFault.corrupt(path: second.path, format: format)) { try readTrace(second.path) }
    }
  }

  @Test func survivesLongLinesAndDeepNesting() throws {
    let long = String(repeating: "x", count: 10 << 20)
    let result = try read(TraceFaultTests.start + #"{"kind":"item","id":"m2","content":""# + long + "\"}\n")
    #expect(result.log.items.last?.content.utf8.count == 10 << 20)
    for depth in [20, 200, 100_000] {
      let nested = #"{"kind":"batch","batch":2,"x":"# + String(repeating: "[", count: depth)
      let text = TraceFaultTests.start + nested + String(repeating: "]", count: depth) + "}\n"
      #expect(try problems(text).count == (depth > 100 ? 1 : 0))
      #expect(try problems(TraceFaultTests.start + nested + "\n").count == 1)
    }
  }

  @Test func stopsWhenToldTo() throws {
    let text = RandomLog.text(seed: 3, records: 20_000)
    let file = try ScratchFile(Array(text.utf8))
    for beats in [0, 1, 5] {
      let left = Mutex(beats)
      let pulse = Pulse { _, _, _ in
        try left.withLock { left in
          if left == 0 { throw Interrupted() }
          left -= 1
        }
      }
      #expect(throws: Interrupted.self) { try readTrace(file.path, options: ReadOptions(pulse: pulse)) }
    }
  }

  @Test func reportsProgress() throws {
    let text = RandomLog.text(seed: 3, records: 20_000)
    let seen = Mutex<[Int]>([])
    let pulse = Pulse { stage, done, total in
      #expect(stage == "reading")
      #expect(total == text.utf8.count)
      seen.withLock { $0.append(done) }
    }
    _ = try read(text, ReadOptions(pulse: pulse))
    let positions = seen.withLock { $0 }
    #expect(positions == positions.sorted())
    #expect(positions.count > 3)
  }

  @Test func interruptsAWaitForAPipe() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("pipe").path
    #expect(mkfifo(path, 0o600) == 0)
    let writer = open(path, O_RDWR)  // held open, so that the reader waits for bytes that never come
    defer { close(writer) }
    // Something to begin with: until then it is the opening that waits, and Ctrl-C that ends it.
    #expect(write(writer, "{", 1) == 1)
    let beats = Mutex(0)
    let pulse = Pulse { _, _, _ in
      try beats.withLock { beats in
        beats += 1
        if beats > 3 { throw Interrupted() }
      }
    }
    #expect(throws: Interrupted.self) { try readTrace(path, options: ReadOptions(pulse: pulse)) }
  }

  @Test func namesTheSourceAfterTheFile() throws {
    for name in ["run7.jsonl", "run7.jsonl.gz", "run7.ndjson.zst", "run7"] {
      let file = try ScratchFile(Array(TraceFaultTests.start.utf8), name: name)
      #expect(try readTrace(file.path).log.sources.map(\.name) == ["run7"])
    }
  }
}
