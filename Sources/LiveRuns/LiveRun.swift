import Analyses
import Answers
import Basics
import Channels
import Files
import Language
import LiveViews
import Memory
import Optimizing
import Sessions
import Studies
import TraceLogs
import Traces

/// A run at work: its statement brings it some phases further, and reads what its log then holds into the study.
package struct LiveRun {
  /// How far a statement goes.
  package enum Goal {
    /// Until this phase of the batch at work is done.
    case phase(RunPhase)
    /// Until so many batches are done; nil to the end.
    case batches(Int?)
  }

  private let settings: RunSettings
  private var call: Call
  private let before: Study

  package init(_ settings: RunSettings, _ call: Call, _ turn: Turn) {
    (self.settings, self.call, before) = (settings, call, turn.study)
  }

  /// Does it, or reads what stands there already where this is a recorded statement.
  package mutating func perform(
    _ goal: Goal, only: ((Analysis) throws -> Set<Int32>)? = nil, _ turn: inout Turn
  )
    throws -> Answer
  {
    let recorded = try call.count(of: "bytes").flatMap { bytes in call["sha256"].map { (bytes, $0) } }
    var reports: [PhaseReport] = []
    if let (bytes, hash) = recorded, try isThere(bytes, hash) {
      return try answer(bytes, hash, reports, &turn)
    }
    var optimization = try open(turn)
    do {
      try advance(&optimization, goal, until: recorded?.0, only: only, &reports, turn)
    } catch {
      // Whoever pays wants to know, above all where something went wrong.
      tellUsage(optimization.desk, turn)
      if let told = LiveLines.stopped(optimization) { turn.news?(.said(told)) }
      throw error
    }
    if optimization.desk.terms.prices != Prices() { tellUsage(optimization.desk, turn) }
    let bytes = optimization.log.byteCount
    let hash = try Files.sha256(ofFile: settings.log, limit: bytes)
    if let (wanted, recorded) = recorded, bytes != wanted || hash != recorded {
      throw OptimizingFault.otherLog(path: settings.log)
    }
    return try answer(bytes, hash, reports, &turn)
  }

  private func tellUsage(_ desk: ChatDesk, _ turn: Turn) {
    turn.news?(.said(UsageTable.line(desk.cassette.usage, prices: desk.terms.prices)))
  }

  private func isThere(_ bytes: Int, _ hash: String) throws -> Bool {
    guard isRegularFile(settings.log) else { return false }
    return try Files.sha256(ofFile: settings.log, limit: bytes) == hash
  }

  private func open(_ turn: Turn) throws -> Optimization {
    let tasks = try TaskFile(settings.tasks)
    let log = try RunLog(settings.log, epsilon: settings.epsilon)
    let desk = try ChatDesk(
      LiveFlags.terms(call, turn), Cassette(settings.cassette, LiveFlags.mode(call, turn)))
    let memory = try settings.memory.map { try FirstMemory.items($0, turn) } ?? []
    let study = turn.study
    let keep: (TraceLog) throws -> KeptPool = { trace in
      var study = study
      (study.log, study.position, study.seal) = (LoadedLog(trace), nil, nil)
      let analysis = turn.analysis(of: study)
      let count = trace.batches.count
      return KeptPool(
        before: try analysis.replay(at: count - 1), now: try analysis.replay(at: count),
        beta: study.settings.beta
      ) { try analysis.posterior() }
    }
    return try Optimization(
      settings, tasks: tasks, memory: memory, prompts: try Prompts(folder: settings.prompts), desk: desk,
      log: log, keep: keep)
  }

  /// A goal is reached at a phase's end, and what was recorded when the log is as long as then.
  private func advance(
    _ run: inout Optimization, _ goal: Goal, until bytes: Int?, only: ((Analysis) throws -> Set<Int32>)?,
    _ reports: inout [PhaseReport], _ turn: Turn
  ) throws {
    if bytes == nil, case .phase(let phase) = goal { try checkTurn(of: phase, run) }
    let pace = RunPace(run)
    while let next = run.nextPhase {
      if let bytes {
        if run.log.byteCount >= bytes { return }
      } else if isReached(goal, run, after: reports.last) {
        return
      }
      let pool = reports.last { $0.replay != nil }?.replay?.pool.count
      let heading = LiveLines(run, pool: pool, minutes: pace.minutesLeft(run)).heading
      let beat = turn.pulse.beat
      let pulse = Pulse { stage, done, total in try beat("\(heading) · \(stage)", done, total) }
      let report: PhaseReport?
      if next == .scored, let only {
        var study = turn.study
        study.log = LoadedLog(try run.log.trace())
        report = try run.score(run.position.batch, only: try only(turn.analysis(of: study)), pulse)
      } else {
        report = try run.advance(pulse: pulse)
      }
      guard let report else { return }
      reports.append(report)
      if let told = LiveLines(run, pool: nil, minutes: nil).told(report) { turn.news?(.said(told)) }
    }
  }

  private func checkTurn(of phase: RunPhase, _ run: Optimization) throws {
    guard let next = run.nextPhase else { throw OptimizingFault.runIsOver(batches: run.position.batch) }
    switch (phase, next) {
    case (.proposed, .scored): throw OptimizingFault.outOfTurn(next: "score")
    case (.proposed, .stepped): throw OptimizingFault.outOfTurn(next: "step --live")
    case (.scored, .scored), (.stepped, _), (.proposed, _): break
    case (.scored, .stepped): throw OptimizingFault.outOfTurn(next: "step --live")
    default: throw OptimizingFault.outOfTurn(next: "propose")
    }
  }

  /// `last` is what this statement did last.
  private func isReached(_ goal: Goal, _ run: Optimization, after last: PhaseReport?) -> Bool {
    let isBetween = run.nextPhase == .proposed || run.nextPhase == nil
    switch goal {
    case .batches(let count): return count.map { run.position.batch >= $0 && isBetween } ?? false
    case .phase(.stepped): return last != nil && run.position.batch > 0 && isBetween
    case .phase(let phase): return last?.phase == phase
    }
  }

  private mutating func answer(_ bytes: Int, _ hash: String, _ reports: [PhaseReport], _ turn: inout Turn)
    throws
    -> Answer
  {
    var options = ReadOptions(pulse: turn.pulse)
    options.byteLimit = bytes
    let trace = try readTrace(settings.log, options: options).log
    turn.study.log = LoadedLog(trace)
    turn.study.position = nil
    turn.study.run = settings
    turn.study.inputs.removeAll { $0.path == settings.log }
    turn.study.inputs.append(Input(path: settings.log, sha256: hash))
    for flag in LiveFlags.passing { call.drop(flag) }
    call.record("bytes", "\(bytes)")
    call.record("sha256", hash)
    turn.recorded = call.canonical
    let usage = try RunUsage(settings.cassette)
    return try RunTable(turn.analysis, usage).answer(LiveLines.cuts(reports))
  }
}
