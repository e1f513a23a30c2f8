import Foundation
import TerminalSupport
import Testing

@Suite struct QuerySessionTests {
  private static let load = "load datasets/kitchen.jsonl"

  @Test func clausesWorkAsTyped() throws {
    let clause = "evidence where n >= 3 and type = 'add' order by mhat desc limit 2"
    let run = try Run(["-c", "\(Self.load); \(clause)", "--json"])
    #expect(run.code == 0, "\(run.errors)")
    let last = try #require(run.output.split(separator: "\n").last)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
    #expect(object["statement"] as? String == clause)
    let table = try #require((object["tables"] as? [[String: Any]])?.first)
    #expect((table["rows"] as? [[Any]])?.count == 2)
  }

  @Test func aSavedSessionAsksTheSame() throws {
    let folder = try TemporaryFolder()
    let script = "\(folder.path)/s.maa"
    let query = "evidence where type = 'add' and content like '%the%' order by n desc limit 3"
    let first = try Run(["-c", "\(Self.load); \(query); save \(script)"])
    #expect(first.code == 0, "\(first.errors)")
    #expect(try String(contentsOfFile: script, encoding: .utf8).contains("\n\(query)\n"))
    let again = try Run(["run", script])
    #expect(
      again.code == 0 && first.output.contains(again.output.split(separator: "\n\n").last ?? "?"),
      "\(again.errors)")
  }

  /// The rows are endless, so only Ctrl-C ends it. In the foreground `timeout` sends the signal once; else twice, and a
  /// second one may end a program that has not yet answered the first.
  @Test func controlCEndsARunawayQuery() throws {
    let bomb = "with recursive c(x) as (select 1 union all select x + 1 from c) select max(x) from c"
    let started = ContinuousClock.now
    let run = try Run(
      [], shell: "timeout --foreground -s INT 3 $MAA -c '\(Self.load); sql \"\(bomb)\"'; echo $?")
    #expect(run.errors == "error: interrupted; nothing was changed\n  sql \"\(bomb)\"\n", "\(run.errors)")
    // Three seconds, and the end of it.
    #expect(started.duration(to: .now) < .seconds(10))
  }

  @Test func theDatabaseIsOneThatOthersRead() throws {
    let folder = try TemporaryFolder()
    let (one, two) = ("\(folder.path)/one.db", "\(folder.path)/two.db")
    let run = try Run([
      "-c", "\(Self.load); set tau 0.5; export db --to \(one); sql select 1; export db --to \(two)",
    ])
    #expect(run.code == 0, "\(run.errors)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: one))
    #expect(try Data(contentsOf: URL(fileURLWithPath: two)) == bytes)
    let asked = "select unit, n, wordings, name from evidence order by rowid limit 30"
    let own = try Run(["-c", "\(Self.load); set tau 0.5; sql \"\(asked)\" --to \(folder.path)/own.csv"])
    #expect(own.code == 0, "\(own.errors)")
    let expected = try String(contentsOfFile: "\(folder.path)/own.csv", encoding: .utf8)
    let readers = [
      ("sqlite3", "sqlite3 -header -csv \(one) \"\(asked)\""),
      (
        "python3",
        "python3 -c \"import sqlite3, csv, sys; d = sqlite3.connect('\(one)'); assert d.execute('pragma integrity_check').fetchall() == [('ok',)]; r = d.execute('\(asked)'); w = csv.writer(sys.stdout); w.writerow([c[0] for c in r.description]); w.writerows(r)\""
      ),
    ]
    for (program, command) in readers {
      guard try Run([], shell: "command -v \(program)").code == 0 else {
        FileHandle.standardError.write(Data("\(program) is not here; it reads no database\n".utf8))
        continue
      }
      let read = try Run([], shell: command)
      #expect(read.code == 0, "\(program): \(read.errors)")
      #expect(lines(read.output) == lines(expected), "\(program)")
    }
  }

  @Test func theFileIsReplacedWholeOrNotAtAll() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("study.db", "old")
    let run = try Run([], shell: "trap '' XFSZ; ulimit -f 8; $MAA -c '\(Self.load); export db --to \(file)'")
    #expect(run.code == 1 && run.errors.contains("cannot write"), "\(run.errors)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "old")
    #expect(try Run(["-c", "\(Self.load); export db --to datasets/kitchen.jsonl"]).code == 1)
  }

  @Test func aTerminalShowsTheFirstRowsAndSaysSo() throws {
    let query = "with recursive c(x) as (select 1 union all select x + 1 from c limit 500) select x from c"
    let run = try Run(["-c", "sql \"\(query)\""])
    #expect(run.code == 0 && run.output.split(separator: "\n").count == 501, "\(run.errors)")
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: ["-c", "sql \"\(query)\""], environment: ["PAGER": "cat"])
    try terminal.waitFor("200 of 500 rows")
  }

  private func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(String.init)
  }
}

extension QuerySessionTests {
  @Test func completesTablesAndColumns() throws {
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: ["--no-init"], environment: ["PAGER": "cat"], columns: 100,
      rows: 40)
    try terminal.waitFor("maa 1 ›")
    terminal.send("evidence where sh\t")
    try terminal.waitFor("evidence where share")
    terminal.send("\u{3}sql select mhat from evid\t")
    try terminal.waitFor("from evidence")
    terminal.send("where la\t")
    try terminal.waitFor("where last")
    terminal.send("\u{3}\u{4}")
  }
}
