import JSON

/// Scores of chosen sets of experiences, beside the score without any.
struct GRPOSets {
  private let baseline: Double?
  private let sets: [(name: String, ids: [String], score: Double)]

  init(_ root: JSONValue) throws {
    var sets: [(name: String, ids: [String], score: Double)] = []
    for (name, value) in try root.member("results").members ?? [] {
      guard let score = value.first("mean_at_1", "score")?.number else { continue }
      sets.append((name, value["experience_ids"]?.words ?? [], score))
    }
    self.sets = sets
    baseline = root["baseline_mean_at_1"]?.number ?? sets.first { $0.ids.isEmpty }?.score
  }

  /// Of the files that hold experiences by these ids, the one that holds the fewest others.
  func proposals(among known: [(file: String, proposals: [String: Int32])]) -> [String: Int32]? {
    let ids = Set(sets.flatMap(\.ids))
    let fitting = known.filter { ids.isSubset(of: $0.proposals.keys) }
    return fitting.min { ($0.proposals.count, $0.file) < ($1.proposals.count, $1.file) }?.proposals
  }

  func score(_ proposals: [String: Int32]?, _ file: SourceFile, _ draft: inout LogDraft) {
    for set in sets where !set.ids.isEmpty {
      guard let proposals, let baseline else {
        draft.account.leftOut(
          "a set of experiences whose texts are not there", example: set.name, at: file.name)
        continue
      }
      draft.score(together: set.ids.compactMap { proposals[$0] }, baseline: baseline, value: set.score)
    }
    if proposals != nil {
      draft.account.guessed("which experiences the ids of \(file.base) name, by a file that has just these")
    }
  }
}
