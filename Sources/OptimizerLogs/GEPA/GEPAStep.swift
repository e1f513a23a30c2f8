import JSON

/// An iteration: what was tried, and which candidates came of it.
struct GEPAStep {
  let label: String
  var trials: [GEPATrial]
  let programs: [Int]

  /// A record of `run_log.json`. Since 0.1.4 an iteration may try several; before, its own fields are those of the only one.
  init(_ record: JSONValue) throws(JSONMismatch) {
    let index = try record.member("i", "the iteration's number")
    guard let number = index.whole else { throw index.mismatch(expected: "the iteration's number") }
    label = "iteration \(number &+ 1)"
    let several = record["new_program_indices"]?.elements?.compactMap(\.whole) ?? []
    programs = several.isEmpty ? record["new_program_idx"]?.whole.map { [$0] } ?? [] : several
    if let merge = GEPATrial(merge: record) {
      trials = [merge]
    } else {
      let tasks = record["tasks"]?.elements ?? []
      trials = tasks.isEmpty ? [GEPATrial(record)] : tasks.map { GEPATrial($0) }
    }
    trials.removeAll { $0.parents.isEmpty }
    givePrograms()
  }

  /// A candidate whose iteration is not recorded.
  init(program: Int, parents: [Int]) {
    label = "candidate \(program)"
    trials = [GEPATrial(parents: parents)]
    programs = [program]
    trials[0].program = program
  }

  var examples: Int? { trials.first.flatMap { $0.examples > 0 ? $0.examples : nil } }

  /// Accepted are those that did better than their parents, in their order.
  private mutating func givePrograms() {
    let better = trials.indices.filter { trials[$0].isBetter }
    let places = better.count >= programs.count ? better : Array(trials.indices)
    for (place, program) in zip(places, programs) { trials[place].program = program }
  }
}

/// A candidate beside its parent, on one minibatch.
struct GEPATrial {
  /// The first is the one that it is compared with.
  private(set) var parents: [Int]
  /// Means over the minibatch; nil where it was not evaluated.
  private(set) var before: Double?
  private(set) var after: Double?
  private(set) var examples = 0
  var program: Int?
  /// What the candidate says anew, where only the text log knows.
  var texts: [GEPAComponent] = []

  init(parents: [Int]) { self.parents = parents }

  init(_ record: JSONValue) {
    let parent = (record["parent_idx"] ?? record["selected_program_candidate"])?.whole
    parents = parent.map { [$0] } ?? []
    before = record["subsample_scores"]?.mean
    after = record["new_subsample_scores"]?.mean
    examples = record["subsample_ids"]?.elements?.count ?? 0
  }

  /// Two candidates of one ancestor merged into one.
  init?(merge record: JSONValue) {
    guard let entities = record["merged_entities"]?.elements?.compactMap(\.whole), entities.count > 1 else {
      return nil
    }
    parents = Array(entities.prefix(2))
    before = record["id1_subsample_scores"]?.mean
    after = record["new_program_subsample_scores"]?.mean
    examples = record["subsample_ids"]?.elements?.count ?? 0
  }

  var isMerge: Bool { parents.count > 1 }

  var isBetter: Bool {
    guard let before, let after else { return false }
    return after > before || (isMerge && after >= before)
  }
}

extension JSONValue {
  fileprivate var mean: Double? {
    guard let numbers, !numbers.isEmpty else { return nil }
    return numbers.reduce(0, +) / Double(numbers.count)
  }
}
