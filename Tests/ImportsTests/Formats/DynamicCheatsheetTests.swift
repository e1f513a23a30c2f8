import MemoryLogs
import Testing
import TraceLogs

@Suite struct DynamicCheatsheetTests {
  private func row(_ question: String, _ answer: String, before: String?, after: String?) -> String {
    func text(_ value: String?) -> String { value.map { "\"\($0.replacing("\n", with: "\\n"))\"" } ?? "null" }
    return
      #"{"input": "x", "target": "1 + 2 = 3", "raw_input": "\#(question)", "steps": [{"round": 0, "current_cheatsheet": \#(text(before)), "new_cheatsheet": \#(text(after))}], "final_answer": "\#(answer)"}"#
  }

  private let one = "<memory_item>\n<description>\nTry all signs\n</description>\n</memory_item>\n** Count: 3"
  private let two =
    "<memory_item>\nTry all signs\n</memory_item>\n** Count: 4\n<memory_item>Check twice</memory_item>"

  @Test func aQuestionIsABatchWithTheSheetInContext() throws {
    let files = [
      "dc.jsonl": row("1 ? 2 = 3", "1 + 2 = 3", before: nil, after: one) + "\n"
        + row("4 ? 2 = 2", "4 - 2 = 2", before: one, after: two),
      "base.jsonl": row("1 ? 2 = 3", "1 * 2 = 3", before: nil, after: nil) + "\n"
        + row("9 ? 3 = 3", "9 ÷ 3 = 3", before: nil, after: nil),
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.batches.map(\.label) == ["line 1", "line 2", "without memory alone"])
      #expect(log.contents == ["Try all signs", "Check twice"])
      #expect(log.applied.count == 2)
      #expect(log.taskNames == ["1 ? 2 = 3", "1 ? 2 = 3", "4 ? 2 = 2", "9 ? 3 = 3"])
      #expect(log.arms == ["dc", "base", "dc", "base"])
      #expect(log.tasks.outcome == [1, 0, 1, 1])
      #expect(log.contexts.map(\.count) == [0, 0, 1, 0])
      #expect(result.account[.leftOut].map(\.count) == [3])
      let exact = try imported(folder, flags: ["judge": "exact"]).log
      #expect(exact.tasks.outcome == [1, 0, 0, 0])
    }
  }

  @Test(arguments: [
    ("27 / 28 * 2 = 3", false), ("1 + 2 * 3 = 7", true), ("1 + 2 = 3", false), ("1 + 2 × 3 = 8", false),
    ("1 + 2 * 3", false), ("(1 + 2) * 3 = 9", false), ("1 / 0 = 7", false), ("= 7", false), ("", false),
  ]) func anEquationIsRightWhereItHoldsWithTheNumbersAskedFor(_ answer: String, _ isRight: Bool) {
    #expect(AnswerJudge("auto").isRight(answer, question: "1 ? 2 ? 3 = 7", target: "none") == isRight)
  }

  @Test func answersAreEqualButForSpacesAndWhatStandsAroundThem() {
    let judge = AnswerJudge("auto")
    #expect(judge.isRight("(B)", question: "which", target: "b"))
    #expect(judge.isRight("42.0", question: "how many", target: "42"))
    #expect(!judge.isRight("43", question: "how many", target: "42"))
  }
}
