import Foundation
import TerminalSupport
import Testing

/// What was once found by attacking the program from outside.
@Suite struct ProgramFromOutsideTests {
  /// Both ways of waiting are said once, and end when somebody comes.
  @Test func aPipeWithoutAnotherEndIsSaid() throws {
    let folder = try TemporaryFolder()
    let pipe = "\(folder.path)/p.jsonl"
    let log = "datasets/kitchen.jsonl"
    let reading = try Run(
      [],
      shell: "mkfifo \(pipe); (sleep 1; cat \(log) > \(pipe)) & \"$MAA\" -c 'load \(pipe); units --limit 1'")
    #expect(reading.code == 0 && reading.output.contains("U1"), "\(reading.errors)")
    #expect(
      reading.errors.contains("waiting for \(pipe), a pipe that nobody has written to"), "\(reading.errors)")
    let writing = try Run(
      [],
      shell:
        "(sleep 1; cat \(pipe) > \(folder.path)/out) & \"$MAA\" -c 'load \(log); export units --to \(pipe) --as csv'; wait"
    )
    #expect(writing.code == 0, "\(writing.errors)")
    #expect(writing.errors.contains("waiting for somebody to read"), "\(writing.errors)")
    #expect(try String(contentsOfFile: "\(folder.path)/out", encoding: .utf8).hasPrefix("unit,"))
    // One that is there and ready is not worth a word.
    let ready = try Run([], shell: "cat \(log) > \(pipe) & \"$MAA\" -c 'load \(pipe); units --limit 1'")
    #expect(ready.code == 0 && !ready.errors.contains("waiting"), "\(ready.errors)")
  }

  @Test func ctrlCEndsWaitingForAPipe() throws {
    let folder = try TemporaryFolder()
    let run = try Run(
      [], shell: "mkfifo \(folder.path)/p; timeout -s INT 1 \"$MAA\" -c 'load \(folder.path)/p'")
    #expect(run.code == 124 || run.code == 130, "\(run.code) \(run.errors)")
    #expect(run.errors.contains("interrupted"))
  }

  /// It said that nothing was changed, although the answers stayed.
  @Test func anInterruptedReviewSaysThatAnswersStay() throws {
    let folder = try TemporaryFolder()
    let run = try Run(
      [],
      shell:
        "(printf 's\\nd\\n'; sleep 3) | timeout -s INT 1 \"$MAA\" --journals \(folder.path) -c 'load datasets/kitchen.jsonl; review'"
    )
    #expect(run.code == 124 || run.code == 130, "\(run.code)")
    #expect(run.errors.contains("interrupted; 2 answers stay, no more was taken"), "\(run.errors)")
    #expect(!run.errors.contains("nothing was changed"))
  }

  @Test func fourThousandParametersFitASmallProcess() throws {
    let script = (1...4_000).map { "param p\($0) = \($0)\n" }.joined()
    let folder = try TemporaryFolder()
    let path = try folder.write("p.maa", script)
    let run = try Run([], shell: "ulimit -v 600000; \"$MAA\" - < \(path)")
    #expect(run.code == 0, "\(run.errors)")
  }
}
