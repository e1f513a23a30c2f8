import Accumulation
import Foundation
import Testing
import Traces

/// All small changes to a small log: whatever the reader takes of it, the obvious reader takes of the lines that are left.
@Suite struct ExhaustiveMutationTests {
  private static let lines = [
    #"{"kind":"item","id":"m","content":"x"}"#,
    #"{"kind":"batch","batch":1,"epoch":1}"#,
    #"{"kind":"proposal","batch":1,"id":"p","type":"add","anchor":"after:m","content":"a\n"}"#,
    #"{"kind":"scores","batch":1,"call":0,"baseline":6.5,"u":{"p":7}}"#,
    #"{"kind":"task","batch":1,"task":"t","outcome":1,"items":["m"]}"#,
    #"{"kind":"label","id":"p","effect":-2}"#,
  ]
  private static let text = Array((lines.joined(separator: "\n") + "\n").utf8)
  private static let bytes = Array("{}[]\",:\\\n0-.".utf8) + [0xFF]

  @Test func everyByteReplaced() throws {
    try check { text, place, byte in
      text[place] = byte
    }
  }

  @Test func aByteBeforeEveryByte() throws {
    try check { text, place, byte in
      text.insert(byte, at: place)
    }
  }

  @Test func everyByteGone() throws {
    try check(with: [0]) { text, place, _ in
      text.remove(at: place)
    }
  }

  @Test func everyEnd() throws {
    try check(with: [0]) { text, place, _ in
      text.removeSubrange(place...)
    }
  }

  /// Lines in another order: what a record speaks of may not be there yet, or be there twice.
  @Test func everyLineMovedOrRepeated() throws {
    let file = try ScratchFile([])
    let lines = Self.lines
    for from in lines.indices {
      for to in lines.indices {
        var moved = lines
        moved.insert(moved.remove(at: from), at: to)
        try check(Array(moved.joined(separator: "\n").utf8), file)
        moved = lines
        moved.insert(lines[from], at: to)
        try check(Array(moved.joined(separator: "\n").utf8), file)
      }
    }
  }

  private func check(
    with bytes: [UInt8] = bytes, _ mutate: (inout [UInt8], Int, UInt8) -> Void
  ) throws {
    let file = try ScratchFile([])
    for place in Self.text.indices {
      for byte in bytes {
        var text = Self.text
        mutate(&text, place, byte)
        try check(text, file)
      }
    }
  }

  private func check(_ text: [UInt8], _ file: ScratchFile) throws {
    // A file system may wait for the disk where a file is cut and written anew.
    try FileManager.default.removeItem(atPath: file.path)
    try Data(text).write(to: URL(fileURLWithPath: file.path))
    let strict = try? readTrace(file.path, options: options(lenient: false))
    guard let lenient = try? readTrace(file.path, options: options(lenient: true)) else {
      // Nothing that looks like a record: neither way takes it.
      if strict != nil { Issue.record("only strictly read: \(shown(text))") }
      return
    }
    let report = lenient.report
    if (strict == nil) != (report.skippedCount + report.callsWithLoss > 0) {
      Issue.record("strict and lenient: \(shown(text))")
    }
    let left = rest(of: text, without: report.skipped + [report.tornLastLine].compactMap { $0 })
    let expected = SlowReader(left, name: "log")
    let found = differences(lenient.log.inOrder, expected.log)
    if !found.isEmpty { Issue.record("\(found) differ: \(shown(text))") }
    if report.records != expected.records { Issue.record("another number of records: \(shown(text))") }
    if let strict, !differences(strict.log, lenient.log).isEmpty {
      Issue.record("strict and lenient differ: \(shown(text))")
    }
  }

  /// Blocks of the usual size would be most of the work.
  private func options(lenient: Bool) -> ReadOptions {
    var options = ReadOptions(lenient: lenient, threads: 1)
    options.blockSize = 1 << 10
    return options
  }

  private func rest(of text: [UInt8], without faults: [LogFault]) -> String {
    let bad = Set(faults.map(\.line))
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let left = lines.enumerated().filter { !bad.contains($0.offset + 1) }.map(\.element)
    return String(decoding: Array(left.joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self)
  }

  private func shown(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self).debugDescription }
}
