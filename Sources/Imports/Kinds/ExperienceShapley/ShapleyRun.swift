import JSON
import TraceLogs

/// Experiences, and what was measured of them.
struct ShapleyRun {
  /// Per text, its proposal: one experience may stand in several files, and under several ids in several runs.
  private var proposals: [String: Int32] = [:]
  private var history: [ShapleyLine] = []

  mutating func takeHistory(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft
  ) throws {
    var lines: [ShapleyLine] = []
    try source.records(file, request, &draft) { _, line, _ in
      let psi = try line.member(line["rankings"] == nil ? "psi" : "rankings").members ?? []
      lines.append(
        ShapleyLine(
          set: line.first("subset", "sample")?.whole ?? 0, calls: try line.member("v_calls").demandWhole(),
          values: Dictionary(
            psi.map { ($0.name, $0.value.number ?? 0) }, uniquingKeysWith: { first, _ in first })))
    }
    let begin = lines.indices.last { $0 > 0 && lines[$0].calls <= lines[$0 - 1].calls } ?? 0
    draft.account.leftOut(
      "a line of the history of an earlier run, of which only averages are left", count: begin)
    history = ShapleyRun.numbered(Array(lines[begin...]))
  }

  mutating func takeMarginals(_ root: JSONValue, _ draft: inout LogDraft) throws {
    let experiences = try root.member("ranked_experiences").demandList().map { value in
      ShapleyExperience(
        id: try value.member("experience_id").demandWord(), content: try value.member("content").demandText(),
        marginals: try value.member("all_marginals").demandNumbers())
    }.sorted { (NaturalWord($0.id), $0.id) < (NaturalWord($1.id), $1.id) }
    let calls = calls(of: experiences, &draft)
    for (index, call) in calls.enumerated() {
      draft.batch(label: "set \(index + 1)", time: root["timestamp"]?.text)
      if index == 0 { for experience in experiences { propose(experience.id, experience.content, &draft) } }
      let entries = call.compactMap { entry in
        proposals[entry.content].map { (proposal: $0, value: entry.marginal) }
      }
      draft.scores(baseline: 0, entries)
    }
    let never = experiences.filter(\.marginals.isEmpty).count
    if never > 0 {
      draft.account.cannot("say anything of \(never) experiences that no set was measured with")
    }
    draft.account.noted("only differences V(S + i) - V(S) are recorded: a call's baseline is 0")
  }

  /// Per set, what was measured in it.
  private func calls(of experiences: [ShapleyExperience], _ draft: inout LogDraft) -> [[(
    content: String, marginal: Double
  )]] {
    let sets = ShapleyPlaces(experiences, history).sets
    if sets == nil, !history.isEmpty {
      draft.account.noted(
        "the history does not lead to the marginals: the j-th of an experience is taken for the j-th set's")
    }
    var calls: [[(content: String, marginal: Double)]] = [[]]
    for (index, experience) in experiences.enumerated() {
      for (place, marginal) in experience.marginals.enumerated() {
        let set = sets.map { $0[index][place] } ?? place + 1
        while calls.count < set { calls.append([]) }
        calls[set - 1].append((experience.content, marginal))
      }
    }
    return calls
  }

  mutating func takeLeaveOneOut(_ root: JSONValue, _ file: SourceFile, _ draft: inout LogDraft) throws {
    let all = try root.member("v_full", "the value of all experiences").demandNumber()
    draft.batch(label: "leaving one out", time: root["timestamp"]?.text)
    for value in try root.member("ranked").demandList() {
      let content = try value.member("content").demandText()
      propose(try value.member("experience_id").demandWord(), content, &draft)
      guard let without = value["v_without"]?.number, let proposal = proposals[content] else { continue }
      draft.scores(baseline: without, [(proposal, all)])
    }
  }

  /// Sets are numbered from 1, without gaps.
  private static func numbered(_ lines: [ShapleyLine]) -> [ShapleyLine] {
    var (number, last) = (0, Int?.none)
    return lines.map { line in
      if line.set != last { (number, last) = (number + 1, line.set) }
      return ShapleyLine(set: number, calls: line.calls, values: line.values)
    }
  }

  private mutating func propose(_ id: String, _ content: String, _ draft: inout LogDraft) {
    guard proposals[content] == nil else { return }
    proposals[content] = draft.propose(.add, "tail", content, id: id)
  }
}

package struct ShapleyExperience: Equatable {
  let id: String
  let content: String
  /// In the order in which they were measured.
  let marginals: [Double]

  package init(id: String, content: String, marginals: [Double]) {
    (self.id, self.content, self.marginals) = (id, content, marginals)
  }
}

/// The averages after one evaluation.
package struct ShapleyLine: Equatable {
  let set: Int
  let calls: Int
  let values: [String: Double]

  package init(set: Int, calls: Int, values: [String: Double]) {
    (self.set, self.calls, self.values) = (set, calls, values)
  }
}
