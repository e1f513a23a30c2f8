import Foundation
import TerminalSupport
import Testing

/// Text from a log is never trusted: it can change nothing on the screen but what is visible of it.
@Suite struct HostileTextTests {
  private static let texts = [
    "\\u001b[2J\\u001b[31mred", "\\u001b]0;title\\u0007", "\\u009b2J", "\\u202eevil\\u2066",
    "a\\u0000b\\u0008c\\r\\n\\td",
    "e\\u0301\\u0302\\u0303\\u0304\\u0305\\u0306\\u0307\\u0308\\u0309\\u030a\\u030b\\u030c",
    "\\ud83d\\udc68\\u200d\\ud83d\\udc69",
    "界界界界", "\\u2028\\u2029\\ufeff", "`$(reboot)`; rm -rf | \\\\ \\\" '",
  ]

  private func log() -> String {
    var lines = ["{\"kind\":\"batch\",\"batch\":1,\"label\":\"\\u001b[31m\"}"]
    for (index, text) in HostileTextTests.texts.enumerated() {
      lines.append(
        "{\"kind\":\"proposal\",\"batch\":1,\"id\":\"\\u001b[5mp\(index)\",\"type\":\"add\",\"anchor\":\"tail\",\"content\":\"\(text)\"}"
      )
      lines.append(
        "{\"kind\":\"scores\",\"batch\":1,\"call\":\(index),\"baseline\":1,\"u\":{\"\\u001b[5mp\(index)\":2}}"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let statements = [
    "evidence", "merges", "unit U1", "batches", "evidence --wide", "settings", "plot forest",
    "plot heat", "plot drift", "plot sweep", "plot policies", "trajectory U1 U2", "plot heat --data",
  ]

  @Test func nothingReachesTheOutputUnescaped() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("hostile.jsonl", log())
    for form in [[], ["--json"]] {
      let run = try Run(
        ["-c", (["load \(path)"] + HostileTextTests.statements).joined(separator: "; ")] + form)
      #expect(run.code == 0, "\(run.errors)")
      let bad = run.output.unicodeScalars.filter(isHostile)
      #expect(bad.isEmpty, "\(bad.map { String($0.value, radix: 16) })")
    }
    let missing = try Run(["-c", "load $'\\e[31mx'; help"])
    #expect(!missing.errors.unicodeScalars.contains(where: isHostile))
  }

  @Test func pairsAreShownHarmlessly() throws {
    let folder = try TemporaryFolder()
    let hostile = "\u{1b}[2J\u{9b}\u{202e}\u{2028}"
    let escaped = try folder.write(
      "\u{1b}[31mescaped.csv", "\(hostile),b,score \(hostile)\n\(hostile)a,b,1\nc,\u{0},0\nc,d,0\n")
    let bad = try folder.write("bad.csv", "a,b,\(hostile)\n\(hostile)\n\"\(hostile)\"\(hostile)\n")
    let named = try folder.write("named.csv", "\(hostile),b,score \(hostile)\n\(hostile)a,b,1\nc,d,0\n")
    for form in [[], ["--json"]] {
      for (path, code) in [(escaped, Int32(1)), (bad, 1), (named, 0)] {
        let run = try Run(["-c", "tune tau --pairs '\(path)'; quality --pairs '\(path)'"] + form)
        #expect(run.code == code, "\(run.errors)")
        let seen = (run.output + run.errors).unicodeScalars.filter(isHostile)
        #expect(seen.isEmpty, "\(seen.map { String($0.value, radix: 16) })")
      }
    }
  }

  private func isHostile(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" { return false }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return scalar.value != 0x200d
    default: return false
    }
  }

  @Test func theScreenStaysInOrder() throws {
    let home = try TemporaryFolder()
    let path = try home.write("hostile.jsonl", log())
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: [], environment: ["HOME": home.path, "PAGER": "cat"],
      columns: 180, rows: 50)
    // Wide enough that no line reaches the edge: terminals do not agree on how wide joined emoji are.
    try terminal.waitFor("maa 1 ›")
    terminal.send("load \(path)\r")
    try terminal.waitFor("maa 2 ›")
    terminal.send("evidence\r")
    try terminal.waitFor("maa 3 ›")
    let rows = terminal.screen.rows
    let start = try #require(rows.firstIndex { $0.contains("› evidence") })
    #expect(rows[start + 1].contains("unit") && rows[start + 1].contains("content"))
    #expect(rows[(start + 2)..<(start + 12)].allSatisfy { $0.hasPrefix("  U") }, "\(rows)")
    #expect(rows[0].hasPrefix("maa 1 ›"))
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func aTenMegabyteLineIsCutOnTheScreen() throws {
    let home = try TemporaryFolder()
    let huge = String(repeating: "word \\u001b[1m ", count: 700_000)
    let path = try home.write(
      "huge.jsonl",
      "{\"kind\":\"batch\",\"batch\":1}\n{\"kind\":\"proposal\",\"batch\":1,\"id\":\"p\",\"type\":\"add\",\"anchor\":\"tail\",\"content\":\"\(huge)\"}\n"
    )
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: [], environment: ["HOME": home.path, "PAGER": "cat"],
      columns: 90, rows: 30)
    try terminal.waitFor("maa 1 ›")
    terminal.send("load \(path)\r")
    try terminal.waitFor("maa 2 ›", within: 20)
    terminal.send("evidence\r")
    try terminal.waitFor("maa 3 ›", within: 30)
    #expect(terminal.screen.rows.filter { $0.hasPrefix("  ") }.count == 9)
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }
}
