import JSON
import TraceLogs

/// The candidates of one run: what each changed of its parent, and how both scored on the same examples.
struct GEPACandidates {
  private let shelf: BankShelf

  init(named name: String) { shelf = BankShelf(name) }

  /// Texts by component, in order.
  typealias Texts = [(component: String, text: String)]

  static func texts(_ candidate: JSONValue) throws(JSONMismatch) -> Texts {
    var texts: Texts = []
    for (name, value) in candidate.members ?? [] { texts.append((name, try value.demandText())) }
    return texts
  }

  // MARK: A result

  func take(result root: JSONValue, _ draft: inout LogDraft) throws {
    let candidates = try root.member("candidates").demandList().map(GEPACandidates.texts)
    let parents = (root["parents"]?.elements ?? []).map { $0.whole ?? $0.elements?.first?.whole }
    let totals = root["val_aggregate_scores"]?.elements?.map(\.number) ?? []
    let scores = (root["val_subscores"]?.elements ?? []).map(GEPACandidates.scores)
    guard let seed = candidates.first else {
      throw root.mismatch(seen: "no candidate", expected: "candidates")
    }
    begin(seed, &draft)
    for index in candidates.indices {
      let parent = (parents.indices.contains(index) ? parents[index] : nil) ?? 0
      if index > 0 {
        let isFair = candidates.indices.contains(parent) && parent < index
        let base = isFair ? parent : 0
        draft.batch(label: "candidate \(index)", epoch: index)
        let proposals = propose(candidates[index], from: candidates[base], &draft)
        for proposal in proposals { draft.applied(proposal) }
        if let (before, after) = GEPACandidates.compare(base, index, scores, totals) {
          draft.score(together: proposals, baseline: before, value: after)
        }
      } else {
        draft.batch(label: "candidate 0, the seed", epoch: 0)
      }
      if totals.indices.contains(index), let total = totals[index] {
        draft.eval(epoch: index, split: "val", score: total)
      }
      if scores.indices.contains(index) {
        for (name, score) in scores[index] {
          draft.task("val \(name)", outcome: score, arm: "candidate \(index)")
        }
      }
    }
    draft.account.noted(
      "a candidate is scored beside its parent: a batch changes what the parent holds, not what the batch before left"
    )
  }

  /// Per example; by name, or in order.
  private static func scores(_ value: JSONValue) -> [(String, Double)] {
    if let members = value.members {
      return members.compactMap { name, score in score.number.map { (name, $0) } }
    }
    return (value.elements ?? []).enumerated().compactMap { index, score in
      score.number.map { ("\(index)", $0) }
    }
  }

  /// Means over the examples that both were scored on; of totals where there are none.
  private static func compare(
    _ parent: Int, _ child: Int, _ scores: [[(String, Double)]], _ totals: [Double?]
  ) -> (before: Double, after: Double)? {
    if scores.indices.contains(parent), scores.indices.contains(child) {
      let old = Dictionary(scores[parent], uniquingKeysWith: { first, _ in first })
      let pairs = scores[child].compactMap { name, score in old[name].map { ($0, score) } }
      if !pairs.isEmpty {
        let count = Double(pairs.count)
        return (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
      }
    }
    guard totals.indices.contains(parent), totals.indices.contains(child), let before = totals[parent],
      let after = totals[child]
    else { return nil }
    return (before, after)
  }

  // MARK: A run's log

  func take(log root: JSONValue, _ candidates: [Texts], _ file: SourceFile, _ draft: inout LogDraft) throws {
    if let seed = candidates.first { begin(seed, &draft) }
    for entry in try root.demandList() {
      let iteration = try entry.member("i", "the iteration's number").demandWhole()
      guard (entry["n_tasks"]?.whole ?? 1) == 1 else {
        draft.account.leftOut(
          "an iteration that tried several candidates at once", example: "iteration \(iteration)")
        continue
      }
      guard let tried = GEPATrial(entry) else {
        draft.account.leftOut(
          "an iteration without scores of a parent and its child", example: "iteration \(iteration)")
        continue
      }
      guard let child = tried.child, candidates.indices.contains(child),
        candidates.indices.contains(tried.parent)
      else {
        draft.account.leftOut(
          "a candidate that was turned down, whose text is not in the log",
          example: "iteration \(iteration): \(tried.before) to \(tried.after)", at: file.name)
        continue
      }
      draft.batch(label: "iteration \(iteration)", tasks: entry["subsample_ids"]?.elements?.count)
      let proposals = propose(candidates[child], from: candidates[tried.parent], &draft)
      for proposal in proposals { draft.applied(proposal) }
      draft.score(together: proposals, baseline: tried.before, value: tried.after)
    }
    if candidates.isEmpty {
      draft.account.cannot("say what the candidates were: candidates.json is not there")
    }
  }

  // MARK: Texts

  private func begin(_ seed: Texts, _ draft: inout LogDraft) {
    for (component, text) in seed where !draft.bank.contains(shelf.id(component)) {
      draft.item(id: shelf.id(component), text)
    }
  }

  private func propose(_ new: Texts, from old: Texts, _ draft: inout LogDraft) -> [Int32] {
    let before = Dictionary(old.map { ($0.component, $0.text) }, uniquingKeysWith: { first, _ in first })
    return new.filter { before[$0.component] != $0.text }.map { component, text in
      let item = draft.bank.itemID(of: shelf.id(component)) ?? shelf.id(component)
      return draft.propose(.modify, item, text, reason: component)
    }
  }
}

/// One iteration of a run's log: a parent and its child on the same examples. Of a merge, the better of the two parents.
struct GEPATrial {
  let parent: Int
  /// Nil where the child was turned down.
  let child: Int?
  let before: Double
  let after: Double

  init?(_ entry: JSONValue) {
    child = entry.first("new_program_idx", "new_program_candidate")?.whole
    let merged = entry["merged_entities"]?.elements?.compactMap(\.whole) ?? []
    if merged.count > 1, let first = GEPATrial.mean(entry["id1_subsample_scores"]),
      let second = GEPATrial.mean(entry["id2_subsample_scores"]),
      let after = GEPATrial.mean(entry["new_program_subsample_scores"])
    {
      (parent, before, self.after) = (first >= second ? merged[0] : merged[1], max(first, second), after)
    } else if let before = GEPATrial.mean(entry["subsample_scores"]),
      let after = GEPATrial.mean(entry["new_subsample_scores"])
    {
      (parent, self.before, self.after) = (entry["selected_program_candidate"]?.whole ?? 0, before, after)
    } else {
      return nil
    }
  }

  private static func mean(_ value: JSONValue?) -> Double? {
    guard let numbers = value?.numbers, !numbers.isEmpty else { return nil }
    return numbers.reduce(0, +) / Double(numbers.count)
  }
}
