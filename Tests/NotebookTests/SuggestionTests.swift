import Accumulation
import Answers
import Foundation
import GoldenSupport
import Language
import Sessions
import Tables
import Testing

/// Old answers beside new pairs, and names that stay from log to log.
@Suite struct SuggestionTests {
  /// Two look-alikes of opposite intent, and later wordings of each that differ in a comma.
  private static func log(_ contents: [String]) -> String {
    let header = #"{"kind":"header","format":"maa-trace","version":1,"embedder":"planted"}"#
    var lines = [header, #"{"kind":"item","id":"m1","content":"Look."}"#, #"{"kind":"batch","batch":1}"#]
    for (index, content) in contents.enumerated() {
      lines.append(
        #"{"kind":"proposal","batch":1,"id":"p\#(index)","type":"modify","anchor":"m1","content":"\#(content)"}"#
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let oven =
    "When you look for food in the kitchen check the oven before the microwave and close every door again"
  private func suggestions(_ bench: Bench, _ statement: String = "merges --limit 20") throws -> [[String]] {
    let outcome = try bench.run(statement)
    guard case .table(let table)? = outcome.answer.blocks.first else { return [] }
    let places = ["first", "second", "suggested"].map { name in table.columns.firstIndex { $0.name == name } }
    guard let suggested = places[2] else { return [] }
    return table.rows.compactMap { row in
      guard case .text(let ruling) = row[suggested] else { return nil }
      return [ruling]
        + places.prefix(2).compactMap { $0.map { row[$0] } }.map { cell in
          if case .text(let text) = cell { text } else { "" }
        }
    }
  }

  /// A text that shares much with the first, but lies under 0.93 and over 0.82 from it.
  private func sibling(of text: String, _ scratch: Scratch) throws -> String {
    let words = text.split(separator: " ").map(String.init)
    let others = ["drawer", "shelf", "cabinet", "garbage", "sofa", "bed", "desk", "lamp"]
    let variants = others.indices.map { count in
      (words.dropLast(count + 1) + others.prefix(count + 1)).joined(separator: " ")
    }
    let bench = try Bench()
    try bench.run("load \(try scratch.write("variants.jsonl", Self.log([text] + variants)))")
    let vectors = try bench.session.analysis.vectors()
    return try #require(
      variants.indices.first { (0.82..<0.93).contains(vectors.cosine(0, $0 + 1).value) }.map { variants[$0] })
  }

  /// Cosines near 1 do not tell on which side of a turned order a wording is.
  @Test func anOrderThatWasKeptApartSaysNothingOnTheSameOrder() throws {
    let scratch = try Scratch()
    let turned = Self.oven.replacing("oven before the microwave", with: "microwave before the oven")
    let contents = [Self.oven, turned, Self.oven + " So", Self.oven + " Then", turned + " So"]
    let bench = try Bench()
    try bench.run("load \(try scratch.write("log.jsonl", Self.log(contents))); set tau 0.9999")
    let vectors = try bench.session.analysis.vectors()
    #expect((2...3).allSatisfy { vectors.cosine(0, $0).value > 0.95 && vectors.cosine(1, $0).value > 0.95 })
    try bench.run("different p0 p1")
    let shown = try suggestions(bench, "merges --by cosine --limit 20")
    #expect(!shown.isEmpty, "the turned order is suggested")
    for row in shown {
      let isTurned = row[1].contains("oven before") != row[2].contains("oven before")
      #expect(row[0] == "different" && isTurned, "\(row)")
    }
  }

  @Test(arguments: ["different", "same"])
  func pairsNearADecidedPairComeFirstWithTheOldAnswer(_ ruling: String) throws {
    let scratch = try Scratch()
    let other = try sibling(of: Self.oven, scratch)
    let contents = [
      Self.oven, other, Self.oven + " So", other + " So", "Close the fridge door after use, every day.",
      "Close the fridge door after use, every single day.",
    ]
    let bench = try Bench()
    // So high that each wording is a unit of its own.
    try bench.run("load \(try scratch.write("log.jsonl", Self.log(contents))); set tau 0.9999")
    let vectors = try bench.session.analysis.vectors()
    #expect(vectors.cosine(0, 2).value > 0.95 && vectors.cosine(1, 3).value > 0.95)
    #expect(try suggestions(bench).isEmpty)
    try bench.run("\(ruling) p0 p1 --because old")
    let before = bench.session.study
    let shown = try suggestions(bench, "merges --by cosine")
    #expect(shown.contains([ruling, contents[2], contents[3]]))
    // Each side's own wordings are not said to be what the sides are.
    #expect(!shown.contains { $0[0] == "different" && $0[2] == $0[1] + " So" })
    // They stand before all others, and nothing was ruled.
    let rows = try suggestedRows(bench, "merges --by cosine")
    #expect(rows.firstIndex(of: false) == shown.count && rows.count > shown.count)
    #expect(bench.session.study == before)
  }

  private func suggestedRows(_ bench: Bench, _ statement: String) throws -> [Bool] {
    guard case .table(let table)? = try bench.run(statement).answer.blocks.first,
      let column = table.columns.firstIndex(where: { $0.name == "suggested" })
    else { return [] }
    return table.rows.map { $0[column] != .missing }
  }

  /// The decision's operations are not in the new log; their texts came with the file.
  @Test func textsThatCameWithAFileAreRemembered() throws {
    let scratch = try Scratch()
    let sibling = try sibling(of: Self.oven, scratch)
    let old = try scratch.write("old.jsonl", Self.log([Self.oven, sibling]))
    let bench = try Bench()
    try bench.run("load \(old); same p0 p1; decisions export --to \(scratch.path)/d.csv")
    let new = try scratch.write("new.jsonl", Self.log([Self.oven + " So", sibling + " So"]))
    let other = try Bench()
    try other.run("load \(new); set tau 0.99")
    #expect(try suggestions(other).isEmpty)
    try other.run("decisions import \(scratch.path)/d.csv")
    let shown = try suggestions(other)
    #expect(shown == [["same", Self.oven + " So", sibling + " So"]])
    #expect(try other.session.analysis.partition().unitCount == 2, "a suggestion was applied")
  }

  /// A log that grows by further batches keeps its units' names, and what was decided on them.
  @Test func unitsKeepTheirNamesAsLogsGrow() throws {
    let lines = try String(contentsOfFile: "\(Bench.root)/datasets/kitchen.jsonl", encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let scratch = try Scratch()
    let whole = try Bench()
    try whole.run("load datasets/kitchen.jsonl; different b3p7 b5p5; same b1p1 b2p3; detach b7p2")
    let starts = lines.indices.filter { lines[$0].hasPrefix(#"{"kind":"batch""#) }
    for cut in [starts[8], starts[11], starts[14]] {
      let path = try scratch.write("part.jsonl", lines[..<cut].joined(separator: "\n") + "\n")
      let part = try Bench()
      try part.run("load \(path)")
      for statement in whole.session.statements.dropFirst() { try part.run(statement) }
      let (small, large) = (try names(part), try names(whole))
      // What stands in the shorter log founds the same units, numbered alike, with the same members so far.
      #expect(small.count > 20)
      for (unit, members) in small.enumerated() {
        #expect(large[unit].first == members.first)
        #expect(members == large[unit].filter(Set(members).contains))
        #expect(Set(members).isSubset(of: large[unit]))
      }
    }
  }

  /// Names of members per unit.
  private func names(_ bench: Bench) throws -> [[OperationName]] {
    let (partition, operations) = (
      try bench.session.analysis.partition(), try bench.session.analysis.operations()
    )
    return (0..<partition.unitCount).map { unit in
      partition.members(of: unit).map { operations.name(of: Int($0)) }
    }
  }
}
