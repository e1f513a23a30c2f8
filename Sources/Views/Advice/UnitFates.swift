import Analyses
import Memory
import TraceLogs

/// What the replay did with each unit, and why it did not apply it, in words.
struct UnitFates {
  private let replay: Replay
  private let words: ReplayWording
  private let trace: TraceLog
  private var applied: [Int32: PoolEvent] = [:]
  /// The last that was done to it.
  private var last: [Int32: PoolEvent] = [:]
  private let pooled: Set<Int32>

  init(_ analysis: Analysis) throws {
    trace = try analysis.trace()
    replay = try analysis.replay(at: trace.batches.count)
    words = ReplayWording(replay)
    pooled = Set(replay.pool.map(\.unit))
    for event in replay.events {
      guard words.name(event) != nil else { continue }
      last[event.unit] = event
      if case .applied = event.kind { applied[event.unit] = event }
    }
  }

  /// What the unit's edit does to memory; nil where no batch proposes it.
  func edit(of unit: Int) -> Edit? { replay.material.edits[unit] }

  func told(_ unit: Int) -> String {
    let unit = Int32(truncatingIfNeeded: unit)
    guard let last = last[unit] else { return waiting(unit) }
    guard let applied = applied[unit] else {
      if pooled.contains(unit), case .evicted = last.kind { return waiting(unit) }
      return "not applied: \(words.why(last) ?? "it left the pool")"
    }
    let done = "applied in batch \(number(applied))"
    guard case .evicted = last.kind, !pooled.contains(unit) else { return done }
    return "\(done), left in \(number(last)): \(words.why(last) ?? "")"
  }

  private func waiting(_ unit: Int32) -> String {
    guard pooled.contains(unit) else { return "never in the pool" }
    guard let mhat = replay.mhat(of: unit) else { return "not applied: nothing scored it" }
    return mhat > 0 ? "not applied: others stood higher" : "not applied: m̂ is not above 0"
  }

  private func number(_ event: PoolEvent) -> Int { trace.batches[Int(event.step) - 1].number }
}
