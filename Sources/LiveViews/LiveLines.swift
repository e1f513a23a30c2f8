import Analyses
import Channels
import Language
import Memory
import Optimizing
import Tables

/// What a person reads of a run while it goes on.
package struct LiveLines {
  /// Above the progress: where the run is, what it has used, and what it will have used.
  package let heading: String
  private let count: Int
  private let spent: String

  /// `pool` is how many units it holds, where that is known; `minutes` how long it is likely to take yet.
  package init(_ run: Optimization, pool: Int?, minutes: Int?) {
    count = run.schedule.count
    let isBetween = run.nextPhase == .proposed || run.nextPhase == nil
    let (usage, prices) = (run.desk.cassette.usage, run.desk.terms.prices)
    let done = isBetween ? run.position.batch : run.position.batch - 1
    let forecast = RunForecast(usage, prices, done: done, of: run.schedule)
    spent = LiveLines.money(usage.cost(prices), forecast)
    let parts = [
      "batch \(min(count, done + 1)) of \(count)", pool.map { "pool \($0)" },
      "\(counted(usage.whole.answers, "call"))", LiveLines.tokens(usage.whole.tokens.all, forecast),
      spent.isEmpty ? nil : spent, minutes.map { $0 > 0 ? "\($0) min left" : "under a minute left" },
    ]
    heading = parts.compactMap { $0 }.joined(separator: " · ")
  }

  private static func tokens(_ count: Int, _ forecast: RunForecast?) -> String {
    forecast.map { "\(count) of some \($0.tokens) tokens" } ?? counted(count, "token")
  }

  private static func money(_ cost: Double?, _ forecast: RunForecast?) -> String {
    guard let cost, cost > 0 else { return "" }
    let end = forecast?.cost.map { " of some \(Channels.money($0))" } ?? ""
    return "cost \(Channels.money(cost))\(end)"
  }

  /// A line for a phase; nil where it says nothing that the next does not.
  package func told(_ report: PhaseReport) -> String? {
    let place = "batch \(report.batch) of \(count)"
    switch report.phase {
    case .begun: return nil
    case .proposed:
      let flaw = report.flaw.map { ", others left out: \($0)" } ?? ""
      return "\(place)   \(counted(report.proposed, "proposal"))\(flaw)"
    case .scored:
      let missing = report.missing > 0 ? ", \(report.missing) without a score" : ""
      return "\(place)   \(report.scored) scored\(missing)"
    case .stepped:
      let paid = spent.isEmpty ? "" : " · \(spent)"
      return report.replay.map { "\(place)   \(LiveLines.step($0))\(paid)" }
    case .validated:
      return report.validation.map { "\(place)   validation \(fixed($0, places: 4))" }
    }
  }

  private static func step(_ replay: Replay) -> String {
    let events = replay.events.reversed().prefix { Int($0.step) == replay.step }.reversed()
    let words = ReplayWording(replay)
    func units(_ isMeant: (PoolEvent.Kind) -> Bool) -> String {
      let names = events.filter { isMeant($0.kind) }.map { event in
        "U\(event.unit + 1)\(words.why(event).map { " (\($0))" } ?? "")"
      }
      return names.isEmpty ? "none" : names.joined(separator: ", ")
    }
    let joined = events.count { $0.kind == .joined }
    let applied = units { $0 == .applied }
    let out = units { if case .evicted = $0 { true } else { false } }
    return
      "\(counted(joined, "proposal")) merged · pool \(replay.pool.count) · applied \(applied) · out \(out) · bank \(replay.bank.count)"
  }

  /// Where a run stands that was stopped: the session has not seen what it did since, and the log has.
  package static func stopped(_ run: Optimization) -> String? {
    guard !run.log.isEmpty, !run.isOver else { return nil }
    let batch = "batch \(run.position.batch) of \(run.schedule.count)"
    return "the log stands at \(batch) and keeps what was answered · optimize … --resume goes on"
  }

  /// What was left out of traces, once.
  package static func cuts(_ reports: [PhaseReport]) -> String? {
    let cuts = reports.compactMap(\.cut)
    guard let least = cuts.map(\.bytes).min() else { return nil }
    let count = cuts.reduce(0) { $0 + $1.count }
    return
      "\(counted(count, "trace")) did not fit and lost their middle; the least that was kept of one is \(least) bytes"
  }
}
