import Files
import Identity
import TraceLogs

/// Pairs that were drawn at random for a person to judge, by the names of their operations. Drawn once: what is answered,
/// or set, later changes nothing of it.
package struct Audit: Sendable, Equatable {
  package struct Pair: Sendable, Equatable {
    package let first: OperationName
    package let second: OperationName
    /// Which of the strata it was drawn from.
    package let stratum: Int

    package init(first: OperationName, second: OperationName, stratum: Int) {
      (self.first, self.second, self.stratum) = (first, second, stratum)
    }
  }

  /// What it was drawn from; shares mean nothing on another log.
  package let log: LoadedLog
  package let wanted: Int
  package let seed: Int
  package let strata: [AuditShare]
  /// In the order in which they are asked for.
  package let pairs: [Pair]

  package init(log: LoadedLog, wanted: Int, seed: Int, strata: [AuditShare], pairs: [Pair]) {
    (self.log, self.wanted, self.seed) = (log, wanted, seed)
    (self.strata, self.pairs) = (strata, pairs)
  }

  /// In the place of a sample that cannot be drawn from the log that is loaded: what was judged says nothing of it.
  package static let ofAnotherLog = Audit(
    log: LoadedLog(TraceLog()), wanted: 0, seed: 0, strata: [], pairs: [])

  /// Sixteen digits over all of it. Two samples that agree on it ask for the same pairs, as likely drawn.
  package var digest: String {
    let digest = Digest()
    digest.update("\(wanted) \(seed)\n")
    for share in strata { digest.update("\(share.text)\n") }
    for pair in pairs { digest.update("\(pair.first) \(pair.second) \(pair.stratum)\n") }
    return String(digest.finish().prefix(16))
  }
}

extension Study {
  /// The audit of the log that is loaded.
  package var currentAudit: Audit? { audit.flatMap { $0.log == log ? $0 : nil } }

  /// Answers of an audit that came with imported decisions, and without its sample.
  package var hasImportedAudit: Bool { audit == nil && decisions.all.contains { $0.audit != nil } }
}
