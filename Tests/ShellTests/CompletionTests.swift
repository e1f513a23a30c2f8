import Completing
import Shell
import TerminalSupport
import Testing

@Suite struct CompletionTests {
  @Test func oneCandidateIsInsertedWithASpace() throws {
    let terminal = try probe()
    terminal.send("mer" + Key.tab + "x" + Key.enter)
    try terminal.waitFor(#"got: "merges x""#)
  }

  @Test func anOpenCandidateGetsNoSpace() throws {
    let terminal = try probe()
    terminal.send("é di" + Key.tab + "x" + Key.enter)
    try terminal.waitFor(#"got: "é dir/x""#)
  }

  @Test func completionWithinALine() throws {
    let terminal = try probe()
    terminal.send("é caf after" + String(repeating: Key.left, count: 6) + Key.tab + "|" + Key.enter)
    try terminal.waitFor(#"got: "é café |after""#)
  }

  @Test func whatCandidatesShareIsInsertedThenTheyAreListed() throws {
    let terminal = try probe()
    terminal.send("s" + Key.tab)
    try terminal.wait("the shared part", until: { $0.screen.rows[0] == "maa › set" })
    terminal.send(Key.tab)
    try terminal.wait("the prompt again", until: { $0.screen.text.components(of: "maa ›") == 2 })
    #expect(
      terminal.screen.text
        == "maa › set\nset       change a setting\nsettings  show all settings\nmaa › set")
    terminal.send("t" + Key.tab + Key.enter)
    try terminal.waitFor(#"got: "settings ""#)
  }

  @Test func aListBelowALineOfManyRows() throws {
    let terminal = try probe()
    terminal.paste(String(repeating: "x", count: 90) + " set tail")
    terminal.send(String(repeating: Key.left, count: 5) + Key.tab)
    try terminal.wait("the line again", until: { $0.screen.text.components(of: " set tail") == 2 })
    terminal.send("|")
    try terminal.waitFor(" set| tail")
    let rows = terminal.screen.rows
    let list = try #require(rows.firstIndex { $0.hasPrefix("settings  show") })
    #expect(rows[list - 2].hasSuffix(" set tail"))
    #expect(rows[list + 1].hasPrefix("maa › xxx"))
    #expect(terminal.screen.cursor.row == list + 2)
  }

  @Test func theListIsCutToTheScreen() throws {
    let terminal = try probe(columns: 30, rows: 8)
    terminal.send("n" + Key.tab)
    try terminal.waitFor("more")
    try terminal.wait("the prompt again", until: { $0.screen.lastRow == "maa › n" })
    #expect(terminal.screen.rows.contains("… and 75 more"))
    #expect(terminal.screen.rows[1].hasPrefix("n1 "))
  }

  @Test func escapesInCandidatesAreShownNotSent() throws {
    let terminal = try probe(environment: ["NO_COLOR": "1"])
    terminal.send("e" + Key.tab + Key.enter)
    try terminal.waitFor("got: ")
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("\u{1B}[31m"))
  }

  private let settings = [
    Completion(text: "set", summary: "change a setting of the whole study"), Completion(text: "日本"),
  ]

  @Test func descriptionsAreCutToTheWidth() {
    #expect(
      CompletionList(settings).rows(width: 24, height: 10) == ["set   change a setting …", "日本"])
  }

  @Test func wordsAloneStandInColumns() {
    let list = CompletionList((1...5).map { Completion(text: "word\($0)") })
    #expect(list.rows(width: 20, height: 10) == ["word1  word3  word5", "word2  word4"])
  }
}
