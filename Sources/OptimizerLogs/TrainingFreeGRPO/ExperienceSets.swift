import Importing
import JSON
import TraceLogs

/// Scores of chosen sets of experiences, beside the score without any.
struct ExperienceSets {
  private struct Chosen {
    let name: String
    let ids: [String]
    /// One a seed, or one.
    let scores: [Double]
  }

  private let chosen: [Chosen]
  private let baseline: [Double]
  private let file: SourceFile

  init(_ root: JSONValue, _ file: SourceFile) throws(JSONMismatch) {
    self.file = file
    var chosen: [Chosen] = []
    for (name, value) in try root.member("results").members ?? [] {
      guard let mean = value["mean_at_1"]?.number else { continue }
      let seeds = value["all_scores"]?.numbers ?? []
      chosen.append(
        Chosen(name: name, ids: value["experience_ids"]?.words ?? [], scores: seeds.isEmpty ? [mean] : seeds))
    }
    self.chosen = chosen
    let empty = chosen.first { $0.ids.isEmpty }?.scores ?? []
    baseline = empty.isEmpty ? root["baseline_mean_at_1"]?.number.map { [$0] } ?? [] : empty
  }

  private var ids: Set<String> { Set(chosen.flatMap(\.ids)) }

  func write(_ writer: inout ExperienceWriter, _ draft: inout LogDraft) {
    guard !baseline.isEmpty else {
      return draft.account.leftOut("a file of scored sets without a score of none", example: file.name)
    }
    draft.batch(label: file.base)
    let proposals = texts(among: writer.known, &draft)
    for set in chosen where !set.ids.isEmpty {
      for (before, after) in pairs(set.scores) {
        draft.bundle(set.ids.compactMap { proposals[$0] }, baseline: before, value: after)
      }
    }
    draft.account.cannot("what one experience of a scored set did: a set is scored as a whole")
  }

  /// Seed beside seed, or mean beside mean.
  private func pairs(_ scores: [Double]) -> [(Double, Double)] {
    if scores.count == baseline.count { return Array(zip(baseline, scores)) }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    return [(mean(baseline), mean(scores))]
  }

  /// Ids are those of one state: the one that has these and the fewest others.
  private func texts(
    among known: [(label: String, proposals: [String: Int32])], _ draft: inout LogDraft
  ) -> [String: Int32] {
    let fitting = known.filter { ids.isSubset(of: $0.proposals.keys) }
    if let best = fitting.min(by: { $0.proposals.count < $1.proposals.count }),
      best.proposals.count == ids.count
    {
      draft.account.guessed("the ids in \(file.base) are those of \(best.label), which has just these")
      return best.proposals
    }
    draft.account.cannot("what the experiences of \(file.base) are: their texts are in no file beside it")
    let named = ids.sorted { (NaturalWord($0), $0) < (NaturalWord($1), $1) }.map { id in
      (
        id,
        draft.propose(.add, "tail", "experience \(id) of \(file.base); its text is not in the log", id: id)
      )
    }
    return Dictionary(named, uniquingKeysWith: { first, _ in first })
  }
}
