import Testing
import Traces

@Suite struct BeginsTraceTests {
  @Test(arguments: [
    #"{"kind":"header","format":"maa-trace","version":1}"#, "\u{FEFF}{\"batch\":1,\"kind\":\"batch\"}\n",
    "\n\n{\"kind\":\"item\"}",
    "torn \"}\n{\"id\":\"m1\",\"kind\":\"item\",\"content\":\"c\"}\n", "{ \"kind\" : \"vote\", \"batch\"",
    #"{"x":1}"# + "\n" + #"{"kind":"scores"}"#,
  ])
  func aRecordOfAKnownKindTellsIt(_ text: String) {
    #expect(beginsTrace(Array(text.utf8)))
  }

  @Test(arguments: [
    "", "[]", #"{"kind":"message"}"#, #"{"kind":1}"#, #"{"span":{"kind":"item"}}"#, #"["kind","item"]"#,
    "kind,item\n1,2\n",
    #"{"resourceSpans":[{"kind":"item""#, String(repeating: "{}\n", count: 60) + #"{"kind":"item"}"#,
  ])
  func anythingElseDoesNot(_ text: String) {
    #expect(!beginsTrace(Array(text.utf8)))
  }
}
