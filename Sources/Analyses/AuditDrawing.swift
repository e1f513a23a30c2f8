import Assessing
import Basics
import Embedding
import Files
import Identity
import Studies

extension Analysis {
  /// The merging as it is without what audits answered.
  func withoutAudits() -> Analysis {
    var study = study
    study.decisions = study.decisions.withoutAudits
    return after(study)
  }

  /// Draws pairs to judge, from the merging without what audits answered before.
  package func audit(of wanted: Int, seed: Int) throws -> Audit {
    let base = withoutAudits()
    let operations = try operations()
    let sample = try AuditSample(
      try base.auditFrame(), count: wanted, seed: UInt64(seed), pulse: pulse)
    guard !sample.strata.isEmpty else { throw AnalysisFault.nothingToAudit }
    let pairs = sample.pairs.map { pair in
      Audit.Pair(
        first: operations.name(of: Int(pair.first)), second: operations.name(of: Int(pair.second)),
        stratum: pair.stratum)
    }
    return Audit(log: try log(), wanted: wanted, seed: seed, strata: sample.strata, pairs: pairs)
  }

  /// Where close pairs are too many to hold, those further under tau count as far from it.
  private func auditFrame() throws -> AuditFrame {
    let tau = study.settings.tau
    for under in [Int32(2_000), 1_000, 0] {
      let floor = Cosine(tenThousandths: tau.tenThousandths - under)
      if let close = try closePairs(atLeast: floor) { return try auditFrame(close, floor) }
    }
    return try auditFrame([], Cosine(tenThousandths: 10_001))
  }

  private func auditFrame(_ close: [AuditFrame.ClosePair], _ floor: Cosine) throws -> AuditFrame {
    AuditFrame(
      try operations(), try units(), try vectors(), tau: study.settings.tau, close: close, floor: floor)
  }

  private static let mostClose = 2_000_000

  private func closePairs(atLeast floor: Cosine) throws -> [AuditFrame.ClosePair]? {
    var join = SimilarityJoin(atLeast: floor)
    join.limit = Analysis.mostClose
    do {
      return try join.pairs(vectors(), keys: operations().key.array, workers: .threads, pulse: pulse).map {
        AuditFrame.ClosePair($0.first, $0.second, $0.cosine)
      }
    } catch JoinFault.tooManyPairs { return nil }
  }
}
