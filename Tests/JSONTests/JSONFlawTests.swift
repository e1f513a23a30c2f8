import JSON
import Testing

@Suite struct JSONFlawTests {
  @Test(arguments: [
    ("{\"a\":[1", JSONFlaw.cutOff), ("[\"x", .cutOff), ("[NaN]", .number(word: "NaN", byte: 2)),
    ("[1,-Infinity]", .number(word: "-Infinity", byte: 4)), ("[\"NaN\"", .cutOff),
  ])
  func whatCanBeToldIsTold(_ text: String, _ flaw: JSONFlaw) {
    #expect(JSONFlaw.find(in: Array(text.utf8)) == flaw)
  }

  @Test(arguments: ["", "<html>", "NaN", "[1]", "[tru]"])
  func ofTheRestNothingIsSaid(_ text: String) {
    #expect(JSONFlaw.find(in: Array(text.utf8)) == nil)
  }
}
