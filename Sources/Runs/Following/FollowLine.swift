import Analyses
import Identity

/// What a fold changed, as one line of JSON.
enum FollowLine {
  /// The first fold is all there is, which is no news.
  static func text(_ news: StudyNews, isFirst: Bool, broken: String?) -> String {
    let found = isFirst ? [] : news.found.map(unit)
    let candidates = isFirst ? [] : news.candidates.map(pair)
    let batches = ["\(news.batches.lowerBound + 1)", "\(news.batches.upperBound)"]
    let members: [(String, String)] = [
      ("batches", RunRecord.list(batches)), ("proposals", "\(news.proposals.upperBound)"),
      ("observations", "\(news.observations)"), ("units", "\(news.unitCount)"),
      ("new_units", RunRecord.list(found)), ("verdicts", RunRecord.list(news.flips.map(flip))),
      ("candidates", RunRecord.list(candidates)), ("broken", broken.map(RunRecord.quoted) ?? "null"),
    ]
    return RunRecord.object(members)
  }

  private static func unit(_ found: StudyNews.Found) -> String {
    RunRecord.object([("unit", RunRecord.quoted(found.name)), ("content", RunRecord.quoted(found.content))])
  }

  private static func flip(_ flip: StudyNews.Flip) -> String {
    let (was, now) = (RunRecord.quoted(flip.was.rawValue), RunRecord.quoted(flip.now.rawValue))
    return RunRecord.object([("unit", RunRecord.quoted(flip.name)), ("was", was), ("is", now)])
  }

  private static func pair(_ pair: StudyNews.Pair) -> String {
    RunRecord.object([
      ("first", RunRecord.quoted(pair.first)), ("second", RunRecord.quoted(pair.second)),
      ("kind", RunRecord.quoted(pair.kind.rawValue)), ("cosine", "\(pair.cosine.value)"),
    ])
  }
}

/// Figures in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct FollowTotals {
  private var folds = 0
  private var flips = 0

  mutating func take(_ news: StudyNews) {
    folds += 1
    flips += news.flips.count
  }

  func text(_ news: StudyNews, isBroken: Bool) -> String {
    let figures = [
      figure("maa_batches_total", "counter", "Batches of the followed log.", news.batches.upperBound),
      figure("maa_proposals_total", "counter", "Proposals of the followed log.", news.proposals.upperBound),
      figure("maa_observations", "gauge", "Observations of all units.", news.observations),
      figure("maa_units", "gauge", "Units.", news.unitCount),
      figure("maa_verdict_changes_total", "counter", "Verdicts that became others.", flips),
      figure("maa_folds_total", "counter", "How often what came was taken in.", folds),
      figure("maa_expectation_broken", "gauge", "Whether an expectation does not hold.", isBroken ? 1 : 0),
    ]
    let heading = "# HELP maa_units_by_verdict Units by verdict.\n# TYPE maa_units_by_verdict gauge\n"
    let verdicts = news.verdicts.map {
      "maa_units_by_verdict{verdict=\"\($0.verdict.rawValue)\"} \($0.count)\n"
    }
    return figures.joined() + heading + verdicts.joined()
  }

  private func figure(_ name: String, _ kind: String, _ help: String, _ value: Int) -> String {
    "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n\(name) \(value)\n"
  }
}
