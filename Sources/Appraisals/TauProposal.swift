import Analyses
import Answers
import Assessing
import Basics
import Identity
import Language
import Tables
import Views

/// The tau with the best F1 on labelled pairs, how sure it is, and what speaks against trusting it.
package struct TauProposal {
  package let study: PairStudy
  private let best: BestTau

  /// Throws where pairs cannot tell a good tau from a bad one.
  package init(_ study: PairStudy) throws {
    let quality = study.quality
    if quality.sameCount == 0 || quality.sameCount == quality.count {
      throw ViewFault.oneSidedPairs(
        path: study.path, areSame: quality.sameCount > 0, from: quality.pairs.sameFrom)
    }
    guard let best = quality.best else { throw ViewFault.noTauJoins(path: study.path) }
    self.study = study
    self.best = best
  }

  package func answer() -> Answer {
    Answer([
      .said(PairsView(study: study).headline), .said(proposal), .said(reason), .table(table()), .said(paper),
    ])
  }

  private var proposal: String {
    let interval = study.quality.tau.map { "   95% interval \(shown($0.low)) to \(shown($0.high))" } ?? ""
    return "set tau \(shown(best.tau.value))\(interval)"
  }

  private var reason: String {
    let plateau =
      best.lowest == best.highest
      ? "" : ", which is the same from \(shown(best.lowest.value)) to \(shown(best.highest.value))"
    return "it has the best F1 on these pairs\(plateau); the study stays as it is"
  }

  private var paper: String {
    "The paper's 0.85 belongs to Qwen3-Embedding-4B; cosines of \(study.embedder) lie elsewhere."
  }

  /// The proposed tau, the ends of its interval, and the study's.
  private func table() -> Table {
    let columns: [Column] = [
      .text("which", essential: true), .number("tau", essential: true),
      .number("precision", essential: true), .number("recall", essential: true),
      .number("f1", essential: true), .number("merged", essential: true),
    ]
    let ends = study.quality.tau.map { [("low", Cosine($0.low)), ("high", Cosine($0.high))] } ?? []
    let rows = ([("proposed", best.tau)] + ends + [("set", study.tau)]).map { which, tau -> [Cell] in
      let figures = study.quality.figures(at: tau)
      return [
        .text(which), .number(tau.value, places: 4), .optional(figures.precision, places: 3),
        .optional(figures.recall, places: 3), .optional(figures.f1, places: 3),
        .optional(figures.mergedShare, places: 3),
      ]
    }
    return Table("tau", columns, rows: rows)
  }

  /// Below these a proposal is said with a warning.
  private static let fewPairs = 50
  private static let smallShare = 0.05
  private static let wideInterval = 0.1

  package var warnings: [String] {
    let quality = study.quality
    var warnings: [String] = []
    if quality.count < TauProposal.fewPairs {
      warnings.append("\(counted(quality.count, "pair")) are few to choose a tau by; 50 or more say more")
    }
    let share = Double(quality.sameCount) / Double(quality.count)
    if min(share, 1 - share) < TauProposal.smallShare {
      let kind = share < 0.5 ? "the same" : "different"
      warnings.append("only \(fixed(100 * min(share, 1 - share), places: 1))% of the pairs are \(kind)")
    }
    if quality.figures(at: best.tau).merged == quality.count {
      warnings.append("no tau does better than joining all pairs: these cosines do not tell them apart")
    }
    if let tau = quality.tau, tau.high - tau.low > TauProposal.wideInterval {
      warnings.append("the interval is wide: other pairs of this kind could propose another tau")
    }
    return warnings
  }

  private func shown(_ tau: Double) -> String { shortNumber(tau) }
}
