import Shell
import TerminalSupport
import Testing

@Suite struct PasteTests {
  @Test func pastesAreMarkedOnlyWhileReading() throws {
    let terminal = try probe()
    try terminal.waitForOutput("\u{1B}[?2004h")
    terminal.send("x" + Key.enter)
    try terminal.waitForOutput("\u{1B}[?2004l")
    terminal.send(Key.control("d"))
    _ = try terminal.exitStatus()
    let marks = String(decoding: terminal.output, as: UTF8.self)
    #expect(marks.components(of: "\u{1B}[?2004h") == marks.components(of: "\u{1B}[?2004l"))
  }

  @Test func aLineIsInserted() throws {
    let terminal = try probe()
    terminal.send("set " + Key.left)
    terminal.paste(" tau 0.6")
    try terminal.waitFor("maa › set tau 0.6")
    terminal.send(Key.enter)
    try terminal.waitFor(#"got: "set tau 0.6 ""#)
  }

  @Test func manyLinesWaitForEnter() throws {
    let terminal = try probe()
    terminal.paste("one\r\ntwo\rthree\nfour\n")
    try terminal.waitFor("four")
    terminal.settle()
    #expect(terminal.screen.text == "maa › one\ntwo\nthree\nfour")
    terminal.send("!" + Key.enter)
    try terminal.waitFor(#"got: "one\ntwo\nthree\nfour!""#)
  }

  @Test func keysWithinAPasteAreText() throws {
    let terminal = try probe()
    terminal.paste("a\u{1B}[Ab\u{3}c\u{4}d\u{1A}e\u{13}f\u{1C}g\u{7F}h\ti\u{0}j\u{9B}31mk\r")
    try terminal.waitFor("a[Abcdefgh")
    terminal.settle()
    #expect(!terminal.screen.text.contains("got"))
    terminal.send(Key.enter)
    try terminal.waitFor(#"got: "a[Abcdefgh\tij31mk""#)
  }

  @Test func anEndMarkWithinAPasteEndsIt() throws {
    let terminal = try probe()
    terminal.paste("safe\u{1B}[201~tail")
    try terminal.waitFor("safetail")
    terminal.send(Key.enter)
    try terminal.waitFor(#"got: "safetail""#)
  }

  @Test func aMegabyteIsTakenWhole() throws {
    let terminal = try probe()
    terminal.paste(String(repeating: "0123456789 the quick brown fox é\n", count: 31_000))
    terminal.settle(0.5)
    #expect(!terminal.screen.text.contains("got"))
    terminal.send(Key.enter)
    try terminal.waitFor("got: \(31_000 * 34 - 1) bytes", within: 30)
    terminal.send("next" + Key.enter)
    try terminal.waitFor(#"got: "next""#)
  }

  @Test func whatFollowsAPasteIsRead() throws {
    let terminal = try probe()
    terminal.send("\u{1B}[200~a\u{1B}[201~b\rc\r")
    try terminal.waitFor(#"got: "ab""#)
    try terminal.waitFor(#"got: "c""#)
  }

  @Test func aPasteThatNeverEndsCanBeLeft() throws {
    let terminal = try probe()
    terminal.send("\u{1B}[200~abc")
    terminal.settle(0.8)
    terminal.send(Key.control("c"))
    try terminal.waitFor("got: ^C")
  }

  @Test(arguments: [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\n\n", "a\n"), ("\u{1B}[31mred\u{7}", "[31mred"),
    ("\u{85}\u{9F}x\u{A0}", "x\u{A0}"), ("tab\there", "tab\there"), ("", ""),
  ])
  func cleaning(_ pasted: String, _ text: String) {
    #expect(PastedText.clean(Array(pasted.utf8)) == text)
  }
}

extension String {
  func components(of part: String) -> Int { ranges(of: part).count }
}
