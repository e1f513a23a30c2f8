import Foundation
import GoldenSupport
import TerminalSupport
import Testing

/// Tables of other tools that grow while they are read: what comes of them is what a load of the whole makes.
@Suite struct FollowTableTests {
  private let folder: TemporaryFolder
  private var table: String { "\(folder.path)/scores.csv" }

  init() throws { folder = try TemporaryFolder() }

  private static let heading = "step,rule,text,score,before\n"

  /// Three to five rules a batch, out of twelve; some in other words than before, some in two lines.
  private static func rows(_ batches: ClosedRange<Int>, _ generator: inout SeededGenerator) -> String {
    batches.map { batch in
      (0..<Int.random(in: 3...5, using: &generator)).map { _ in
        let rule = Int.random(in: 0..<12, using: &generator)
        let text = "rule \(rule) says" + (Bool.random(using: &generator) ? "\nto look twice" : " to look")
        return "\(batch),r\(rule),\"\(text)\",\(Int.random(in: 40...70, using: &generator)),50\n"
      }.joined()
    }.joined()
  }

  /// What is said of the log once it is there.
  private func answers(_ statements: String) throws -> String {
    let run = try Run(["-c", "\(statements); set beta 0.8; units; evidence; batches"])
    #expect(run.code == 0, "\(run.errors)")
    return String(run.output.suffix(from: try #require(run.output.range(of: "beta 0.9 -> 0.8")).lowerBound))
  }

  @Test(arguments: ["--format table", "--format table --map batch=step,id=rule,content=text"])
  func followedIsAsLoaded(_ flags: String) throws {
    var generator = SeededGenerator.announced()
    _ = try folder.write("scores.csv", FollowTableTests.heading + FollowTableTests.rows(1...30, &generator))
    let saved = "\(folder.path)/s.maa"
    let followed = try answers("follow \(table) \(flags) --once; save \(saved)")
    #expect(try answers("load \(table) \(flags)") == followed)
    // What has come since does not count.
    let more = FollowTableTests.rows(31...33, &generator)
    let text = try String(contentsOfFile: table, encoding: .utf8)
    _ = try folder.write("scores.csv", text + more)
    #expect(try Run(["run", saved]).code == 0)
    let recorded = try String(contentsOfFile: saved, encoding: .utf8)
    #expect(recorded.contains("--map batch=step,id=rule,content=text"), "\(recorded)")
    _ = try folder.write("scores.csv", text.replacing(",50", with: ",51") + more)
    #expect(try Run(["run", saved]).code == 4)
  }

  @Test func aGrowingTableIsKeptUpWith() throws {
    var generator = SeededGenerator.announced()
    let parts = [1...10, 11...11, 12...25].map { FollowTableTests.rows($0, &generator) }
    _ = try folder.write("scores.csv", FollowTableTests.heading + parts[0])
    for (number, part) in parts.enumerated() { _ = try folder.write("part\(number)", part) }
    let script = try folder.write(
      "s.maa",
      "maa 1\nparam data = \(table) : file\nload $data --format table\nset beta 0.8\nexpect batches < 99\n")
    let grow = (1...2).map { "sleep 1; cat \(folder.path)/part\($0) >> \(table)" }.joined(separator: "; ")
    let run = try Run([], shell: "(\(grow)) & $MAA run --follow \(script) --idle 3; wait")
    let news = try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    // The last batch may still get rows.
    #expect(news.compactMap { ($0["batches"] as? [Int])?.last } == [9, 10, 24], "\(run.output)\(run.errors)")
    let piped = try Run(
      [], shell: "cat \(table) | $MAA -c 'follow - --format table; expect batches = 25' && echo held")
    #expect(piped.output.contains("held"), "\(piped.output)\(piped.errors)")
  }

  @Test func linesOfJSONAreRowsToo() throws {
    let rows = (1...6).map { "{\"epoch\":\($0),\"task\":\"t\($0)\",\"correct\":\($0 % 2)}\n" }
    _ = try folder.write("scores.csv", rows.joined())
    let loaded = try answers("load \(table) --format table")
    #expect(try answers("follow \(table) --format table --once") == loaded)
  }

  @Test(arguments: [
    ("2,r1,x,60,50\n3,r1,x,61,50\n2,r2,y,60,50\n", "line 4: saw batch 2"),
    ("3,r1,x,60,50\n2,r1,x,61,50\n", "line 3: saw batch 2"), ("1,r1,x,high,50\n", "line 2, column score"),
    ("1,r1,x,60,50,7\n", "6 fields"),
  ])
  func whatCannotBeFollowedIsSaid(_ rows: String, _ message: String) throws {
    _ = try folder.write("scores.csv", FollowTableTests.heading + rows)
    let run = try Run(["-c", "follow \(table) --format table --once; units"])
    #expect(run.code == 1 && run.errors.contains(message) && run.output.isEmpty, "\(run.errors)")
  }

  @Test func aFormatThatIsWrittenAsAWholeIsSaid() throws {
    let run = try Run(["-c", "follow datasets/reflexion/env_results_trial_0.json --format reflexion --once"])
    #expect(run.code == 2 && run.errors.contains("cannot be followed as reflexion"), "\(run.errors)")
    _ = try folder.write("scores.csv", "rule,score\nr1,60\n")
    let flat = try Run(["-c", "follow \(table) --format table --once"])
    #expect(flat.code == 2 && flat.errors.contains("a column that is the batch"), "\(flat.errors)")
  }
}
