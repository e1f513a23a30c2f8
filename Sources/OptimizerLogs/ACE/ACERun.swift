import Importing
import JSON

/// The folder of one run of ACE: per step, which bullets were in use and how it went, what the curator did, and how the same
/// sample was answered after it. The fields are those that `logger.py` and `ace.py` of ace-agent/ace write.
struct ACERun {
  struct Step: Hashable, Comparable {
    var epoch: Int
    var step: Int
    static func < (left: Step, right: Step) -> Bool { (left.epoch, left.step) < (right.epoch, right.step) }
  }

  struct BulletUse {
    var outcome: Double?
    var ids: [String]
    var contents: [String: String]
  }

  private let source: ImportSource
  private let request: ImportRequest
  private let pieces: ACEPieces
  private var usage: [Step: BulletUse] = [:]
  private var edits: [Step: [ACEEdit]] = [:]
  private var answers: [Step: (before: Double, after: Double)] = [:]
  private var texts: ACETexts

  init(_ pieces: ACEPieces, _ source: ImportSource, _ request: ImportRequest) throws {
    (self.pieces, self.source, self.request) = (pieces, source, request)
    texts = try ACETexts(pieces[.playbook], source)
  }

  mutating func read(into draft: inout LogDraft) throws {
    for file in pieces[.usage] { try readUsage(file, &draft) }
    for file in pieces[.curator] { try readEdits(file, &draft) }
    for file in pieces[.beforeAndAfter] { try readAnswers(file) }
    let tests = try pieces[.test].map { try ACETest($0, source) }
    for test in tests where test.isBefore { test.add(to: &draft) }
    for step in Set(usage.keys).union(edits.keys).union(answers.keys).sorted() { replay(step, &draft) }
    for file in pieces[.training] { try readAccuracies(file, &draft) }
    try finish(&draft)
    for test in tests where !test.isBefore { test.add(to: &draft) }
    if answers.isEmpty {
      draft.account.cannot("say what an edit did: samples were not answered before and after it")
    } else {
      draft.account.noted("an edit is scored on the sample that it was written after: that flatters it")
    }
  }

  // MARK: The files

  private mutating func readUsage(_ file: SourceFile, _ draft: inout LogDraft) throws {
    var found = usage
    try source.records(file, request, &draft) { number, line, draft in
      let step = Step(epoch: line["epoch"]?.whole ?? 1, step: try line.member("step").demandWhole())
      if found[step] != nil {
        return draft.account.leftOut("a second line of one sample", at: "\(file.name):\(number)")
      }
      var contents: [String: String] = [:]
      for bullet in line["bullets_with_content"]?.elements ?? [] {
        if let id = bullet.first("bullet_id", "id")?.word { contents[id] = bullet["content"]?.text }
      }
      found[step] = BulletUse(
        outcome: line["is_correct"]?.outcome, ids: line["bullet_ids_used"]?.words ?? [], contents: contents)
    }
    usage = found
  }

  private mutating func readEdits(_ file: SourceFile, _ draft: inout LogDraft) throws {
    var (last, found) = (Step(epoch: 1, step: 0), edits)
    try source.records(file, request, &draft) { _, line, _ in
      let edit = try ACEEdit(line)
      last = line["call_id"]?.text.flatMap(ACERun.step) ?? last
      found[last, default: []].append(edit)
    }
    edits = found
  }

  /// Of `train_e_1_s_10` and `online_train_s_10`.
  private static func step(_ callID: String) -> Step? {
    let words = callID.split(separator: "_")
    func number(after name: String) -> Int? {
      words.firstIndex { $0 == name }.flatMap { words.indices.contains($0 + 1) ? Int(words[$0 + 1]) : nil }
    }
    return number(after: "s").map { Step(epoch: number(after: "e") ?? 1, step: $0) }
  }

  private mutating func readAnswers(_ file: SourceFile) throws {
    try source.reading(file) { root in
      for entry in try root.demandList("a list of samples") {
        let number = entry.first("step", "global_step")?.whole
        guard let number, let before = entry["pre_train_result"]?["is_correct"]?.outcome,
          let after = entry["post_train_result"]?["is_correct"]?.outcome
        else { continue }
        answers[Step(epoch: entry["epoch"]?.whole ?? 1, step: number)] = (before, after)
      }
    }
  }

  private func readAccuracies(_ file: SourceFile, _ draft: inout LogDraft) throws {
    try source.reading(file) { root in
      var last: [Int: (split: String, score: Double)] = [:]
      let results = root.first("results", "train_results")?.elements ?? []
      for result in results {
        let epoch = result["epoch"]?.whole ?? 1
        if let score = result["val_result"]?["accuracy"]?.number { last[epoch] = ("val", score) }
        if let score = result["cumulative_test_accuracy"]?.number { last[epoch] = ("test", score) }
      }
      for (epoch, eval) in last.sorted(by: { $0.key < $1.key }) {
        draft.eval(epoch: epoch, split: eval.split, score: eval.score)
      }
      draft.account.leftOut("an accuracy inside of an epoch", count: results.count - last.count)
    }
  }

  // MARK: Step by step

  private func replay(_ step: Step, _ draft: inout LogDraft) {
    draft.batch(label: "epoch \(step.epoch) step \(step.step)", epoch: step.epoch, tasks: 1)
    if let usage = usage[step] {
      for id in usage.ids where !draft.bank.contains(id) {
        if let content = usage.contents[id] { draft.item(id: id, content) }
      }
      let items = usage.ids.compactMap { draft.bank.itemID(of: $0) }
      draft.account.leftOut("a bullet in use that is in no playbook", count: usage.ids.count - items.count)
      if let outcome = usage.outcome { draft.task("sample \(step.step)", outcome: outcome, items: items) }
    }
    var proposals: [Int32] = []
    for (index, edit) in (edits[step] ?? []).enumerated() {
      proposals += edit.propose(into: &draft, texts, name: "e\(step.epoch)s\(step.step)-\(index + 1)")
    }
    guard let answer = answers[step] else { return }
    draft.score(together: proposals, baseline: answer.before, value: answer.after)
    if proposals.isEmpty { draft.account.leftOut("a sample answered twice without an edit in between") }
  }

  /// What the playbooks say at the end that the curator's operations do not, and the counters.
  private func finish(_ draft: inout LogDraft) throws {
    guard let last = texts.last else { return }
    let entries = last.bullets.map { BankEntry(id: $0.id, $0.content, reason: $0.section) }
    let isKnown =
      entries.count == draft.bank.ids.count
      && entries.allSatisfy { $0.id.map { draft.bank.content(of: $0) } == $0.content }
    if !isKnown {
      draft.batch(label: "the playbook at the end")
      try draft.become(entries, on: BankShelf(), using: request.similarity)
      draft.account.noted(
        "the last playbook differs from what the curator's operations make of the first: a batch of its own")
    }
    var counters = Counters(by: "playbook counters")
    for bullet in last.bullets {
      counters.see(bullet.id, helpful: bullet.helpful ?? 0, harmful: bullet.harmful ?? 0, &draft)
    }
  }
}

extension LogDraft {
  /// Scores one proposal, or several as the one thing that they were scored as.
  mutating func score(together proposals: [Int32], baseline: Double, value: Double) {
    switch proposals.count {
    case 0: break
    case 1: scores(baseline: baseline, [(proposals[0], value)])
    default: bundle(proposals, baseline: baseline, value: value)
    }
  }
}

extension JSONValue {
  func demandWhole(_ expected: String = "a whole number") throws(JSONMismatch) -> Int {
    guard let whole else { throw mismatch(expected: expected) }
    return whole
  }
}
