import Answers
import Files
import Foundation
import GoldenSupport
import Tables
import Testing
import Views

/// What misled or annoyed a reader who had nothing but the program, each with its better answer.
@Suite struct SecondReaderTests {
  private func bench(_ statements: String = "load datasets/kitchen.jsonl") throws -> Bench {
    let bench = try Bench()
    try bench.run(statements)
    return bench
  }

  /// One unit with these deltas, a batch each.
  private func log(_ deltas: [Double]) -> String {
    var lines = [
      #"{"kind":"header","format":"maa-trace","version":1,"range":[0,100]}"#,
      #"{"kind":"item","id":"m1","content":"Look."}"#,
    ]
    for (index, delta) in deltas.enumerated() {
      lines += [
        #"{"kind":"batch","batch":\#(index + 1)}"#,
        #"{"kind":"proposal","batch":\#(index + 1),"id":"p\#(index)","type":"modify","anchor":"m1","content":"Look again."}"#,
        #"{"kind":"scores","batch":\#(index + 1),"call":0,"baseline":50,"u":{"p\#(index)":\#(50 + delta)}}"#,
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test(arguments: [
    ([-6.0, -8.0], "2 of 2 batches worse, usually by 7.0"),
    ([-5.0, 1.1, -11.5], "2 of 3 batches worse, usually by 5.0"),
    ([-0.1, -0.3, -2.0, -6.0, -8.6, -11.6], "6 of 6 batches worse, usually by 4.0"),
    ([-6.2, 1.0, 5.9], "2 of 3 batches better, usually by 1.0"),
    ([0.0, 0.0, 5.0], "1 of 3 batches better, usually no change"),
    ([0.0, 0.0], "0 of 2 batches better: no change"),
  ])
  func usuallyIsTheMedianOfAllBatches(deltas: [Double], told: String) throws {
    let scratch = try Scratch()
    let bench = try bench("load \(try scratch.write("log.jsonl", log(deltas)))")
    let reason = try bench.session.analysis.ask("select reason from advice where unit = 'U1'").rows[0][0]
      .told
    #expect(reason.hasPrefix(told) || reason.contains("; \(told)"), "\(reason)")
  }

  @Test func theSummaryBeginsWithWhomToKeep() throws {
    let shown = try bench().shown("summary")
    let lines = shown.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    #expect(lines.first?.hasPrefix("keep ") == true, "\(shown)")
    let finding = lines.firstIndex { $0.hasPrefix("finding") } ?? .max
    let advice = lines.firstIndex { $0.hasPrefix("advice  ") } ?? -1
    #expect(finding < advice, "\(shown)")
    // A finding that holds of no unit is none.
    #expect(!shown.contains(" none "))
  }

  @Test func aReportBeginsWithLinkedFindings() throws {
    let scratch = try Scratch()
    let bench = try bench()
    let path = "\(scratch.path)/r.html"
    try bench.run("report --to \(path)")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let found = try #require(page.range(of: "<ul class=\"findings\">"))
    let table = try #require(page.range(of: "<div class=\"table"))
    #expect(found.lowerBound < table.lowerBound)
    let list = page[found.upperBound...].prefix { $0 != "\u{0}" }
    for section in ["advice", "evidence", "judge"] {
      #expect(
        list.contains("<a href=\"#\(section)\">") && page.contains("<section id=\"\(section)\""), "\(section)"
      )
    }
    // A heading comes again on each printed page.
    #expect(page.contains("th button { display: contents; }"))
  }

  @Test func allTablesWithTextsAreCardsOnATelephone() throws {
    var table = Table("t", [.text("unit"), .text("content", flexible: true)])
    table.append(["U1", "Look."])
    #expect(HTMLRenderer().render(table).contains("class=\"f2 cards\""))
  }

  @Test func theOwnFormatIsExplainedAndItsLogLoads() throws {
    let scratch = try Scratch()
    let page = try Bench().shown("help import maa-trace")
    let lines = page.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("{") }
    #expect(lines.count > 5)
    let bench = try bench("load \(try scratch.write("log.jsonl", lines.joined(separator: "\n") + "\n"))")
    #expect(try bench.session.analysis.observations().count == 1)
  }

  @Test(arguments: ["far", "trap", "suggested", "rank", "conflict"])
  func wordsOnTheScreenAreExplained(_ word: String) throws {
    #expect(try bench().shown("help \(word)").count > 40)
  }

  @Test func skillsNeedAFolder() throws {
    let complaint = try #require(try bench().complaint("export memory --as skills"))
    #expect(complaint.message == "--to is missing")
    #expect(!FileManager.default.fileExists(atPath: "-"))
  }

  @Test func anotherPlaceIsSaid() throws {
    let bench = try bench()
    let places = try bench.session.analysis.ask(
      "select min(unit), type, anchor from evidence group by type, anchor limit 2"
    ).rows
    let outcome = try bench.run("join \(places[0][0].told) \(places[1][0].told)")
    #expect(
      outcome.warnings.contains { $0.hasPrefix("these edit different places: ") }, "\(outcome.warnings)")
  }

  @Test func whatTheQueueCanDoIsMoreThanVerdicts() throws {
    let shown = try bench().shown("merges --limit 1")
    #expect(shown.contains(", each answer taken alone, and 5 of them what is applied"), "\(shown)")
    #expect(shown.contains("same ROW · different ROW"))
  }
}

extension Cell {
  fileprivate var told: String { if case .text(let text) = self { text } else { "" } }
}
