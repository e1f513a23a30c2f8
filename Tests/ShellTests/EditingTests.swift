import Glibc
import TerminalSupport
import Testing

@Suite struct EditingTests {
  @Test func typedTextIsShownAndRead() throws {
    let terminal = try probe()
    terminal.send("set tau 0.6")
    try terminal.waitFor("maa › set tau 0.6")
    terminal.send(Key.enter)
    try terminal.waitFor(#"got: "set tau 0.6""#)
  }

  @Test func arrowsAndWordKeysMoveAndDelete() throws {
    let terminal = try probe()
    terminal.send("one three" + String(repeating: Key.left, count: 5) + "two ")
    try terminal.waitFor("maa › one two three")
    terminal.send(Key.control("e") + Key.control("w") + Key.control("a") + "zero " + Key.enter)
    try terminal.waitFor(#"got: "zero one two ""#)
  }

  @Test func controlCClearsTheLine() throws {
    let terminal = try probe()
    terminal.send("half a li")
    try terminal.waitFor("half a li")
    terminal.send(Key.left + Key.left + Key.control("c"))
    try terminal.waitFor("got: ^C")
    #expect(terminal.screen.rows[0] == "maa › half a li^C")
    terminal.send("whole" + Key.enter)
    try terminal.waitFor(#"got: "whole""#)
  }

  @Test func anInterruptFromOutsideClearsTheLineToo() throws {
    let terminal = try probe()
    terminal.send("half")
    try terminal.waitFor("half")
    terminal.kill(SIGINT)
    try terminal.waitFor("got: ^C")
    terminal.send("x" + Key.enter)
    try terminal.waitFor(#"got: "x""#)
  }

  @Test func controlDEndsOnlyOnAnEmptyLine() throws {
    let terminal = try probe()
    terminal.send("ab" + Key.control("d") + Key.control("a") + Key.control("d"))
    try terminal.wait("a deleted", until: { $0.screen.rows[0] == "maa › b" })
    terminal.send(Key.control("d") + Key.control("d"))
    try terminal.waitFor("got: end")
    #expect(try terminal.exitStatus() == 0)
    #expect(!terminal.screen.text.contains("^D"))
  }

  @Test func controlLClearsTheScreen() throws {
    let terminal = try probe()
    terminal.send("first\rsecond")
    try terminal.waitFor("maa › second")
    terminal.send(Key.control("l"))
    try terminal.wait("a cleared screen", until: { $0.screen.text == "maa › second" })
  }

  @Test func wideAndCombiningCharactersKeepTheirColumns() throws {
    let terminal = try probe()
    terminal.send("日本語 e\u{301} ñ 🙂x" + Key.left + Key.left + Key.left + "!")
    try terminal.wait("the text", until: { $0.screen.rows[0] == "maa › 日本語 é ñ! 🙂x" })
    #expect(terminal.screen.cursor.column == 17)
    terminal.send(Key.control("a") + Key.right + "に" + Key.enter)
    try terminal.waitFor("got: ")
    #expect(terminal.screen.text.contains(#"got: "日に本語 é ñ! 🙂x""#))
  }

  @Test func bytesThatAreNoTextAreDropped() throws {
    let terminal = try probe()
    terminal.send(bytes: [0x61, 0xFF, 0xC3, 0x62, 0xED, 0xA0, 0x80, 0x63, 0x0D])
    try terminal.waitFor(#"got: "abc""#)
  }

  @Test func aLongLineWrapsAndCanBeEdited() throws {
    let terminal = try probe(columns: 20)
    let text = String((0..<50).map { Character(Unicode.Scalar(0x61 + UInt8($0 % 26))) })
    terminal.send(text + Key.control("a") + "X")
    try terminal.wait("the text", until: { $0.screen.rows[0] == "maa › Xabcdefghijklm" })
    #expect(terminal.screen.rows[1] == "nopqrstuvwxyzabcdefg")
    terminal.send(Key.enter)
    try terminal.waitForOutput("got: \"X\(text)\"")
  }

  @Test func aPrefillStandsInTheLine() throws {
    let terminal = try probe("prefill=édit 日 me")
    try terminal.waitFor("maa › édit 日 me")
    terminal.send("!" + Key.enter)
    try terminal.waitFor(#"got: "édit 日 me!""#)
    terminal.send("next" + Key.enter)
    try terminal.waitFor(#"got: "next""#)
  }

  @Test func aColouredPromptDoesNotMoveTheCursor() throws {
    let terminal = try probe("prompt=\u{1B}[1;34mmaa 3 ›\u{1B}[0m \u{1B}[32m")
    try terminal.waitFor("maa 3 ›")
    terminal.send("abc" + Key.control("a") + "X")
    try terminal.wait("the text", until: { $0.screen.rows[0] == "maa 3 › Xabc" })
    #expect(terminal.screen.cursor.column == 9)
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("\u{1B}[1;34m"))
  }

  @Test func colourIsLeftOutWhereItIsNotWanted() throws {
    let terminal = try probe("prompt=\u{1B}[1mmaa 3 ›\u{1B}[0m ", environment: ["NO_COLOR": "1"])
    try terminal.waitFor("maa 3 ›")
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("\u{1B}[1m"))
  }

  @Test func aDumbTerminalGetsNoSequences() throws {
    let terminal = try probe("prompt=\u{1B}[1mmaa ›\u{1B}[0m ", environment: ["TERM": "dumb"])
    try terminal.waitFor("maa ›")
    terminal.send("set tau" + Key.left + Key.left + "x" + Key.enter)
    try terminal.waitForOutput(#"got: "set txau""#)
    #expect(!terminal.output.contains(0x1B))
  }

  @Test func settingsInEditrcAreHonoured() throws {
    let home = try TemporaryFolder()
    try write("maa:bind ^T ed-move-to-beg\nmaa:bind ^P ed-kill-line\nother:bind ^A ed-move-to-end\n", to: home.path + "/.editrc")
    let terminal = try probe(environment: ["HOME": home.path])
    terminal.send("bc" + Key.control("t") + "a" + Key.enter)
    try terminal.waitFor(#"got: "abc""#)
    terminal.send("xyz" + Key.control("a") + Key.right + Key.control("p") + Key.enter)
    try terminal.waitFor(#"got: "x""#)
  }

  @Test func viKeysKeepCompletionAndPaste() throws {
    let home = try TemporaryFolder()
    try write("bind -v\n", to: home.path + "/.editrc")
    let terminal = try probe(environment: ["HOME": home.path])
    terminal.send("mer" + Key.tab)
    try terminal.waitFor("maa › merges")
    terminal.paste("a\nb")
    try terminal.waitFor("merges a")
    terminal.settle()
    #expect(!terminal.screen.text.contains("got"))
    terminal.send(Key.enter)
    try terminal.waitFor(#"got: "merges a\nb""#)
  }
}

func write(_ text: String, to path: String) throws {
  let file = try #require(fopen(path, "w"))
  fputs(text, file)
  fclose(file)
}
