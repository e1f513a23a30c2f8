import Basics
import Identity

/// What answers of a stratum are drawn from again, in a bootstrap.
///
/// Beside the answers it holds one of either kind that nobody gave: a stratum of which ten pairs were judged, all of them
/// different, may hold some that are the same (Laplace 1774). A hopeful urn holds none that is the same and apart: what nobody
/// found may as well not be there, and one such pair in a large stratum would keep recall low in every draw.
struct AuditUrn {
  private let answers: [AuditSums]
  private let invented: [AuditSums]
  private let mean: AuditSums
  /// How far a draw moves from the mean: not at all where all pairs of the stratum were judged.
  private let reach: Double

  init(_ stratum: AuditedStratum, isHopeful: Bool = false) {
    answers = stratum.answers.map(AuditSums.init)
    mean = AuditSums.mean(of: stratum.answers)
    let judged = Double(stratum.answers.count) / Double(max(1, stratum.share.count))
    reach = max(0, 1 - judged).squareRoot()
    let invented = AuditUrn.invented(stratum, mean)
    self.invented = isHopeful ? invented.filter { $0.merged > 0 || $0.same == 0 } : invented
  }

  /// Of either kind, merged or apart as the stratum is; where merging has changed since, and it is both, of all four.
  private static func invented(_ stratum: AuditedStratum, _ mean: AuditSums) -> [AuditSums] {
    // The vote of an invented pair is that of the stratum's mean unit.
    let vote = mean.merged > 0 ? mean.votes / mean.merged : 0
    let isMixed = mean.merged > 0 && mean.merged < 1 - 1e-9
    let kinds = isMixed ? [true, false] : [mean.merged > 0]
    return kinds.flatMap { isMerged in
      [true, false].map { isSame in
        var sums = AuditSums(AuditAnswer(isSame: isSame, unitSize: isMerged ? 2 : nil))
        (sums.votes, sums.rightVotes) = isMerged ? (vote, isSame ? vote : 0) : (0, 0)
        return sums
      }
    }
  }

  /// The mean of as many answers as there are, drawn with replacement.
  func draw(_ random: inout Randomness) -> AuditSums {
    var drawn = AuditSums([])
    for _ in answers {
      let place = random.below(answers.count + invented.count)
      drawn.add(
        place < answers.count ? answers[place] : invented[place - answers.count],
        times: 1 / Double(answers.count))
    }
    var moved = AuditSums([])
    moved.add(mean, times: 1 - reach)
    moved.add(drawn, times: reach)
    return moved
  }
}
