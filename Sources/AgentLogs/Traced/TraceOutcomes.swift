import Importing
import Spans

/// What each trace was worth, by the judgement that was chosen.
struct TraceOutcomes {
  private var sums: [Double]
  private var counts: [Int32]

  /// The mean of all judgements of that name; nil where there is none.
  subscript(trace: Int) -> Double? { counts[trace] > 0 ? sums[trace] / Double(counts[trace]) : nil }

  private static let status = "status"

  init(_ sightings: Sightings, _ request: ImportRequest, _ draft: inout LogDraft) {
    sums = [Double](repeating: 0, count: sightings.traces.count)
    counts = [Int32](repeating: 0, count: sightings.traces.count)
    let sign: Double = request["better"] == "lower" ? -1 : 1
    if request["score"] == TraceOutcomes.status {
      takeStatus(sightings)
      return
    }
    let found = TraceOutcomes.judged(sightings, &draft)
    guard let name = TraceOutcomes.chosen(found, sightings, request, &draft) else { return }
    for judged in found where judged.name == name {
      sums[judged.trace] += sign * judged.value
      counts[judged.trace] += 1
    }
    draft.account.noted(
      "an outcome is the judgement \(sightings.names[name] ?? ""); \(sign > 0 ? "higher" : "lower") is better (--better)"
    )
  }

  private mutating func takeStatus(_ sightings: Sightings) {
    for (index, trace) in sightings.traces.enumerated() where trace.hasRoot {
      sums[index] = trace.isFailed ? 0 : 1
      counts[index] = 1
    }
  }

  private struct Judged {
    let trace: Int
    let name: Int32
    let value: Double
  }

  /// Judgements with a number that speak of a trace that is there.
  private static func judged(_ sightings: Sightings, _ draft: inout LogDraft) -> [Judged] {
    let traces = JudgedTraces(sightings)
    return sightings.judgements.compactMap { judgement in
      let name = sightings.names[judgement.name] ?? ""
      if case .session = judgement.target {
        draft.account.leftOut("a judgement of a whole session", example: name)
        return nil
      }
      guard let trace = traces.trace(of: judgement) else {
        draft.account.leftOut("a judgement of a span or an answer that is not in the log", example: name)
        return nil
      }
      let label = sightings.names[judgement.label]
      guard let value = judgement.value ?? label.flatMap({ worth(ofLabel: $0) }), value.isFinite else {
        draft.account.leftOut("a judgement that is no number", example: "\(name): \(label ?? "")")
        return nil
      }
      return Judged(trace: Int(trace), name: judgement.name, value: value)
    }
  }

  /// The one that was asked for, or the one that most traces have; of several, the first by its bytes.
  private static func chosen(
    _ found: [Judged], _ sightings: Sightings, _ request: ImportRequest, _ draft: inout LogDraft
  ) -> Int32? {
    var traces: [Int32: Set<Int>] = [:]
    for judged in found { traces[judged.name, default: []].insert(judged.trace) }
    func text(_ name: Int32) -> String { sightings.names[name] ?? "" }
    let names = traces.keys.sorted { left, right in
      let (many, few) = (traces[left]?.count ?? 0, traces[right]?.count ?? 0)
      return many != few ? many > few : text(left) < text(right)
    }
    let known = names.map { "\(text($0)) (\(traces[$0]?.count ?? 0))" }.joined(separator: ", ")
    if let asked = request["score"] {
      if let name = names.first(where: { text($0) == asked }) { return name }
      draft.account.cannot(
        "what \(asked) was: no trace has such a judgement; there are: \(known.isEmpty ? "none" : known)")
      return nil
    }
    guard let first = names.first else { return nil }
    draft.settle("score", text(first))
    if names.count > 1 {
      draft.account.ambiguous(
        "traces have several judgements: \(known); the first is taken for their outcome", flag: "score")
    }
    return first
  }
}
