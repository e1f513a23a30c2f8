import Foundation
import TerminalSupport
import Testing

/// What can go wrong with files: one clear message each, the right exit code, and nothing changed.
@Suite struct ProgramFaultTests {
  private static let good = """
    {"kind":"header","format":"maa-trace","version":1,"range":[0,100]}
    {"kind":"item","id":"m1","content":"Look around."}
    {"kind":"batch","batch":1}
    {"kind":"proposal","batch":1,"id":"p1","type":"modify","anchor":"m1","content":"Look."}
    {"kind":"scores","batch":1,"call":0,"baseline":50,"u":{"p1":60}}

    """

  @Test(arguments: [
    ("NaN score", "{\"p1\":60}", "{\"p1\":NaN}", "5:61: saw NaN"),
    (
      "duplicate id", "{\"kind\":\"scores\"",
      "{\"kind\":\"item\",\"id\":\"m1\",\"content\":\"x\"}\n{\"kind\":\"scores\"", "5:21: saw \"m1\""
    ),
    ("out of range", "{\"p1\":60}", "{\"p1\":600}", "5:61: saw 600"),
    ("unknown anchor", "\"anchor\":\"m1\"", "\"anchor\":\"m9\"", "4:65: saw \"m9\""),
    ("unknown proposal", "{\"p1\":60}", "{\"p9\":60}", "5:56: saw \"p9\""),
    ("unknown batch", "\"batch\":1,\"call\"", "\"batch\":2,\"call\"", "5:26: saw 2"),
  ])
  func faultsOfALogAreLocated(_ name: String, _ from: String, _ to: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    let log = try folder.write("log.jsonl", ProgramFaultTests.good.replacingOccurrences(of: from, with: to))
    let run = try Run(["-c", "load \(log)"])
    #expect(run.code == 1 && run.output.isEmpty)
    #expect(run.errors.contains("log.jsonl:\(message)"), "\(name): \(run.errors)")
    let lenient = try Run(["-c", "load \(log) --lenient"])
    #expect(lenient.code == 0 && lenient.errors.contains("skipped"), "\(lenient.errors)")
  }

