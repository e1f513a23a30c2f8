import Accumulation
import Analyses
import Answers
import Embedding
import Language
import Phrasing
import Sessions
import Studies
import Testing

/// Pairs of operations of different keys: remembered down to a floor, cut at tau.
@Suite struct CrossingsTests {
  @Test func movingTauGivesWhatAFreshStudyGives() throws {
    let moved = try Bench()
    try moved.run("load datasets/kitchen.jsonl")
    for tau in ["0.6", "0.45", "0.3", "0.8", "0.5", "0"] {
      try moved.run("set tau \(tau)")
      let fresh = try Bench()
      try fresh.run("load datasets/kitchen.jsonl; set tau \(tau)")
      let pairs = Array(try moved.session.analysis.crossings())
      #expect(pairs == Array(try fresh.session.analysis.crossings()), "tau \(tau)")
      #expect(pairs == (try everyCrossing(fresh)), "tau \(tau)")
    }
  }

  /// By the definition: all pairs, each by its cosine.
  private func everyCrossing(_ bench: Bench) throws -> [SimilarPair] {
    let analysis = bench.session.analysis
    let (operations, vectors) = (try analysis.operations(), try analysis.vectors())
    var pairs: [SimilarPair] = []
    for first in 0..<operations.count {
      for second in (first + 1)..<operations.count where operations.key[first] != operations.key[second] {
        let cosine = vectors.cosine(first, second)
        if cosine >= analysis.study.settings.tau {
          pairs.append(SimilarPair(Int32(first), Int32(second), cosine))
        }
      }
    }
    return pairs.sorted { ($1.cosine, $0.first, $0.second) < ($0.cosine, $1.first, $1.second) }
  }

  @Test func tooManyPairsUnderTauDoNotMatterAndOverTauAreSaid() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; set tau 0.5")
    let count = try Bench.crossingsOfKitchen(tau: "0.5")
    #expect(try Bench.crossingsOfKitchen(tau: "0.3") > count)
    #expect(try bench.session.analysis.crossings(limit: count).count == count)
    let other = try Bench()
    try other.run("load datasets/kitchen.jsonl; set tau 0.5")
    let fault = AnalysisFault.tooManyPairs(limit: count - 1, tau: Cosine(0.5))
    #expect(throws: fault) { try other.session.analysis.crossings(limit: count - 1) }
    let complaint = Wording.complaint(fault)
    #expect(complaint.message == "over \(count - 1) pairs of wordings have a cosine of 0.50 or more")
    #expect(complaint.hint == "a higher tau leaves fewer: set tau 0.9")
  }
}

extension Bench {
  fileprivate static func crossingsOfKitchen(tau: String) throws -> Int {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; set tau \(tau)")
    return try bench.session.analysis.crossings().count
  }
}
