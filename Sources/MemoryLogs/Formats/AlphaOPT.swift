import Importing
import JSON

/// AlphaOPT (Minw913/AlphaOPT): a library of insights for optimization modelling, each with the tasks on which it was judged.
///
/// `src/experience_library.py` writes it: `distribution` is what a model diagnosed of retrieved insights, by lists of task ids.
enum AlphaOPTFormat: ImportFormat {
  static let manual = FormatManual(
    name: "alphaopt", title: "AlphaOPT: libraries of insights with the tasks they helped and hurt",
    recognizes: "JSON that is a list of objects with insight_id, condition and explanation.",
    reads:
      "Every library, in the order of the numbers in their names; of a single one, the iterations that its insights name.",
    makes: """
      Of one library, a batch an iteration: its insights are additions that were applied. Of several, a batch a library, whose \
      differences from the one before were proposed and applied. Tasks in `positive` are votes that helped, those in `negative` votes \
      that harmed.
      """,
    loses: """
      Tasks stand in the distribution by what a model diagnosed, not by a comparison: they are opinion. Which of them were \
      `irrelevant`, `invalid` or `unretrieved` is counted and left out.
      """)

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try isLibrary(file, source) { return .yes }
    return .no
  }

  private static func isLibrary(_ file: SourceFile, _ source: ImportSource) throws -> Bool {
    guard file.ending == "json" else { return false }
    let sketch = try source.sketch(file)
    return sketch.has("[].insight_id") && (sketch.has("[].condition") || sketch.has("[].explanation"))
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let files = try source.files.filter { try isLibrary($0, source) }.inNaturalOrder()
    var votes = Counters(by: "diagnosis")
    for file in files {
      let insights = try source.reading(file) { try $0.demandList().map(Insight.init) }
      if files.count == 1 {
        try add(insights, request, &draft)
      } else {
        draft.batch(label: file.base)
        try draft.become(insights.map(\.entry), on: BankShelf(), using: request.similarity)
      }
      for insight in insights { insight.vote(&votes, &draft, at: file.name) }
    }
    draft.account.cannot(
      "say what an insight did beside a baseline: a model diagnosed on which tasks it helped")
  }

  private static func add(_ insights: [Insight], _ request: ImportRequest, _ draft: inout LogDraft) throws {
    var known: [BankEntry] = []
    for iteration in Set(insights.map(\.iteration)).sorted() {
      let new = insights.filter { $0.iteration == iteration }
      known += new.map(\.entry)
      draft.batch(label: "iteration \(iteration)", epoch: iteration, tasks: Set(new.flatMap(\.tasks)).count)
      try draft.become(known, on: BankShelf(), using: request.similarity)
    }
  }
}

private struct Insight {
  let entry: BankEntry
  let iteration: Int
  /// From which it was drawn.
  let tasks: [String]
  private let helped: Set<String>
  private let harmed: Set<String>
  private let others: Int

  init(_ value: JSONValue) throws(JSONMismatch) {
    let id = try value.member("insight_id").demandWord()
    tasks = value["task_id"]?.words ?? []
    iteration = value["iteration"]?.whole ?? 0
    let reason = [
      Insight.path(value["taxonomy"]), tasks.isEmpty ? nil : "from " + tasks.joined(separator: ", "),
    ]
    let content = stacked(value["condition"]?.text, value["explanation"]?.text, value["example"]?.text)
    entry = BankEntry(id: id, content, reason: reason.compactMap { $0 }.joined(separator: "; "))
    let distribution = value["distribution"]
    helped = Set(distribution?["positive"]?.words ?? [])
    harmed = Set(distribution?["negative"]?.words ?? [])
    others = ["unretrieved", "irrelevant", "invalid"].reduce(0) {
      $0 + (distribution?[$1]?.elements?.count ?? 0)
    }
  }

  /// Nested names down to a list of them: `Domain Modeling / Packaging / Knapsack Constraints`.
  private static func path(_ taxonomy: JSONValue?) -> String? {
    var (names, rest): ([String], JSONValue?) = ([], taxonomy)
    while let value = rest {
      if let member = value.members?.first {
        names.append(member.name)
        rest = member.value
      } else {
        names += value.words
        rest = nil
      }
    }
    return names.isEmpty ? nil : names.joined(separator: " / ")
  }

  func vote(_ votes: inout Counters, _ draft: inout LogDraft, at place: String) {
    guard let id = entry.id else { return }
    votes.see(id, helpful: helped.count, harmful: harmed.count, &draft, at: place)
    draft.account.leftOut("a task where an insight was irrelevant, invalid or not retrieved", count: others)
  }
}
