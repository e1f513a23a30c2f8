import Traces

/// Outcomes of one repeat as calls of a log. All candidates that have an outcome wherever the baseline has one share a call; any
/// other has one of its own, over the tasks that both have: a task without an outcome is no zero.
func measuredCalls(
  _ baseline: [Double?], _ candidates: [(id: String, outcomes: [Double?])], batch: Int, from number: Int
) -> [ShownScores] {
  let known = baseline.indices.filter { baseline[$0] != nil }
  var (calls, whole) = ([ShownScores](), [(id: String, value: Double)]())
  func mean(_ outcomes: [Double?], _ tasks: [Int]) -> Double {
    // Eight places: a third of a hundred is not worth seventeen digits.
    (tasks.reduce(0) { $0 + (outcomes[$1] ?? 0) } / Double(tasks.count) * 1e10).rounded() / 1e8
  }
  for candidate in candidates {
    let both = known.filter { candidate.outcomes[$0] != nil }
    if both.isEmpty { continue }
    if both.count == known.count {
      whole.append((candidate.id, mean(candidate.outcomes, both)))
    } else {
      calls.append(
        ShownScores(
          batch: batch, call: 0, baseline: mean(baseline, both), place: -1,
          values: [(candidate.id, mean(candidate.outcomes, both))]))
    }
  }
  if !whole.isEmpty {
    calls.insert(
      ShownScores(batch: batch, call: 0, baseline: mean(baseline, known), place: -1, values: whole), at: 0)
  }
  return calls.enumerated().map { index, call in
    ShownScores(
      batch: call.batch, call: number + index, baseline: call.baseline, place: call.place, values: call.values
    )
  }
}
