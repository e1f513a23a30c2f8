import Channels
import Language
import Memory
import Optimizing
import Tables

/// What a person reads of a run while it goes on.
package struct LiveLines {
  /// Above the progress: where the run is, and what it has used.
  package let heading: String
  private let count: Int

  package init(_ run: Optimization) {
    count = run.schedule.count
    let batch = run.position.batch + (run.nextPhase == .proposed ? 1 : 0)
    let usage = run.desk.cassette.usage
    heading =
      "batch \(batch) of \(count) · \(LiveLines.used(usage.whole, usage.cost(run.desk.terms.prices)))"
  }

  private static func used(_ line: UsageSums.Line, _ cost: Double?) -> String {
    let spent = cost.flatMap { $0 > 0 ? " · \(money($0))" : nil } ?? ""
    return "\(counted(line.answers, "call")) · \(counted(line.tokens.all, "token"))\(spent)"
  }

  /// A line for a phase; nil where it says nothing that the next does not.
  package func told(_ report: PhaseReport) throws -> String? {
    let place = "batch \(report.batch) of \(count)"
    switch report.phase {
    case .begun: return nil
    case .proposed:
      let dropped = report.dropped > 0 ? ", and some that no memory could take" : ""
      return "\(place)   \(counted(report.proposed, "proposal"))\(dropped)"
    case .scored:
      let missing = report.missing > 0 ? ", \(report.missing) without a score" : ""
      return "\(place)   \(report.scored) scored\(missing)"
    case .stepped: return report.replay.map { "\(place)   \(LiveLines.step($0))" }
    case .validated:
      return report.validation.map { "\(place)   validation \(fixed($0, places: 4))" }
    }
  }

  private static func step(_ replay: Replay) -> String {
    let events = replay.events.reversed().prefix { Int($0.step) == replay.step }.reversed()
    func units(_ isMeant: (PoolEvent.Kind) -> Bool) -> String {
      let names = events.filter { isMeant($0.kind) }.map { "U\($0.unit + 1)" }
      return names.isEmpty ? "none" : names.joined(separator: " ")
    }
    let joined = events.count { $0.kind == .joined }
    let applied = units { $0 == .applied }
    let out = units { if case .evicted = $0 { true } else { false } }
    return
      "\(counted(joined, "proposal")) merged · pool \(replay.pool.count) · applied \(applied) · out \(out) · bank \(replay.bank.count)"
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
