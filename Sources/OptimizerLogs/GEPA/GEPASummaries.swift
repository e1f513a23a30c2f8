import Basics
import Importing
import JSON

/// Summaries of optimizations: the best prompt, and what all candidates scored; and tables of answers under these prompts.
struct GEPASummaries {
  /// What a summary may call the best prompt: a text, or components with their texts.
  static let bests = [
    "best_prompt", "best_candidate", "best_program", "best_system_prompt", "best_instructions",
  ]
  static let histories = ["val_scores_history", "val_scores", "score_history", "val_aggregate_scores"]

  private struct Summary {
    let dataset: String
    let adapter: String?
    let items: [String]
  }

  private var summaries: [Summary] = []

  mutating func take(_ root: JSONValue, from file: SourceFile, into draft: inout LogDraft) throws {
    let adapter = root.first("adapter", "method", "condition", "optimizer")?.text
    let dataset = root.first("dataset", "task", "benchmark")?.text ?? String(file.base.prefix { $0 != "." })
    let name = [dataset, adapter].compactMap { $0 }.joined(separator: "/")
    let history = GEPASummaries.histories.lazy.compactMap { root[$0]?.elements }.first ?? []
    let scores = history.compactMap(\.number)
    draft.batch(label: name)
    let proposals = try GEPASummaries.components(root).map { component in
      let id = "\(name)/\(component.name)"
      draft.item(id: id, "")
      return (id: id, proposal: draft.bank.change(id, component.text, reason: "the best of \(scores.count)"))
    }
    draft.account.noted(
      "the prompt that an optimization began with is not in its summary; it stands as an empty text")
    summaries.append(
      Summary(
        dataset: dataset, adapter: adapter, items: proposals.compactMap { draft.bank.itemID(of: $0.id) }))
    score(
      proposals.map(\.proposal), scores, best: root.first("best_val_score", "best_score")?.number, name,
      &draft)
  }

  private static func components(_ root: JSONValue) throws -> [GEPAComponent] {
    guard let best = bests.lazy.compactMap({ root[$0] }).first else {
      throw root.mismatch(expected: "a best prompt")
    }
    if let text = best.text { return [GEPAComponent(name: "prompt", text: text)] }
    guard let members = best.members else { throw best.mismatch(expected: "a text, or an object of texts") }
    return try members.map { GEPAComponent(name: $0.name, text: try $0.value.demandText()) }
  }

  private func score(
    _ proposals: [Int32], _ scores: [Double], best: Double?, _ name: String, _ draft: inout LogDraft
  ) {
    guard let seed = scores.first, scores.count > 1, let value = best ?? scores.max() else { return }
    draft.bundle(proposals, baseline: seed, value: value)
    draft.account.guessed("the first score of a history is that of the prompt the optimization began with")
    draft.account.leftOut(
      "a candidate's score without its text", count: scores.count - 2, example: "\(name): \(scores[1])")
    draft.account.cannot(
      "how good a best prompt is beyond the examples it was chosen by: the best of several is there by chance too"
    )
  }

  // MARK: Answers

  /// A table of answers: a task a row and prompt.
  func takeAnswers(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft
  ) throws {
    var records = DelimitedRows(try source.text(file), separator: ",")
    guard let header = records.next() else { return }
    let answers = GEPAAnswers(header.fields)
    draft.batch(label: file.base)
    let items = answers.arms.map { arm in promptItems(of: arm.name, in: file) }
    while let record = records.next() {
      try request.pulse.beat("reading answers", record.line, 0)
      do {
        try take(record, answers, items, source.shown(file), &draft)
      } catch let fault as ImportFault where request.lenient {
        guard case .unfit = fault else { throw fault }
        draft.account.leftOut(
          "a row that does not fit", example: record.fields.first, at: "\(file.name):\(record.line)")
      }
    }
    for column in answers.others {
      draft.account.leftOut("a column of answers that no record can hold", example: column)
    }
  }

  private func take(
    _ record: (line: Int, fields: [String]), _ answers: GEPAAnswers, _ items: [[String]], _ file: String,
    _ draft: inout LogDraft
  ) throws {
    func unfit(_ seen: String, _ expected: String) -> ImportFault {
      .unfit(file: file, place: "line \(record.line)", seen: seen, expected: expected)
    }
    guard record.fields.count == answers.columns else {
      throw unfit("\(record.fields.count) fields", "\(answers.columns), as in the header")
    }
    let outcomes = try answers.arms.map { arm in
      guard let outcome = GEPAAnswers.outcome(record.fields[arm.column]) else {
        throw unfit(record.fields[arm.column], "true or false as \(arm.name)_correct")
      }
      return outcome
    }
    for (index, arm) in answers.arms.enumerated() {
      draft.task(record.fields[answers.task], outcome: outcomes[index], items: items[index], arm: arm.name)
    }
  }

  /// The prompt of a summary whose adapter the arm names, of the dataset that the table's name speaks of.
  private func promptItems(of arm: String, in file: SourceFile) -> [String] {
    let fitting = summaries.filter { $0.adapter == arm && file.base.range(ofText: $0.dataset) != nil }
    return fitting.count == 1 ? fitting[0].items : []
  }
}

/// The columns of a table of answers under several prompts: `NAME_predicted` and `NAME_correct` for each.
struct GEPAAnswers {
  struct Arm {
    let name: String
    /// Of what was right.
    let column: Int
  }

  let columns: Int
  let arms: [Arm]
  /// The column that names the task.
  let task: Int
  let others: [String]

  private static let outcome = "_correct"

  init(_ header: [String]) {
    columns = header.count
    let names = GEPAAnswers.names(header)
    arms = names.compactMap { name in
      header.firstIndex(of: name + GEPAAnswers.outcome).map { Arm(name: name, column: $0) }
    }
    let free = header.indices.filter { index in !names.contains { header[index].hasPrefix($0 + "_") } }
    let usual = ["text", "question", "input", "prompt", "task", "id"].lazy.compactMap {
      header.firstIndex(of: $0)
    }.first
    task = usual ?? free.first ?? 0
    let used = Set(arms.map(\.column) + [task])
    others = header.indices.filter { !used.contains($0) }.map { header[$0] }
  }

  /// Arms that the first line of a file names.
  static func arms(in head: [UInt8]) -> [Arm] {
    let line = ImportSource.withoutMark(head).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    var rows = DelimitedRows(String(decoding: line, as: UTF8.self), separator: ",")
    return rows.next().map { GEPAAnswers($0.fields).arms } ?? []
  }

  private static func names(_ header: [String]) -> [String] {
    header.filter { $0.hasSuffix(outcome) }.map { String($0.dropLast(outcome.count)) }
      .filter { header.contains($0 + "_predicted") }
  }

  static func outcome(_ text: String) -> Double? {
    switch text.trimmed.lowercased() {
    case "true", "1", "1.0": 1
    case "false", "0", "0.0": 0
    default: nil
    }
  }
}
