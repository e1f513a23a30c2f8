import Importing
import JSON

/// One skill of several rules under several ways of choosing them: per question, which rules stood in the context, and whether the
/// answer was right. As `scripts/` of zmzmkmb/Summmer_skillopt write it; older files have `id` for `sample_id`, and no rules.
enum SkillSelectionFormat: ImportFormat {
  static let manual = FormatManual(
    name: "skill-selection",
    title: "Results of choosing a skill's rules: rules in context and outcome, per question and method",
    recognizes: "JSON whose results name, per method, per_item[] with hard, and sample_id or id.",
    reads: "Every method's questions.",
    makes: """
      The rules are the bank. One batch holds all questions as tasks: the rules in context, the outcome, and the method as arm. The \
      same question stands there once per method.
      """,
    loses: """
      The rules' texts, which are not in the file. How probable a rule was to be chosen is not recorded either, so that outcomes with \
      and without it are compared, not randomized.
      """,
    flags: [
      ImportFlag(
        "unknown", values: ["drop", "keep"],
        "what becomes of a method's questions where it is not known which rules stood in their context",
        default: "drop")
    ])

  private static let looks = 400

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(looks) where try isResult(file, source) { return .yes }
    return .no
  }

  private static func isResult(_ file: SourceFile, _ source: ImportSource) throws -> Bool {
    guard file.ending == "json" else { return false }
    let paths = try source.sketch(file, 64 << 10).paths
    let lists = paths.filter { $0.hasPrefix("results.") && $0.hasSuffix(".per_item") }
    return lists.contains { list in
      paths.contains(list + "[].hard")
        && SelectionMethod.names.contains { paths.contains("\(list)[].\($0)") }
    }
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let files = try source.files.filter { try isResult($0, source) }.inNaturalOrder()
    for file in files {
      try source.reading(file) { root in
        let methods = try (root.member("results").members ?? []).map {
          try SelectionMethod($0.name, $0.value)
        }
        let shelf = BankShelf(files.count > 1 ? String(file.name.prefix { $0 != "." }) : "")
        add(methods, of: root, file, shelf, request, &draft)
      }
    }
    draft.account.cannot(
      "how probable each rule was to be chosen: its effect is what one sees, not what was randomized")
  }

  private static func add(
    _ methods: [SelectionMethod], of root: JSONValue, _ file: SourceFile, _ shelf: BankShelf,
    _ request: ImportRequest, _ draft: inout LogDraft
  ) {
    let skill =
      (root["skill"]?.text ?? file.base).split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? "skill"
    for rule in Set(methods.flatMap { $0.questions.flatMap { $0.rules ?? [] } }).sorted() {
      draft.item(id: shelf.id("rule \(rule)"), "rule \(rule) of \(skill); its text is not in the log")
    }
    draft.batch(label: file.base, tasks: methods.map(\.questions.count).max())
    let shortest = methods.filter(\.listsNone).compactMap(\.promptLength).min()
    for method in methods {
      if method.isUnknown(beside: shortest) {
        draft.account.ambiguous(
          "which rules stood in the context of \(method.name) is not recorded: its questions are left out by default",
          flag: "unknown")
        if request["unknown"] != "keep" {
          draft.account.leftOut(
            "a question whose rules are not known", count: method.questions.count, example: method.name)
          continue
        }
      }
      for question in method.questions {
        let items = (question.rules ?? []).compactMap { draft.bank.itemID(of: shelf.id("rule \($0)")) }
        draft.task(question.name, outcome: question.outcome, items: items, arm: method.name)
      }
    }
  }
}

private struct SelectionMethod {
  struct Question {
    let name: String
    let outcome: Double
    /// Nil where they are not recorded.
    let rules: [Int]?
  }

  static let names = ["sample_id", "id", "task_id", "question_id"]

  let name: String
  let questions: [Question]
  /// Characters of a prompt, on average.
  let promptLength: Double?

  init(_ name: String, _ value: JSONValue) throws(JSONMismatch) {
    self.name = name
    var (questions, length, counted): ([Question], Double, Int) = ([], 0, 0)
    for item in try value.member("per_item").demandList() {
      guard let id = SelectionMethod.names.lazy.compactMap({ item[$0]?.word }).first else {
        throw item.mismatch(expected: "a question's id (\(SelectionMethod.names.joined(separator: ", ")))")
      }
      let outcome = try item.member("hard", "whether the answer was right").demandOutcome()
      let rules = item["selected_indices"]?.elements?.compactMap(\.whole)
      questions.append(Question(name: id, outcome: outcome, rules: rules))
      if let characters = item["prompt_chars"]?.number {
        (length, counted) = (length + characters, counted + 1)
      }
    }
    self.questions = questions
    promptLength = counted > 0 ? length / Double(counted) : value["avg_chars"]?.number
  }

  var listsNone: Bool { questions.allSatisfy { ($0.rules ?? []).isEmpty } }

  /// A method that lists no rules had none if its prompts are the shortest; if they are longer, something stood in them.
  func isUnknown(beside shortest: Double?) -> Bool {
    guard listsNone else { return questions.contains { $0.rules == nil } }
    guard let promptLength, let shortest else { return questions.contains { $0.rules == nil } }
    return promptLength > shortest * 1.05
  }
}
