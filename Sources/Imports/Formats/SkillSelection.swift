import JSON

/// One skill of several rules under several ways of choosing them: per question, which rules stood in the context, and whether the
/// answer was right. As zmzmkmb/Summmer_skillopt writes it.
enum SkillSelectionFormat: ImportFormat {
  static let manual = FormatManual(
    name: "skill-selection",
    title: "Results of choosing a skill's rules: rules in context and outcome, per question and method",
    recognizes: "JSON whose results name, per method, per_item[] with sample_id and selected_indices.",
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
        "what becomes of a method that lists no rules though its prompts are longer than those of another that lists none",
        default: "drop")
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try isResult(file, source) { return .yes }
    return .no
  }

  private static func isResult(_ file: SourceFile, _ source: ImportSource) throws -> Bool {
    guard file.ending == "json" else { return false }
    let paths = try source.sketch(file, 64 << 10).paths
    return paths.contains { $0.hasPrefix("results.") && $0.hasSuffix(".per_item[].selected_indices") }
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    for file in try source.files.filter({ try isResult($0, source) }).inNaturalOrder() {
      try source.reading(file) { root in
        let methods = try (root.member("results").members ?? []).map {
          try SelectionMethod($0.name, $0.value)
        }
        add(methods, of: root, file, request, &draft)
      }
    }
    draft.account.cannot(
      "say how probable each rule was to be chosen: its effect is what one sees, not what was randomized")
  }

  private static func add(
    _ methods: [SelectionMethod], of root: JSONValue, _ file: SourceFile, _ request: ImportRequest,
    _ draft: inout LogDraft
  ) {
    let skill =
      (root["skill"]?.text ?? file.base).split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? "skill"
    let shelf = BankShelf(draft.bank.isEmpty ? "" : String(file.base.prefix { $0 != "." }))
    let known = Set(methods.flatMap { $0.questions.flatMap(\.rules) }).sorted()
    for rule in known {
      draft.item(id: shelf.id("rule \(rule)"), "rule \(rule) of \(skill); its text is not in the log")
    }
    let shortest = methods.filter(\.listsNone).compactMap(\.promptLength).min()
    draft.batch(label: file.base, tasks: methods.first?.questions.count)
    for method in methods {
      if method.isUnknown(beside: shortest), request["unknown"] != "keep" {
        draft.account.leftOut(
          "a question under a method that lists no rules", count: method.questions.count, example: method.name
        )
        draft.account.ambiguous(
          "\(method.name) lists no rules, though its prompts are longer than without any: what stood in them is not known",
          flag: "unknown keep")
        continue
      }
      for question in method.questions {
        let items = question.rules.compactMap { draft.bank.itemID(of: shelf.id("rule \($0)")) }
        draft.task(question.name, outcome: question.outcome, items: items, arm: method.name)
      }
    }
  }
}

private struct SelectionMethod {
  let name: String
  let questions: [(name: String, outcome: Double, rules: [Int])]
  /// Characters of a prompt, on average.
  let promptLength: Double?

  init(_ name: String, _ value: JSONValue) throws(JSONMismatch) {
    self.name = name
    var (questions, length, counted): ([(String, Double, [Int])], Double, Int) = ([], 0, 0)
    for item in try value.member("per_item").demandList() {
      let outcome = try item.member("hard").demandOutcome()
      let rules = try item.member("selected_indices").demandList().compactMap(\.whole)
      questions.append((try item.member("sample_id").demandWord(), outcome, rules))
      if let characters = item["prompt_chars"]?.number {
        (length, counted) = (length + characters, counted + 1)
      }
    }
    self.questions = questions
    promptLength = counted > 0 ? length / Double(counted) : value["avg_chars"]?.number
  }

  var listsNone: Bool { questions.allSatisfy(\.rules.isEmpty) }

  func isUnknown(beside shortest: Double?) -> Bool {
    guard listsNone, let promptLength, let shortest else { return false }
    return promptLength > shortest * 1.05
  }
}
