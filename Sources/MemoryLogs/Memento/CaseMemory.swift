import Importing
import JSON

/// Cases by their questions and plans, and the queries they were shown for.
struct CaseMemory {
  private struct Case: Hashable {
    let question: String
    let plan: String
  }

  private struct Pair: Hashable {
    let query: Int
    let shown: String
  }

  private var ids: [Case: String] = [:]
  private var cases: [(content: String, label: String?)] = []
  private var queries: [String: Int] = [:]
  private var shown: [(query: String, outcome: Double, cases: [String])] = []
  private var pairs: Set<Pair> = []
  private var repeated = 0
  private var torn = 0

  mutating func takeCases(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft
  ) throws {
    var found = self
    try source.records(file, request, &draft) { _, line, _ in
      _ = found.id(
        of: try line.member("case").demandText(), try line.member("plan").demandText(),
        line["case_label"]?.text)
    }
    self = found
  }

  mutating func takeShown(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft
  ) throws {
    var found = self
    try source.records(file, request, &draft) { _, line, _ in
      let query = try line.member("query").demandText()
      let outcome = try line.member("truth_label").demandOutcome()
      let plan = try line.member("plan").demandText()
      found.show(
        found.id(of: try line.member("case").demandText(), plan, line["case_label"]?.text), for: query,
        outcome)
    }
    self = found
  }

  private mutating func show(_ id: String, for query: String, _ outcome: Double) {
    let index = queries[query] ?? shown.count
    if index == shown.count {
      queries[query] = index
      shown.append((query, outcome, []))
    }
    if shown[index].outcome != outcome { torn += 1 }
    let isNew = pairs.insert(Pair(query: index, shown: id)).inserted
    if isNew { shown[index].cases.append(id) } else { repeated += 1 }
  }

  private mutating func id(of question: String, _ plan: String, _ label: String?) -> String {
    let one = Case(question: question, plan: plan)
    if let id = ids[one] { return id }
    let id = "case \(cases.count + 1)"
    ids[one] = id
    cases.append((stacked(question, plan), label))
    return id
  }

  /// All cases, then all queries.
  func tell(_ draft: inout LogDraft) {
    guard !cases.isEmpty else { return }
    draft.batch(label: "cases", tasks: nil)
    for (index, one) in cases.enumerated() {
      draft.bank.add("case \(index + 1)", one.content, reason: one.label)
    }
    guard !shown.isEmpty else { return }
    draft.batch(label: "queries", tasks: shown.count)
    for query in shown {
      draft.task(
        query.query, outcome: query.outcome, items: query.cases.compactMap { draft.bank.itemID(of: $0) })
    }
    draft.account.leftOut("a line that says again which case was shown for a query", count: repeated)
    draft.account.leftOut("a line whose outcome differs from another one of its query", count: torn)
    draft.account.cannot("say what one case did: a query has one outcome with all of its cases")
  }

  /// A line a case that was kept with its reward: the question was met, then its case came into memory.
  func takeRewards(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft
  ) throws {
    var isFirst = true
    try source.records(file, request, &draft) { number, line, draft in
      let (question, plan) = (try line.member("question").demandText(), try line.member("plan").demandText())
      let reward = try line.member("reward").demandOutcome()
      if isFirst { draft.batch(label: file.base) }
      isFirst = false
      draft.task(question, outcome: reward)
      draft.bank.add(
        "\(file.base) line \(number)", stacked(question, plan), reason: reward > 0 ? "positive" : "negative")
    }
    if !isFirst {
      draft.account.cannot("say which cases stood in the context of a question kept in \(file.base)")
    }
  }
}
