import JSON
import Testing

@Suite struct JSONDocumentTests {
  private func root(_ text: String) throws -> JSONValue {
    try #require(JSONDocument(Array(text.utf8))).root
  }

  @Test func valuesAreWhatTheyAreAndNothingElse() throws {
    let root = try root("{\"a\":[1,-2.5,\"x\\u00e9\\n\",true,false,null,{}],\"b\":3.0,\"a\":9}")
    let list = try #require(root["a"]?.elements)
    #expect(list.map(\.number) == [1, -2.5, nil, nil, nil, nil, nil])
    #expect(list.map(\.whole) == [1, nil, nil, nil, nil, nil, nil])
    #expect(list.map(\.text) == [nil, nil, "x\u{e9}\n", nil, nil, nil, nil])
    #expect(list.map(\.flag) == [nil, nil, nil, true, false, nil, nil])
    #expect(list.map(\.isNull) == [false, false, false, false, false, true, false])
    #expect(list[6].members?.isEmpty == true && list[6].elements == nil && list[0].members == nil)
    #expect(root["b"]?.whole == 3 && root["c"] == nil && list[0]["a"] == nil)
    #expect(root.members?.map(\.name) == ["a", "b", "a"])
    #expect(
      list.map(\.kind) == [
        "a number", "a number", "a text", "true or false", "true or false", "null", "an object",
      ])
  }

  @Test func numbersOfAnyNotation() throws {
    #expect(try root("[1,2.5,-3e2,9223372036854775808]").numbers == [1, 2.5, -300, 0x1p63])
    #expect(try root("[]").numbers == [])
    #expect(try root("[1,[2]]").numbers == nil)
    #expect(try root("3").numbers == nil)
  }

  @Test(arguments: ["", " ", "{", "[1,]", "{\"a\":1} x", "1 2", "NaN", "\u{feff}", "[1]\n[2]"])
  func whatIsNotOneValueIsNoDocument(_ text: String) {
    #expect(JSONDocument(Array(text.utf8)) == nil)
  }

  @Test func nestingIsBounded() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(JSONDocument(nested(100)) != nil)
    #expect(JSONDocument(nested(10_000)) == nil)
  }

  /// Every value of a document, and the way to it written by hand.
  @Test func pathsLeadToTheirValues() throws {
    let root = try root("{\"a\":[{\"b\":1,\"c\":[[],[2,\"t\"]]},7],\"d\":{},\"e\":null}")
    var paths: [String] = []
    func walk(_ value: JSONValue) {
      paths.append(value.path)
      for member in value.members ?? [] { walk(member.value) }
      for element in value.elements ?? [] { walk(element) }
    }
    walk(root)
    #expect(
      paths == [
        "", "a", "a[0]", "a[0].b", "a[0].c", "a[0].c[0]", "a[0].c[1]", "a[0].c[1][0]", "a[0].c[1][1]", "a[1]",
        "d", "e",
      ])
  }

  @Test func whatIsDemandedIsGivenOrNamed() throws {
    let root = try root("{\"a\":[1,\"x\"],\"b\":{\"c\":2}}")
    #expect(try root.member("b").member("c").demandNumber() == 2)
    #expect(try root.member("a").demandList()[1].demandText() == "x")
    #expect(throws: JSONMismatch(place: "b.d", seen: "nothing", expected: "an id")) {
      try root.member("b").member("d", "an id")
    }
    #expect(throws: JSONMismatch(place: "b", seen: "an object", expected: "a list")) {
      try root.member("b").demandList()
    }
    #expect(throws: JSONMismatch(place: "a", seen: "a text in a list", expected: "a list of numbers")) {
      try root.member("a").demandNumbers()
    }
    #expect(throws: JSONMismatch(place: "a[0]", seen: "a number", expected: "a text")) {
      try root.member("a").demandList()[0].demandText()
    }
  }
}
