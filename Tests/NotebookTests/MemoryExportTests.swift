import Accumulation
import Foundation
import Testing

/// The bank in the forms of other tools, and back.
@Suite struct MemoryExportTests {
  private static let log = """
    {"kind":"item","id":"m1","content":"Look first.\\n\\n- then act\\n  # not a heading\\n```\\nno end"}
    {"kind":"item","id":"m2","content":"\\"quoted\\" <!-- maa memory: end --> `code`: é"}
    {"kind":"item","id":"b1/p3~2","content":"- **`m9`** Look first."}
    {"kind":"item","id":"a","content":"   Ask: the \\u200blist   "}
    {"kind":"batch","batch":1}

    """

  private func bank(_ bench: Bench) -> [BankItem] {
    guard let log = bench.session.study.log?.trace else { return [] }
    return RecordedRun(log: log, through: log.batches.count).bank.items
  }

  private func folded(_ items: [BankItem]) -> [String] {
    items.map { "\($0.id): " + $0.content.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
  }

  @Test(arguments: [
    ("section", "CLAUDE.md", "markdown"), ("skills", "skills", "markdown"), ("mem0", "memories.json", "mem0"),
    ("ace", "playbook.txt", "ace"),
  ])
  func comesBackAsTheSameBank(_ form: String, _ name: String, _ format: String) throws {
    let scratch = try Scratch()
    for start in [
      "load \(try scratch.write("log.jsonl", MemoryExportTests.log))",
      "load datasets/kitchen.jsonl; apply --to 12",
    ] {
      let (there, back) = (try Bench(), try Bench())
      try there.run("\(start); export memory --as \(form) --to \(scratch.path)/out/\(name)")
      let load = "load \(scratch.path)/out/\(name) --format \(format)"
      if let complaint = back.complaint(load), complaint.message.hasPrefix("no format is called") { continue }
      try there.run("export memory --to \(scratch.path)/bank.json")
      let items = try listed(scratch.read("bank.json"))
      #expect(!items.isEmpty)
      #expect(folded(bank(back)) == folded(items), "\(form)")
    }
  }

  private func listed(_ json: String) throws -> [BankItem] {
    let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: String]] ?? []
    return list.map { BankItem(id: $0["id"] ?? "", content: $0["content"] ?? "") }
  }

  @Test func theRestOfAFileStays() throws {
    let scratch = try Scratch()
    let log = try scratch.write("log.jsonl", MemoryExportTests.log)
    let before = Array("# Mine\r\n\r\nText without an end".utf8)
    let file = "\(scratch.path)/CLAUDE.md"
    try Data(before).write(to: URL(fileURLWithPath: file))
    try Bench().run("load \(log); export memory --to \(file)")
    let first = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(first.starts(with: before))
    try Data(first + Array("\nMore \u{FF}\r\n".utf8)).write(to: URL(fileURLWithPath: file))
    let shorter = MemoryExportTests.log.split(separator: "\n").dropFirst(2).joined(separator: "\n") + "\n"
    try Bench().run("load \(try scratch.write("log.jsonl", shorter)); export memory --to \(file)")
    let second = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(second.starts(with: before))
    #expect(String(decoding: second, as: UTF8.self).hasSuffix("\nMore \u{FF}\r\n"))
    #expect(second.count < first.count)
    let text = String(decoding: second, as: UTF8.self)
    #expect(text.components(separatedBy: "<!-- maa memory: begin -->").count == 2)
    try Bench().run("load \(log); export memory --to \(file)")
    #expect(Array(try Data(contentsOf: URL(fileURLWithPath: file))) == second)
  }

  @Test func brokenMarksAreRefused() throws {
    let scratch = try Scratch()
    let log = try scratch.write("log.jsonl", MemoryExportTests.log)
    for text in [
      "<!-- maa memory: begin -->", "<!-- maa memory: end -->\n<!-- maa memory: begin -->",
      "<!-- maa memory: begin --><!-- maa memory: begin --><!-- maa memory: end -->",
    ] {
      let file = try scratch.write("AGENTS.md", text)
      #expect(
        try Bench().complaint("load \(log); export memory --to \(file)")?.message.contains("mark") == true)
      #expect(try scratch.read("AGENTS.md") == text)
    }
  }

  @Test func skillsOfOthersStay() throws {
    let scratch = try Scratch()
    let log = try scratch.write("log.jsonl", MemoryExportTests.log)
    try Bench().run("load \(log); export memory --as skills --to \(scratch.path)/skills")
    try FileManager.default.createDirectory(
      atPath: "\(scratch.path)/skills/mine", withIntermediateDirectories: true)
    _ = try scratch.write("skills/mine/SKILL.md", "---\nname: mine\n---\nmine\n")
    let shorter = MemoryExportTests.log.split(separator: "\n").dropFirst(3).joined(separator: "\n") + "\n"
    try Bench().run(
      "load \(try scratch.write("log.jsonl", shorter)); export memory --as skills --to \(scratch.path)/skills"
    )
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/skills").sorted()
    #expect(names == ["ask-the-list", "mine"])
    #expect(try scratch.read("skills/mine/SKILL.md") == "---\nname: mine\n---\nmine\n")
  }

  @Test func idsThatHaveNoRoomAreRefused() throws {
    let scratch = try Scratch()
    let log = try scratch.write(
      "log.jsonl", "{\"kind\":\"item\",\"id\":\"a ]b\",\"content\":\"x\"}\n{\"kind\":\"batch\",\"batch\":1}\n"
    )
    for form in ["ace", "section", "skills"] {
      #expect(try Bench().complaint("load \(log); export memory --as \(form) --to \(scratch.path)/x") != nil)
    }
    #expect(try Bench().complaint("load \(log); export memory --as mem0 --to \(scratch.path)/x.json") == nil)
    #expect(try Bench().complaint("load \(log); export batches --as ace --to \(scratch.path)/x") != nil)
  }
}
