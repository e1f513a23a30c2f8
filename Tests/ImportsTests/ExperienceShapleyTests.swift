import Importing
import Testing
import TraceLogs

@Suite struct ExperienceShapleyTests {
  /// Two sets: {b} with a and c outside, then {a, b} with c. In the first c changes nothing.
  private let progress = """
    {"timestamp": "2026-01-02T03:04:05", "ranked_experiences": [
      {"experience_id": "G10", "psi_value": 0.1, "all_marginals": [0.0, 0.2], "content": "See c."},
      {"experience_id": "G2", "psi_value": -0.1, "all_marginals": [-0.1], "content": "See a."},
      {"experience_id": "G3", "psi_value": 0.0, "all_marginals": [], "content": "See b."}]}
    """
  private let history = """
    {"subset": 1, "v_calls": 1, "rankings": {"G2": 0.0}}
    {"subset": 1, "v_calls": 2, "rankings": {"G2": 9.0}}
    {"subset": 1, "v_calls": 1, "rankings": {"G2": 0.0, "G3": 0.0, "G10": 0.0}}
    {"subset": 1, "v_calls": 2, "rankings": {"G2": -0.1, "G3": 0.0, "G10": 0.0}}
    {"subset": 1, "v_calls": 3, "rankings": {"G2": -0.1, "G3": 0.0, "G10": 0.0}}
    {"subset": 2, "v_calls": 4, "rankings": {"G2": -0.1, "G3": 0.0, "G10": 0.0}}
    {"subset": 2, "v_calls": 5, "rankings": {"G2": -0.1, "G3": 0.0, "G10": 0.1}}
    {"subset": 2, "v_calls": 5, "rankings": {"G2": -0.1, "G3": 0.0, "G10": 0.1}}
    """

  private func values(_ log: TraceLog) -> [[String: Double]] {
    (0..<log.calls.count).map { call in
      Dictionary(
        uniqueKeysWithValues: log.calls.entries(of: call).map {
          (log.proposals.id[Int(log.calls.proposal[$0])], log.calls.value[$0] - log.calls.baseline[call])
        })
    }
  }

  @Test func theHistorySaysInWhichSetAMarginalWasMeasured() throws {
    try withFolder(["values.json": progress, "moved.jsonl": history]) { folder in
      let result = try imported(folder)
      #expect(result.log.batches.map(\.label) == ["set 1", "set 2"])
      #expect(values(result.log) == [["G2": -0.1, "G10": 0], ["G10": 0.2]])
      let left = result.account[.leftOut]
      #expect(left.map(\.count) == [2, 1])
      #expect(left.last?.example == "G3")
    }
  }

  @Test func withoutAHistoryItIsGuessed() throws {
    try withFolder(["values.json": progress]) { folder in
      let result = try imported(folder)
      #expect(values(result.log) == [["G2": -0.1, "G10": 0], ["G10": 0.2]])
      #expect(result.account[.guessed].count == 1)
    }
  }

  @Test func leavingOneOutIsACallOfItsOwn() throws {
    let loo = """
      {"v_full": 0.5, "ranked": [
        {"experience_id": "G2", "loo_score": 0.25, "v_without": 0.25, "content": "See a."},
        {"experience_id": "G4", "loo_score": -0.25, "v_without": 0.75, "content": "See d."}]}
      """
    try withFolder(["values.json": progress, "loo.json": loo]) { folder in
      let log = try imported(folder, flags: ["measure": "loo"]).log
      #expect(values(log) == [["G2": 0.25], ["G4": -0.25]])
      #expect(try imported(folder).log.proposals.count == 4)
      #expect(try imported(folder, flags: ["measure": "sets"]).log.calls.count == 2)
    }
  }

  @Test func meansOfStrataAreCallsToo() throws {
    let strata = """
      {"ranked_experiences": [{"experience_id": "1", "shapley_value": 0.5, "stratum_means": [0.5, null], "content": "One."},
       {"experience_id": "2", "shapley_value": 0.1, "stratum_means": [0.0, 0.2], "content": "Two."}]}
      """
    try withFolder(["shapley_values.json": strata]) { folder in
      let log = try imported(folder).log
      #expect(values(log) == [["1": 0.5, "2": 0], ["2": 0.2]])
    }
  }

  @Test func aWrongValueIsNamedWithItsPlace() throws {
    try withFolder(["values.json": progress.replacing("[-0.1]", with: "\"low\"")]) { folder in
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/values.json", place: "ranked_experiences[1].all_marginals", seen: "a text",
          expected: "a list of numbers")
      ) { try imported(folder) }
    }
  }

  @Test func theRealValuesAreRead() throws {
    guard let folder = IndependentReader.realLog("experience-shapley") else { return }
    let result = try imported(folder)
    guard let expected = try IndependentReader.counts(by: "experience_shapley", in: folder) else { return }
    #expect(IndependentReader.differences(result.log, from: expected) == [])
    let values = values(result.log)
    func sum(_ calls: ArraySlice<[String: Double]>) -> Double {
      calls.reduce(0) { $0 + $1.values.reduce(0, +) }
    }
    #expect(abs(sum(values[..<3]) - (expected["sum_of_marginals"] ?? .nan)) < 1e-6)
    #expect(abs(sum(values[3...]) - (expected["sum_of_loo"] ?? .nan)) < 1e-6)
    #expect(values[..<3].map { Double($0.count) } == (1...3).map { expected["set_\($0)"] ?? .nan })
    #expect(result.account[.leftOut].first.map { Double($0.count) } == expected["earlier_lines"])
  }
}
