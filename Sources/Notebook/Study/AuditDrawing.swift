import Accumulation
import Embedding
import Files

/// Pairs that were drawn at random for a person to judge, by the names of their operations. Drawn once: what is answered,
/// or set, later changes nothing of it.
package struct Audit: Sendable, Equatable {
  package struct Pair: Sendable, Equatable {
    package let first: OperationName
    package let second: OperationName
    /// Which of the strata it was drawn from.
    package let stratum: Int
  }

  /// What it was drawn from; shares mean nothing on another log.
  let log: LoadedLog
  package let wanted: Int
  package let seed: Int
  package let strata: [AuditShare]
  /// In the order in which they are asked for.
  package let pairs: [Pair]

  /// In the place of a sample that cannot be drawn from the log that is loaded: what was judged says nothing of it.
  static let ofAnotherLog = Audit(log: LoadedLog(TraceLog()), wanted: 0, seed: 0, strata: [], pairs: [])

  /// Sixteen digits over all of it. Two samples that agree on it ask for the same pairs, as likely drawn.
  var digest: String {
    let digest = Digest()
    digest.update("\(wanted) \(seed)\n")
    for share in strata { digest.update("\(share.text)\n") }
    for pair in pairs { digest.update("\(pair.first) \(pair.second) \(pair.stratum)\n") }
    return String(digest.finish().prefix(16))
  }
}

extension Study {
  /// The audit of the log that is loaded.
  var currentAudit: Audit? { audit.flatMap { $0.log == log ? $0 : nil } }

  /// Answers of an audit that came with imported decisions, and without its sample.
  var hasImportedAudit: Bool { audit == nil && decisions.all.contains { $0.audit != nil } }
}

extension Analysis {
  /// The merging as it is without what audits answered.
  func withoutAudits() -> Analysis {
    var study = study
    study.decisions = study.decisions.withoutAudits
    return after(study)
  }

  /// Draws pairs to judge, from the merging without what audits answered before.
  func audit(of wanted: Int, seed: Int) throws -> Audit {
    let base = withoutAudits()
    let operations = try operations()
    let sample = try AuditSample(
      try base.auditFrame(), count: wanted, seed: UInt64(seed), pulse: pulse)
    guard !sample.strata.isEmpty else { throw StatementFault.nothingToAudit }
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
      try operations(), try partition(), try vectors(), tau: study.settings.tau, close: close, floor: floor)
  }

  private static let mostClose = 2_000_000

  private func closePairs(atLeast floor: Cosine) throws -> [AuditFrame.ClosePair]? {
    var join = SimilarityJoin(atLeast: floor)
    join.limit = Analysis.mostClose
    do {
      return try join.pairs(vectors(), keys: operations().key, workers: .threads, pulse: pulse).map {
        AuditFrame.ClosePair($0.first, $0.second, $0.cosine)
      }
    } catch JoinFault.tooManyPairs { return nil }
  }
}
