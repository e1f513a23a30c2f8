import Importing
import JSON
import TraceLogs

/// Experiences, and what was measured of them.
struct ShapleyRun {
  /// Per text, its proposal: one experience may stand in several files, and under several ids in several runs.
  private var proposals: [String: Int32] = [:]
  private var scored: Set<Int32> = []

  mutating func takeValues(_ root: JSONValue, _ history: ShapleyHistory?, _ draft: inout LogDraft) throws {
    let ranked = try root.member("ranked_experiences").demandList()
    let experiences = try ranked.map { try ShapleyExperience($0) }
      .sorted { (NaturalWord($0.id), $0.id) < (NaturalWord($1.id), $1.id) }
    let time = root["timestamp"]?.text
    if ranked.contains(where: { $0["all_marginals"] != nil }) {
      add(sets(of: experiences, history, &draft), called: "set", time, experiences, &draft)
      draft.account.noted("only differences V(S + i) - V(S) are recorded: a call's baseline is 0")
    } else if ranked.contains(where: { $0["stratum_means"] != nil }) {
      add(ShapleyRun.strata(of: experiences), called: "sets of size", time, experiences, &draft)
      draft.account.noted("means over sets of one size are recorded, not single marginals")
    } else {
      let values = experiences.indices.compactMap { index in
        experiences[index].value.map { Marginal(experience: index, value: $0) }
      }
      add([SetCall(number: 0, values: values)], called: "estimate", time, experiences, &draft)
      draft.account.cannot("how sure an estimate is: its marginals are not recorded")
    }
    let never = experiences.filter { proposals[$0.content].map { !scored.contains($0) } ?? true }.map(\.id)
    draft.account.leftOut(
      "an experience's value, which no set was measured for", count: never.count, example: never.first)
  }

  private struct Marginal {
    let experience: Int
    let value: Double
  }

  private struct SetCall {
    let number: Int
    let values: [Marginal]
  }

  /// The marginals of each set.
  private func sets(
    of experiences: [ShapleyExperience], _ history: ShapleyHistory?, _ draft: inout LogDraft
  ) -> [SetCall] {
    let known = history.flatMap { ShapleyPlaces(experiences, $0.lines).sets }
    if known == nil {
      draft.account.guessed(
        "the j-th marginal of an experience was measured with the j-th set: no history says otherwise")
    }
    let places = known ?? experiences.map { Array(1...max(1, $0.marginals.count)) }
    var calls: [Int: [Marginal]] = [:]
    for (index, experience) in experiences.enumerated() {
      for (place, marginal) in zip(places[index], experience.marginals) {
        calls[place, default: []].append(Marginal(experience: index, value: marginal))
      }
    }
    return calls.keys.sorted().map { SetCall(number: $0, values: calls[$0] ?? []) }
  }

  private static func strata(of experiences: [ShapleyExperience]) -> [SetCall] {
    let sizes = experiences.map(\.strata.count).max() ?? 0
    return (0..<sizes).compactMap { size in
      let values = experiences.indices.compactMap { index in
        let strata = experiences[index].strata
        return strata.indices.contains(size)
          ? strata[size].map { Marginal(experience: index, value: $0) } : nil
      }
      return values.isEmpty ? nil : SetCall(number: size, values: values)
    }
  }

  private mutating func add(
    _ calls: [SetCall], called name: String, _ time: String?, _ experiences: [ShapleyExperience],
    _ draft: inout LogDraft
  ) {
    for (index, call) in calls.enumerated() {
      draft.batch(label: name == "estimate" ? name : "\(name) \(call.number)", time: time)
      if index == 0 { for experience in experiences { propose(experience.id, experience.content, &draft) } }
      let entries = call.values.compactMap { marginal in
        proposals[experiences[marginal.experience].content].map { (proposal: $0, value: marginal.value) }
      }
      draft.scores(baseline: 0, entries)
      scored.formUnion(entries.map(\.proposal))
    }
  }

  mutating func takeLeaveOneOut(_ root: JSONValue, _ draft: inout LogDraft) throws {
    let all = try root.member("v_full", "the value of all experiences").demandNumber()
    draft.batch(label: "leaving one out", time: root["timestamp"]?.text)
    for value in try root.member("ranked").demandList() {
      let content = try value.member("content").demandText()
      let without = try value.member("v_without", "the value without it").demandNumber()
      propose(try value.member("experience_id").demandWord(), content, &draft)
      if let proposal = proposals[content] { draft.scores(baseline: without, [(proposal, all)]) }
    }
    draft.account.noted(
      "all experiences were valued once: its noise is in every difference of leaving one out")
  }

  private mutating func propose(_ id: String, _ content: String, _ draft: inout LogDraft) {
    guard proposals[content] == nil else { return }
    proposals[content] = draft.propose(.add, "tail", content, id: id)
  }
}

struct ShapleyExperience: Equatable {
  let id: String
  let content: String
  /// In the order in which they were measured.
  let marginals: [Double]
  /// Per size of the sets, a mean; nil where none was drawn.
  let strata: [Double?]
  let value: Double?

  init(_ value: JSONValue) throws(JSONMismatch) {
    id = try value.member("experience_id").demandWord()
    content = try value.member("content").demandText()
    marginals = try value["all_marginals"]?.demandNumbers() ?? []
    strata = value["stratum_means"]?.elements?.map(\.number) ?? []
    self.value = value.first("psi_value", "shapley_value", "phi_value", "value")?.number
  }

}