  @Test func faultsOfFilesAreSaid() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write("empty.jsonl", "")
    let invalid = try folder.write(
      "utf8.jsonl", Data(ProgramFaultTests.good.utf8.map { $0 == UInt8(ascii: "k") ? 0xff : $0 }))
    _ = try folder.write(
      "log.jsonl", String(repeating: ProgramFaultTests.good, count: 1) + String(repeating: "\n", count: 5000))
    _ = try Run(
      [],
      shell:
        "cd \(folder.path); mkdir nothing; gzip -k log.jsonl; zstd -q log.jsonl; head -c 60 log.jsonl.gz > cut.gz; head -c 40 log.jsonl.zst > cut.zst; (cat log.jsonl.gz; echo junk) > tail.gz"
    )
    for (path, message) in [
      ("\(folder.path)/none", "No such file"), ("\(folder.path)/nothing", "no format fits"),
      (empty, "is empty"),
      (invalid, "UTF-8"), ("\(folder.path)/cut.gz", "ends in the middle of its gzip data"),
      ("\(folder.path)/cut.zst", "ends in the middle of its zstd data"),
      ("\(folder.path)/tail.gz", "is not whole gzip data"),
    ] {
      let run = try Run(["-c", "load \(path)"])
      #expect(run.code == 1 && run.errors.contains(message), "\(path): \(run.errors)")
      #expect(run.errors.hasPrefix("error: "))
    }
    #expect(try Run(["-c", "load \(folder.path)/log.jsonl.gz; expect proposals = 1"]).code == 0)
    #expect(try Run(["-c", "load \(folder.path)/log.jsonl.zst; expect proposals = 1"]).code == 0)
    #expect(try Run(["-c", "load -; expect proposals = 1"], input: ProgramFaultTests.good).code == 0)
  }

  @Test func aFullDiskIsSaidAndLeavesTheOldFile() throws {
    let full = try Run(["-c", "set tau 0.5; save /dev/full"])
    #expect(full.code == 1 && full.errors.contains("cannot write /dev/full: No space left on device"))
    // A limit on the size of files stands for a full disk where the file is replaced as a whole.
    let folder = try TemporaryFolder()
    let old = try folder.write("s.maa", "maa 1\n")
    let long = String(repeating: "x", count: 4000)
    let run = try Run([], shell: "trap '' XFSZ; ulimit -f 1; $MAA -c 'note \(long); save \(old) --force'")
    #expect(run.code == 1 && run.errors.contains("cannot write"), "\(run.errors)")
    #expect(try String(contentsOfFile: old, encoding: .utf8) == "maa 1\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["s.maa"])
  }

  @Test func aPipeWithoutAWriterCanBeInterrupted() throws {
    let folder = try TemporaryFolder()
    let run = try Run(
      [],
      shell:
        "mkfifo \(folder.path)/p; timeout --foreground -s INT 0.5 $MAA -c 'load \(folder.path)/p'; echo $?")
    #expect(
      run.errors
        == "waiting for \(folder.path)/p, a pipe that nobody has written to\nerror: interrupted; nothing was changed\n",
      "\(run.errors)")
  }

  @Test(arguments: [
    "edit -9223372036854775808 note x", "load datasets/figure4.jsonl; merges; accept -9223372036854775808",
  ])
  func numbersAtTheEndOfTheirRangeAreFaults(_ statement: String) throws {
    let run = try Run(["-c", statement])
    #expect(run.code == 1 && run.errors.hasPrefix("error: "), "\(run.code) \(run.errors)")
  }

  @Test func aSlowPipeCanBeInterrupted() throws {
    let run = try Run([], shell: "sleep 5 | timeout --foreground -s INT 0.5 $MAA -c 'load -'; echo done")
    #expect(run.errors == "error: interrupted; nothing was changed\n", "\(run.errors)")
  }

  @Test func closedStreamsAreNotTakenForFiles() throws {
    let folder = try TemporaryFolder()
    let load = "load datasets/kitchen.jsonl"
    _ = try Run(
      [],
      shell: "$MAA --journals \(folder.path)/j -c '\(load); \(load); note a; note b; accept 3' <&- >&- 2>&-")
    let run = try Run(["--journals", "\(folder.path)/j", "-c", "recover"])
    #expect(
      run.output.contains("brought back 4 statements") || run.output.contains("brought back 1"),
      "\(run.output)")
    #expect(try Run([], shell: "$MAA -c help >&-; echo code $?").output == "code 1\n")
    #expect(try Run([], shell: "$MAA - <&-; echo code $?").output == "code 1\n")
  }

  @Test func endlessFilesAreRefused() throws {
    let run = try Run(["run", "/dev/zero"])
    #expect(run.code == 2 && run.errors.contains("more than such a file has"), "\(run.errors)")
  }

  @Test func anInputIsNotWrittenOver() throws {
    let folder = try TemporaryFolder()
    let log = try folder.write("log.jsonl", ProgramFaultTests.good)
    for statement in ["export evidence --to \(log)", "save \(log) --force"] {
      let run = try Run(["-c", "load \(log); \(statement)"])
      #expect(run.code == 1 && run.errors.contains("is not written over"), "\(run.errors)")
    }
    #expect(try String(contentsOfFile: log, encoding: .utf8) == ProgramFaultTests.good)
  }

  @Test func scoresStayFarFromTheEndOfTheNumbers() throws {
    let folder = try TemporaryFolder()
    let text = ProgramFaultTests.good.replacingOccurrences(of: ",\"range\":[0,100]", with: "")
      .replacingOccurrences(of: "{\"p1\":60}", with: "{\"p1\":1.7e308}")
    let log = try folder.write("log.jsonl", text)
    #expect(try Run(["-c", "load \(log)"]).errors.contains("expected a number from -1e100 to 1e100"))
  }

  @Test func standardOutputThatIsFullIsAnError() throws {
    let run = try Run([], shell: "$MAA run sessions/figure4.maa > /dev/full")
    #expect(run.code == 1 && run.errors.contains("No space left on device"))
  }
}
