import Answers
import Foundation
import GoldenSupport
import Sessions
import Testing

@Suite struct JournalTests {
  private func bench(_ folder: String) throws -> Bench {
    var options = SessionOptions()
    options.journalFolder = folder
    return try Bench(options: options)
  }

  private func onlyJournal(_ folder: String) throws -> String {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    return "\(folder)/\(try #require(files.first { $0.hasSuffix(".journal") }))"
  }

  @Test func keepsWhatWasNotSavedAndBringsItBack() throws {
    let scratch = try Scratch()
    let first = try bench(scratch.path)
    try first.run(
      "load datasets/kitchen.jsonl; set tau 0.5; undo; same b1p1 b2p3; evidence; edit 1 load datasets/kitchen.jsonl"
    )
    let statements = first.session.statements
    first.session.close()
    let second = try bench(scratch.path)
    try second.run("recover")
    #expect(second.session.statements == statements)
    #expect(second.complaint("recover")?.message == "there is no unsaved session to recover")
    try second.run("save \(scratch.path)/s.maa")
    second.session.close()
    #expect(AbandonedJournal.all(in: scratch.path).isEmpty)
  }

  @Test func aLivingSessionIsNotRecovered() throws {
    let scratch = try Scratch()
    let living = try bench(scratch.path)
    try living.run("set tau 0.5")
    #expect(try bench(scratch.path).complaint("recover")?.message == "there is no unsaved session to recover")
    living.session.close()
    #expect(AbandonedJournal.all(in: scratch.path).count == 1)
  }

  /// Cut anywhere, a journal gives back a prefix of its statements; no statement is invented.
  @Test func cutAnywhereGivesAPrefix() throws {
    let scratch = try Scratch()
    let first = try bench(scratch.path)
    try first.run("set tau 0.5; note \"é 界\"; set beta 0.8; signal sign")
    let statements = first.session.statements
    first.session.close()
    let path = try onlyJournal(scratch.path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in 0...whole.count {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      let found = AbandonedJournal.all(in: scratch.path).first?.statements ?? []
      #expect(Array(statements.prefix(found.count)) == found)
      let lines = whole.prefix(length).filter { $0 == 10 }.count - 1
      #expect(found.count == max(0, lines))
    }
  }

  @Test func damagedBytesNeverInventAStatement() throws {
    var random = SeededGenerator.announced()
    let scratch = try Scratch()
    let first = try bench(scratch.path)
    try first.run("set tau 0.5; note hello; set beta 0.8")
    let statements = first.session.statements
    first.session.close()
    let path = try onlyJournal(scratch.path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for _ in 0..<300 {
      var damaged = whole
      damaged[Int.random(in: 0..<whole.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      try damaged.write(to: URL(fileURLWithPath: path))
      let found = AbandonedJournal.all(in: scratch.path).first?.statements ?? []
      #expect(Array(statements.prefix(found.count)) == found)
    }
  }
}
