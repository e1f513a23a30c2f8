import Identity
import Language
import Scoring

/// What was frozen so that later batches may certify: from then on, whoever looks at the evidence and changes what
/// verdicts rest on has broken the seal.
package struct Seal: Sendable, Equatable {
  /// How many batches came before it, in the order of time.
  package let after: Int
  /// Sixteen digits over what those batches held.
  package let batches: String
  package let basis: VerdictBasis
  /// The statement that changed the basis; nil while the seal holds. Changing back does not mend it.
  package var brokenBy: String?

  package init(after: Int, batches: String, basis: VerdictBasis, brokenBy: String? = nil) {
    (self.after, self.batches, self.basis) = (after, batches, basis)
    self.brokenBy = brokenBy
  }
}

/// All that a person chose and verdicts rest on. What only steers m̂, pool or memory is no part of it.
package struct VerdictBasis: Sendable, Equatable {
  let embedder: EmbedderChoice
  let tau: Cosine
  let deltaRule: DeltaRule
  let rules: VerdictRules
  let decisions: Decisions

  package init(_ study: Study) {
    let settings = study.settings
    (embedder, tau, deltaRule) = (settings.embedder, settings.tau, settings.deltaRule)
    (rules, decisions) = (settings.verdicts, study.decisions)
  }
}

extension Study {
  /// The first batch whose observations count: the one after an unbroken seal, else the first of all.
  package var firstCertifying: Int {
    guard let seal, seal.brokenBy == nil else { return 0 }
    return seal.after
  }

  /// Whether verdicts come from batches that nobody had seen when settings and decisions were made.
  package func standing(batchCount: Int) -> VerdictStanding {
    guard let seal else { return .exploratory }
    if let statement = seal.brokenBy { return .broken(by: statement) }
    return .sealed(after: seal.after, certifying: max(0, batchCount - seal.after))
  }
}

package enum VerdictStanding: Equatable {
  case exploratory
  case sealed(after: Int, certifying: Int)
  case broken(by: String)

  /// One word, for a column.
  package var status: String {
    switch self {
    case .exploratory: "exploratory"
    case .sealed: "sealed"
    case .broken: "broken"
    }
  }

  /// For a person, beside every verdict.
  package var sentence: String {
    switch self {
    case .exploratory: "exploratory: all batches count, and nothing is sealed"
    case .broken(let statement): "seal broken by: \(statement); all batches count, exploratory"
    case .sealed(let after, let certifying):
      "sealed after batch \(after); \(counted(certifying, "batch", "batches")) \(certifying == 1 ? "certifies" : "certify")"
    }
  }
}
