import Testing

/// A bank as an agent reads it.
@Suite struct MemoryPageTests {
  private static let log = """
    {"kind":"item","id":"m1","content":"Look first.\\nThen act."}
    {"kind":"item","id":"a `tick`","content":"\\"quoted\\" \\u001b[31m"}
    {"kind":"batch","batch":1}

    """

  private func exported(_ ending: String, _ log: String = log) throws -> String {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load \(scratch.write("log.jsonl", log)); export memory --to \(scratch.path)/m.\(ending)")
    return try scratch.read("m.\(ending)")
  }

  @Test func markdownKeepsItemsApart() throws {
    let lines = try exported("md").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(4) == ["# Memory", "", "- **`m1`** Look first.", "  Then act."])
    #expect(lines[4].hasPrefix("- **`` a `tick` ``** \"quoted\""))
  }

  @Test func jsonIsAnArrayOfItems() throws {
    let lines = try exported("json").split(separator: "\n")
    #expect(lines.first == "[" && lines.last == "]" && lines.count == 4)
    #expect(lines[1] == #"  {"id":"m1","content":"Look first.\nThen act."},"#)
    #expect(try exported("jsonl").split(separator: "\n").count == 2)
  }

  @Test func anEmptyBankIsWritten() throws {
    let log = "{\"kind\":\"batch\",\"batch\":1}\n"
    #expect(try exported("json", log) == "[]\n")
    #expect(try exported("md", log) == "# Memory\n\n")
  }
}
