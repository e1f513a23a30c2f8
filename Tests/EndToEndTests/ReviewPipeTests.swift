import Foundation
import TerminalSupport
import Testing

/// `review` where nobody sits at a terminal.
@Suite struct ReviewPipeTests {
  private let load = "load datasets/kitchen.jsonl"

  @Test func answersAreLinesOfStandardInput() throws {
    let run = try Run(["-c", "\(load); review; decisions"], input: "same one advice\nd\nk\nz\nu\nq\n")
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("3 judged: 1 same, 1 different, 1 unsure"))
    #expect(run.output.contains("one advice"))
    #expect(run.output.contains("[-") && run.output.contains("{+"))
  }

  /// The rest of a script goes on after `q`, or there is none.
  @Test func answersFollowTheStatementInAScriptFromAPipe() throws {
    let run = try Run(["-"], input: "\(load)\nreview\ns\nd\nq\ndecisions\n")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("2 judged: 1 same, 1 different"))
    #expect(run.output.contains("different  w:"))
    let ended = try Run(["-"], input: "\(load)\nreview\ns")
    #expect(ended.code == 0 && ended.output.contains("1 judged"))
  }

  @Test func aScriptThatReviewsWantsAnswers() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("r.maa", "maa 1\n\(load)\nreview --limit 3\n")
    let without = try Run(["run", script])
    #expect(without.code == 1)
    #expect(without.errors.contains("r.maa:3: a review needs answers, and standard input holds none"))
    let with = try Run(["run", script, script], input: "s\ns\ns\nd\nd\n")
    #expect(with.code == 0, "\(with.errors)")
    #expect(with.output.contains("3 judged: 3 same") && with.output.contains("2 judged: 2 different"))
  }

  @Test func everyAnswerIsAnObject() throws {
    let run = try Run(["--json", "-c", "\(load); review --limit 2"], input: "s\nd\n")
    let objects = try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let statements = objects.map { String(($0["statement"] as? String ?? "").prefix(5)) }
    #expect(statements == ["load ", "revie", "same ", "revie", "diffe", "revie"])
    let tables = try #require(objects[1]["tables"] as? [[String: Any]])
    #expect(tables.first?["name"] as? String == "candidate")
  }

  /// Killed at any time after an answer was acknowledged, the journal has it.
  @Test func nothingAnsweredIsLost() throws {
    let folder = try TemporaryFolder()
    for round in 1...12 {
      let journals = "\(folder.path)/\(round)"
      let acknowledged = try killedReview(journals, afterAnswers: 1 + round % 5)
      let script = "\(journals)/r.maa"
      let recovered = try Run(["--journals", journals, "-c", "recover --to \(script)"])
      #expect(recovered.code == 0, "\(recovered.errors)")
      let rulings = try String(contentsOfFile: script, encoding: .utf8).split(separator: "\n")
        .count { $0.hasPrefix("same w:") }
      #expect(rulings >= acknowledged && rulings <= acknowledged + 1, "round \(round)")
    }
  }

  /// Answers `same` until so many are acknowledged, then kills; how many were.
  private func killedReview(_ journals: String, afterAnswers count: Int) throws -> Int {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Run.binary())
    process.currentDirectoryURL = URL(fileURLWithPath: Run.root)
    process.arguments = ["--journals", journals, "--no-cache", "--json", "-"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data("\(load)\nreview\n".utf8))
    var text = ""
    for _ in 0..<count { try input.fileHandleForWriting.write(contentsOf: Data("s\n".utf8)) }
    func acknowledged() -> Int { text.components(separatedBy: "\"statement\":\"same w:").count - 1 }
    while acknowledged() < count {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? input.fileHandleForWriting.close()
    return acknowledged()
  }
}
