import Foundation
import TerminalSupport
import Testing

/// What cannot be run as it was asked for: one clear message, nothing half-written, the right exit code.
@Suite struct RunFaultsTests {
  private let folder: TemporaryFolder
  private let script: String
  private var out: String { "\(folder.path)/out" }

  init() throws {
    folder = try TemporaryFolder()
    script = try folder.write("s.maa", RunsTests.script)
  }

  static let refused: [([String], String)] = [
    (["--sweep", "tua=0.5,0.6"], "has no parameter tua; did you mean tau?"),
    (["--set", "tua=0.5"], "has no parameter tua; did you mean tau?"),
    (["--sweep", "tau=high"], "tau is a number, not high"),
    (["--set", "tau=high"], "tau is a number, not high"),
    (["--sweep", "tau=0.9..0.5:0.1"], "--sweep tau=0.9..0.5:0.1 has no values"),
    (["--sweep", "tau="], "--sweep tau= has no values"),
    (["--sweep", "tau"], "--sweep wants NAME=VALUES, not tau"),
    (["--sweep", "tau=0.5", "--set", "tau=0.6"], "tau is given twice"),
    (["--sweep", "tau=0.5,0.5"], "two runs would write to the folder s,tau=0.5"),
    (["--over", "nowhere/*.jsonl"], "no file matches nowhere/*.jsonl"),
    (["--jobs", "0"], "--jobs is a whole number from 1 to 1024, not 0"),
    (["--timeout", "soon"], "--timeout is a time such as 90, 10m or 2h, not soon"),
    (["--max-memory", "-1G"], "--max-memory is a size such as 500M or 2G, not -1G"),
    (["--figures", "unitz"], "there is no figure unitz; did you mean units?"),
    (["--sweep", "tau=0..1000000:0.001"], "tau is a number, not 0..1000000:0.001"),
  ]

  @Test(arguments: RunFaultsTests.refused)
  func aPlanThatCannotBeIsRefused(_ options: [String], _ message: String) throws {
    let run = try Run(["run", script, "--out", out] + options)
    let errors = run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(run.code == 2 && errors.count == 1 && errors[0].contains(message), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func scriptsOfOneNameHaveOneFolder() throws {
    try FileManager.default.createDirectory(atPath: "\(folder.path)/b", withIntermediateDirectories: true)
    let other = try folder.write("b/s.maa", RunsTests.script)
    let run = try Run(["run", script, other, "--out", out])
    #expect(run.code == 2 && run.errors.contains("two runs would write to the folder s\n"), "\(run.errors)")
  }

  @Test func aFolderWithARunIsNotWrittenOver() throws {
    #expect(try Run(["run", script, "--out", out]).code == 0)
    let before = try String(contentsOfFile: "\(out)/s/run.json", encoding: .utf8)
    let again = try Run(["run", script, "--out", out])
    #expect(again.code == 2 && again.errors.contains("is there already") && again.errors.contains("--resume"))
    #expect(try String(contentsOfFile: "\(out)/s/run.json", encoding: .utf8) == before)
    #expect(try Run(["run", script, "--out", out, "--replace"]).code == 0)
  }

  @Test func aFolderThatCannotBeMadeIsSaid() throws {
    let file = try folder.write("file", "")
    let run = try Run(["run", script, "--out", "\(file)/out"])
    #expect(run.code == 1 && run.errors.hasPrefix("error: cannot make the folder"), "\(run.errors)")
    let nobody = geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups" : "env"
    guard try Run([], shell: "\(nobody) $MAA --version").code == 0 else { return }
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: out)
    let unwritable = try Run([], shell: "\(nobody) $MAA run sessions/figure4.maa --out \(out)")
    #expect(
      unwritable.code == 1 && unwritable.errors.contains("\(out): Permission denied"), "\(unwritable.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: out).isEmpty)
  }

  /// A file may have so many bytes here and no more, as on a full disk.
  @Test func aFullDiskLeavesNothingHalfWritten() throws {
    let run = try Run([], shell: "ulimit -f 1; $MAA run \(script) --out \(out)")
    #expect(run.code == 1 && run.output.contains("File too large"), "\(run.output)\(run.errors)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: out)
    #expect(!files.contains { $0.hasSuffix(".tmp") } && !files.contains("s/tables/evidence.csv"), "\(files)")
    // With room, it goes on.
    #expect(try Run(["run", script, "--out", out, "--resume"]).code == 0)
    #expect(FileManager.default.fileExists(atPath: "\(out)/s/tables/evidence.csv"))
  }

  @Test func severalRunsNeedAFolderToWriteFiles() throws {
    let run = try Run(["run", script, "--sweep", "tau=0.5,0.6"])
    #expect(run.code == 2 && run.errors.contains("would write the same files"), "\(run.errors)")
    #expect(try Run(["run", script, "--resume"]).errors.contains("--resume goes with --out"))
  }

  @Test func anotherLanguageIsSaid() throws {
    let newer = try folder.write("n.maa", "maa 2\n")
    let run = try Run(["run", newer, "--out", out])
    #expect(run.code == 5 && run.errors.contains("is written for maa 2"), "\(run.errors)")
  }

  private static let runaway =
    "maa 1\nload datasets/kitchen.jsonl\nsql with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r\n"

  @Test(arguments: ["--timeout", "--statement-timeout"]) func aRunawayQueryEnds(_ option: String) throws {
    let script = try folder.write("r.maa", Self.runaway)
    for kept in [["--out", out], []] {
      let started = Date()
      let run = try Run(["run", script, option, "0.5"] + kept)
      #expect(
        run.code == 124 && (run.errors + run.output).contains("took longer than 0.5 s"), "\(run.errors)")
      #expect(Date().timeIntervalSince(started) < 20)
    }
    #expect(try String(contentsOfFile: "\(out)/r/log.txt", encoding: .utf8).contains("3: error: "))
  }

  @Test func tooMuchMemoryEndsARun() throws {
    let script = try folder.write("r.maa", Self.runaway)
    let run = try Run(["run", script, "--max-memory", "1M", "--out", out])
    #expect(
      run.code == 125 && run.output.contains("more than the 1 that it may"), "\(run.output)\(run.errors)")
  }
}
