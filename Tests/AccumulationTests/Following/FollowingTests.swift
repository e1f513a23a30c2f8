import Accumulation
import GoldenSupport
import Testing

/// A session of decisions, settings, appends and undos, in which every stage follows what was kept: it is, bit for bit,
/// what making everything anew gives.
@Suite struct FollowingTests {
  @Test func followingIsMakingAnew() throws {
    var random = SeededGenerator.announced()
    var followed = 0
    for sequence in 0..<2_000 {
      let log = try FollowedLog(&random)
      let first = FollowedStudy(
        batches: Int.random(in: 1...log.batchCount, using: &random),
        tau: Cosine(tenThousandths: Int32(log.sample.tau)))
      guard let start = try FollowedAnalysis(log, first) else { continue }
      var (history, kept) = ([(first, start)], [start])
      for step in 0..<6 {
        if history.count > 1, Int.random(in: 0..<6, using: &random) == 0 {
          history.removeLast()
          // What an undo finds again is the newest.
          kept.append(history[history.count - 1].1)
          continue
        }
        var study = history[history.count - 1].0
        try study.change(log, &random)
        guard let next = try FollowedAnalysis(log, study, kept: kept.suffix(3)) else { continue }
        let anew = try #require(try FollowedAnalysis(log, study))
        let difference = next.difference(from: anew)
        #expect(difference == nil, "sequence \(sequence), step \(step), seed \(random.seed)")
        guard difference == nil else { return }
        followed += next.followed
        history.append((study, next))
        kept.append(next)
      }
    }
    #expect(followed > 30_000, "seed \(random.seed)")
  }
}
