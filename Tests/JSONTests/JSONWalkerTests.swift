import JSON
import Testing

/// A walk sees what a whole document holds, however small the window it looks through.
@Suite struct JSONWalkerTests {
  private func walker(_ text: String, window: Int = 64, step: Int = 7, limit: Int = 1 << 20) throws
    -> JSONWalker
  {
    var rest = Array(text.utf8)[...]
    return try JSONWalker(limit: limit, window: window) { buffer in
      let count = min(step, buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
  }

  private func fault(_ text: String, limit: Int = 1 << 20, _ walk: (JSONWalker) throws -> Void)
    -> JSONWalkFault?
  {
    do {
      try walk(walker(text, limit: limit))
      return nil
    } catch {
      return error as? JSONWalkFault
    }
  }

  @Test(arguments: [1, 2, 3, 64, 1000]) func entersTakesAndPassesOver(step: Int) throws {
    let text = #"""
      {"resource": {"a": [1, "}]\"", {"b": null}]}, "spans": [ {"n": 1}, {"n": 2} , {"n":3}], "tail": -1.5e3}
      {"spans": []}  [true]
      """#
    let walker = try walker(text, step: step)
    var seen: [String] = []
    try walker.eachDocument {
      guard try walker.kind() == .object else { return seen.append("other") }
      try walker.eachMember { name in
        seen.append(name)
        guard name == "spans" else { return }
        try walker.eachElement {
          seen.append(try walker.document().root["n"]?.whole.map(String.init) ?? "none")
        }
      }
    }
    #expect(seen == ["resource", "spans", "1", "2", "3", "tail", "spans", "other"])
  }

  @Test func takesWordsThatEndTheText() throws {
    for (text, number) in [("12", 12.0), (" 3.5", 3.5), ("-1\n", -1)] {
      #expect(try walker(text).document().root.number == number)
    }
    #expect(try walker("\"a\\u0041\"").document().root.text == "aA")
  }

  @Test func namesMayBeEscaped() throws {
    var names: [String] = []
    let walker = try walker(#"{"a\"b":1,"\u0063":2}"#)
    try walker.eachMember { names.append($0) }
    #expect(names == ["a\"b", "c"])
  }

  @Test func faultsSayWhere() {
    let cut = fault("{\"a\": [1,\n  2") { walker in try walker.eachMember { _ in } }
    #expect(cut?.flaw == .cutOff && cut?.line == 2)
    let comma = fault("{\"a\": 1\n \"b\": 2}") { walker in try walker.eachMember { _ in } }
    #expect(comma == JSONWalkFault(line: 2, column: 2, flaw: .expected(", or }")))
    let word = fault("[1,\n nope]") { walker in try walker.eachElement { _ = try walker.document() } }
    #expect(word == JSONWalkFault(line: 2, column: 2, flaw: .malformed))
    #expect(fault("[") { walker in try walker.eachElement {} }?.flaw == .cutOff)
    #expect(
      fault("{3:4}") { walker in try walker.eachMember { _ in } }?.flaw == .expected("the name of a member"))
  }

  @Test func longValuesArePassedOverButNotTaken() throws {
    let long = "{\"x\": \"" + String(repeating: "y", count: 5000) + "\", \"z\": 1}"
    var names: [String] = []
    let passing = try walker(long, limit: 1000)
    try passing.eachMember { names.append($0) }
    #expect(names == ["x", "z"])
    let taking = fault(long, limit: 1000) { walker in try walker.eachMember { _ in try walker.take { _ in } }
    }
    #expect(taking?.flaw == .tooLong(limit: 1000))
  }

  @Test func bytesThatAreNoTextAreRefused() throws {
    var rest: [UInt8] = Array("[\"a\", \"".utf8) + [0xC3, 0x28] + Array("\"]".utf8)
    let walker = try JSONWalker { buffer in
      let count = min(buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest.removeFirst(count)
      return count
    }
    #expect(throws: JSONWalkFault.self) { try walker.eachElement { try walker.take { _ in } } }
  }
}
