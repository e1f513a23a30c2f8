import Foundation
import StubServer
import TerminalSupport
import Testing

/// Two processes on whatever two can touch: files that both write, journals, a folder of runs, a run with a model.
@Suite struct TwoProcessesTests {
  private static let kitchen = "load datasets/kitchen.jsonl"

  /// Both write one file over and over; whoever reads it meanwhile sees what one of them wrote, whole.
  @Test func aFileIsAlwaysThatOfOneOfThem() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/e.json"
    let whole = try ["0.6", "0.99"].map { tau -> Data in
      let run = try Run(["-c", "\(Self.kitchen); set tau \(tau); export evidence --to \(file)"])
      #expect(run.code == 0, "\(run.errors)")
      return try Data(contentsOf: URL(fileURLWithPath: file))
    }
    #expect(whole[0] != whole[1])
    // They write until enough was seen, however seldom a busy machine lets one look.
    let (enough, done) = ("\(folder.path)/enough", "\(folder.path)/over")
    let writers = ["0.6", "0.99"].map { tau in
      let more = String(repeating: "; export evidence --to \(file)", count: 10)
      let once = "\"$MAA\" -c '\(Self.kitchen); set tau \(tau)\(more)' >/dev/null"
      return "(while [ ! -e '\(enough)' ]; do \(once); done)"
    }
    let shell = "\(writers[0]) & \(writers[1]) & wait; echo over > '\(done)'"
    let thread = Thread { _ = try? Run([], shell: shell) }
    thread.start()
    var (looks, changes, last) = (0, 0, Data())
    let deadline = Date(timeIntervalSinceNow: 240)
    while changes < 6 || looks < 100, Date() < deadline {
      let now = try Data(contentsOf: URL(fileURLWithPath: file))
      #expect(whole.contains(now), "a mixture of \(now.count) bytes")
      (looks, changes, last) = (looks + 1, changes + (now == last ? 0 : 1), now)
    }
    try Data().write(to: URL(fileURLWithPath: enough))
    while !FileManager.default.fileExists(atPath: done), Date() < deadline + 60 { usleep(10_000) }
    #expect(changes > 5, "\(looks) looks, \(changes) changes: they did not write in turns")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["e.json", "enough", "over"], "something was left behind")
  }

  /// Many begin at the same moment and are killed; each has a journal of its own.
  @Test func eachSessionHasAJournal() throws {
    let folder = try TemporaryFolder()
    let count = 12
    let sessions = (1...count).map { number in
      "{ echo 'note \(number)'; echo 'note more'; sleep 60; } | \"$MAA\" --journals '\(folder.path)/j' --json - "
        + "> '\(folder.path)/\(number)' & "
    }
    let wait = "while [ $(cat '\(folder.path)'/[0-9]* | wc -l) -lt \(2 * count) ]; do sleep 0.05; done; "
    _ = try Run([], shell: "set -m; \(sessions.joined())\(wait)for j in $(jobs -p); do kill -9 -$j; done")
    let list = try Run(["--journals", "\(folder.path)/j", "--json", "-c", "recover --list"])
    let rows = list.output.components(separatedBy: "# more").count - 1
    #expect(rows == count, "\(list.output)")
    for number in 1...count {
      let script = "\(folder.path)/\(number).maa"
      let run = try Run(["--journals", "\(folder.path)/j", "-c", "recover --number \(number) --to \(script)"])
      #expect(run.code == 0, "\(run.errors)")
    }
    let notes = try (1...count).map { number in
      try String(contentsOfFile: "\(folder.path)/\(number).maa", encoding: .utf8).split(separator: "\n")[1]
    }
    #expect(Set(notes) == Set((1...count).map { "# \($0)" }))
  }

  /// The second has to wait until the first is gone, and then finds all of it.
  @Test func aRunWithAModelIsOneProcesss() throws {
    let folder = try TemporaryFolder()
    let server = try StubServer { _, _ in .silence }
    let tasks = try folder.write("tasks.jsonl", #"{"id":"t","question":"q","trace":"no"}"# + "\n")
    let statement =
      "model \(server.url) --name m; optimize --tasks \(tasks) --to \(folder.path)/run.jsonl"
    let shell = """
      "$MAA" --allow-network -c '\(statement)' & first=$!
      while [ ! -s '\(folder.path)/run.jsonl' ]; do sleep 0.05; done
      "$MAA" --allow-network -c '\(statement) --resume'; code=$?
      kill -9 $first; wait $first; exit $code
      """
    let run = try Run([], shell: shell)
    #expect(run.code == 1 && run.errors.contains("another run writes"), "\(run.code) \(run.errors)")
  }

  @Test func aFolderOfRunsIsFilledByOne() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "s.maa", "maa 1\nparam tau = 0.6\n\(Self.kitchen)\nset tau $tau\nevidence\nexpect units > 0\n")
    let values = (0..<12).map { "0.\(50 + 3 * $0)" }.joined(separator: ",")
    func runs(_ out: String) -> String {
      "\"$MAA\" run '\(script)' --sweep tau=\(values) --out '\(out)' --resume --jobs 1"
    }
    let alone = try Run([], shell: runs("\(folder.path)/alone"))
    #expect(alone.code == 0, "\(alone.errors)")
    let both = try Run([], shell: "\(runs("\(folder.path)/both")) & \(runs("\(folder.path)/both")); wait")
    // Whoever comes second is told to go elsewhere, unless the first is done already; what stands is whole.
    let refused = both.errors.components(separatedBy: "another maa run works").count - 1
    #expect(refused <= 1, "\(both.errors)")
    let same = try Run(
      [], shell: "cd '\(folder.path)' && diff -r -x run.json -x '*.lock' alone both && echo same")
    #expect(same.output.contains("same"), "\(same.output) \(same.errors)")
  }
}
