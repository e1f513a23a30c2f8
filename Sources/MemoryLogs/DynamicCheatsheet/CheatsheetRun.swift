import Importing
import JSON

/// The files of a benchmark: with a cheatsheet, and without memory.
struct CheatsheetRun {
  private let source: ImportSource
  private let request: ImportRequest
  private let judge: AnswerJudge
  private var withMemory: [SourceFile] = []
  /// Per question that was answered without memory, the outcomes by arm.
  private var without: [String: [(arm: String, outcome: Double)]] = [:]
  /// In the order of the lines.
  private var questions: [String] = []

  init(_ source: ImportSource, _ request: ImportRequest) {
    (self.source, self.request) = (source, request)
    judge = AnswerJudge(request["judge"] ?? "auto")
  }

  /// Takes a file without memory at once; one with memory is kept for later.
  mutating func look(at file: SourceFile, _ draft: inout LogDraft) throws {
    var found: [(question: String, outcome: Double)] = []
    var hasMemory = false
    try source.records(file, request, &draft) { number, row, draft in
      hasMemory = hasMemory || CheatsheetRun.steps(of: row).contains { $0.sheets.contains { $0 != nil } }
      if !hasMemory, let answer = CheatsheetRun.outcome(of: row, judge) { found.append(answer) }
    }
    guard !hasMemory else { return withMemory.append(file) }
    for (question, outcome) in found {
      if without[question] == nil { questions.append(question) }
      without[question, default: []].append((CheatsheetRun.arm(of: file), outcome))
    }
  }

  mutating func read(into draft: inout LogDraft) throws {
    for file in withMemory { try read(file, into: &draft) }
    let rest = questions.filter { without[$0] != nil }
    guard !rest.isEmpty else { return }
    draft.batch(label: withMemory.isEmpty ? "without memory" : "without memory alone", tasks: rest.count)
    for question in rest { addWithout(question, &draft) }
  }

  private mutating func read(_ file: SourceFile, into draft: inout LogDraft) throws {
    let shelf = BankShelf(withMemory.count > 1 ? CheatsheetRun.arm(of: file) : "")
    var (answered, noAnswer) = (Set<String>(), 0)
    let (judge, byItem) = (judge, request["unit"] != "whole")
    var paired: [String] = []
    try source.records(file, request, &draft) { [self] number, row, draft in
      let steps = CheatsheetRun.steps(of: row)
      draft.batch(label: "line \(number)", tasks: 1)
      var ids: [String] = []
      for (index, step) in steps.enumerated() {
        if let sheet = step.sheets[0] { ids = try self.take(sheet, byItem, shelf, &draft) }
        if index == steps.count - 1 {
          if let answer = CheatsheetRun.outcome(of: row, judge) {
            draft.task(answer.question, outcome: answer.outcome, items: ids, arm: CheatsheetRun.arm(of: file))
            if answered.insert(answer.question).inserted {
              paired.append(answer.question)
              self.tell(answer.question, &draft)
            }
          } else {
            noAnswer += 1
          }
        }
        if let sheet = step.sheets[1] { _ = try self.take(sheet, byItem, shelf, &draft) }
      }
    }
    for question in paired { without[question] = nil }
    draft.account.leftOut("a question without an answer or a target", count: noAnswer)
  }

  private mutating func addWithout(_ question: String, _ draft: inout LogDraft) {
    tell(question, &draft)
    without[question] = nil
  }

  private func tell(_ question: String, _ draft: inout LogDraft) {
    for (arm, outcome) in without[question] ?? [] { draft.task(question, outcome: outcome, arm: arm) }
  }

  /// The log's ids of the items that stand on the sheet.
  private func take(_ sheet: String, _ byItem: Bool, _ shelf: BankShelf, _ draft: inout LogDraft) throws
    -> [String]
  {
    let sheet = Cheatsheet(sheet, byItem: byItem)
    draft.account.leftOut("a count of use, by the model's own claim", count: sheet.counts)
    if sheet.isWhole, byItem { draft.account.noted("a cheatsheet without <memory_item> is one item") }
    let entries = sheet.entries.map { BankEntry($0) }
    let change = try draft.become(entries, on: shelf, using: request.similarity)
    return change.ids.compactMap { $0.flatMap { draft.bank.itemID(of: $0) } }
  }

  // MARK: Rows

  private static func arm(of file: SourceFile) -> String { String(file.base.prefix { $0 != "." }) }

  /// Per step, the cheatsheet before and after it.
  private static func steps(of row: JSONValue) -> [(sheets: [String?], round: Int)] {
    (row["steps"]?.elements ?? []).enumerated().map { index, step in
      ([step["current_cheatsheet"]?.someText, step["new_cheatsheet"]?.someText], index)
    }
  }

  private static func outcome(of row: JSONValue, _ judge: AnswerJudge) -> (question: String, outcome: Double)?
  {
    guard let question = row.first("raw_input", "input", "input_txt")?.text, let target = row["target"]?.word,
      let answer = row["final_answer"]?.word
    else { return nil }
    return (question, judge.isRight(answer, question: question, target: target) ? 1 : 0)
  }
}
