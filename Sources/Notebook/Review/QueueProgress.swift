import Accumulation

/// How far a person has come with the candidates, and what is still at stake.
struct QueueProgress: Equatable {
  let judged: Int
  let total: Int
  /// Units whose verdict one of the answers that are left could change by itself.
  let verdicts: Int

  /// Pairs of different keys count where somebody looks at those.
  init(_ analysis: Analysis, acrossAnchors: Bool = false) throws {
    let left = try MergeQueue(analysis: analysis, acrossAnchors: acrossAnchors).unordered()
    let doubts = analysis.study.doubts.pairs(in: try analysis.operations())
    judged = try Set(analysis.ruledPairs()).union(doubts).count
    total = judged + left.count
    let unitOf = try analysis.partition().unitOf
    verdicts =
      left.reduce(into: Set<Int32>()) { units, entry in
        guard entry.change.verdicts > 0 else { return }
        units.insert(unitOf[Int(entry.candidate.first)])
        units.insert(unitOf[Int(entry.candidate.second)])
      }.count
  }

  /// Some answers later.
  func line(after answers: Int = 0) -> String {
    let done = "\(min(total, judged + answers)) of \(total) judged"
    if judged + answers >= total { return done }
    let stake = verdicts == 0 ? "no verdict" : "at most \(counted(verdicts, "verdict"))"
    return "\(done); the rest can change \(stake)"
  }
}
