import Importing
import Spans

/// Logs of Inspect in the order of their time, made into batches.
struct InspectRuns {
  private let logs: [InspectLog]
  private let asked: String?
  private let sign: Double

  init(_ logs: [InspectLog], _ request: ImportRequest) {
    self.logs = logs.enumerated().sorted { left, right in
      let (first, second) = (InspectRuns.time(left.element), InspectRuns.time(right.element))
      return first != second ? first < second : left.offset < right.offset
    }.map(\.element)
    asked = request["score"]
    sign = request["better"] == "lower" ? -1 : 1
  }

  private static func time(_ log: InspectLog) -> Int64 { log.created.flatMap { Instant.parse($0) } ?? .max }

  func write(into draft: inout LogDraft) {
    let models = Set(logs.map(\.model))
    for log in logs {
      let score = asked ?? chosen(log, &draft)
      let epochs = Set(log.samples.map(\.epoch)).sorted()
      for epoch in epochs.isEmpty ? [1] : epochs {
        let samples = log.samples.filter { $0.epoch == epoch }
        let label = epochs.count > 1 ? "\(log.file) epoch \(epoch)" : log.file
        draft.batch(label: label, tasks: samples.count, time: log.created)
        for sample in samples { task(sample, of: log, score, models.count > 1 ? log.model : nil, &draft) }
      }
    }
    draft.account.cannot("what stood in a memory: no sample names its items, so it holds no proposals")
  }

  private func task(
    _ sample: InspectLog.ScoredSample, of log: InspectLog, _ score: String?, _ arm: String?,
    _ draft: inout LogDraft
  ) {
    guard let score, let found = sample.scores.first(where: { $0.name == score }) else {
      return draft.account.leftOut(
        "a sample without the score that was chosen", example: sample.id, at: log.file)
    }
    guard let value = found.value else {
      return draft.account.leftOut(
        "a score that is no number", example: "\(sample.id): \(score)", at: log.file)
    }
    draft.task(sample.id, outcome: sign * value, scene: log.task, arm: arm)
  }

  /// The scorer that most samples of a log have; of several, the one that comes first.
  private func chosen(_ log: InspectLog, _ draft: inout LogDraft) -> String? {
    var (order, counts): ([String], [String: Int]) = ([], [:])
    for score in log.samples.flatMap(\.scores) {
      if counts[score.name] == nil { order.append(score.name) }
      counts[score.name, default: 0] += 1
    }
    let most = order.map { counts[$0] ?? 0 }.max() ?? 0
    guard let first = order.first(where: { counts[$0] == most }) else { return nil }
    if order.count > 1 {
      let known = order.map { "\($0) (\(counts[$0] ?? 0))" }.joined(separator: ", ")
      draft.account.ambiguous(
        "samples have several scores: \(known); \(first) is taken for their outcome", flag: "score")
    }
    return first
  }
}
