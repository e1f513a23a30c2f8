import Analyses
import Answers
import Basics
import Files
import Identity
import Phrasing
import Sessions

/// Whoever watches runs come and go; asked from several threads.
package protocol RunBoard: Sendable {
  func begin(_ run: PlannedRun, slot: Int)
  func beat(_ stage: String, _ done: Int, _ total: Int, slot: Int)
  func end(_ outcome: RunOutcome, slot: Int)
}

/// Runs side by side in one process.
///
/// Runs that read the same logs are a family. The first of a family goes ahead; the others begin with what it has made:
/// log, vectors, whatever does not depend on what they do otherwise; each of these keeps to one processor, where there are as many
/// of them as processors. The order in which runs end shows nowhere.
package struct RunQueue: Sendable {
  private struct State {
    var waiting: ArraySlice<Int>
    /// Families by what their first run made; none while it is at work.
    var opened: [String: Opened] = [:]
    var opening: Set<String> = []
    var outcomes: [Int: RunOutcome] = [:]
    var isStopped = false
  }

  /// Unchecked, because the stages of a family's first run are only ever copied, under the lock of `state`.
  private struct Opened: @unchecked Sendable { let stages: Stages }

  private let plan: RunPlan
  private let taus: [String: Set<Cosine>]
  private let terms: RunTerms
  private let registry: Registry
  private let jobs: Int
  private let failsFast: Bool
  private let board: any RunBoard

  package init(
    _ plan: RunPlan, _ terms: RunTerms, _ registry: Registry, jobs: Int, failsFast: Bool, board: any RunBoard
  ) {
    (self.plan, self.terms, self.registry) = (plan, terms, registry)
    taus = plan.tausOfFamily
    (self.jobs, self.failsFast, self.board) = (max(1, min(jobs, plan.runs.count)), failsFast, board)
  }

  /// What became of each run, in the order of the plan; nil for those that did not begin.
  package func run() throws -> [RunOutcome?] {
    let lock = try prepareFolder()
    let state = Monitor(State(waiting: Array(plan.runs.indices)[...]))
    try runInParallel(threads: jobs) { slot in work(slot, state) }
    withExtendedLifetime(lock) {}
    return state.change { state in plan.runs.indices.map { state.outcomes[$0] } }
  }

  /// Nothing runs where the folder cannot be had.
  private func prepareFolder() throws -> FileLock? {
    guard let folder = terms.folder else { return nil }
    try makeFolder(folder)
    // One of many processes locks only its own run.
    let name = plan.isPart ? plan.runs.first.map { ".\($0.name).lock" } ?? ".lock" : ".lock"
    let lock = try FileLock("\(folder)/\(name)")
    guard lock.takeAlone() else { throw PlanFault.folderLocked(path: folder) }
    if terms.resumes || terms.replaces { return lock }
    for run in plan.runs {
      let own = RunFolder(path: "\(folder)/\(run.name)")
      if own.isTaken || fileExists(own.path) && !names(in: own.path).isEmpty {
        throw PlanFault.folderInUse(path: own.path)
      }
    }
    return lock
  }

  private func work(_ slot: Int, _ state: Monitor<State>) {
    var (family, stages) = ("", Stages(cache: terms.options.vectorCache))
    while let (index, opened) = take(state) {
      let run = plan.runs[index]
      if run.family != family {
        (family, stages) = (run.family, opened ?? begin(family: run.family))
      }
      board.begin(run, slot: slot)
      let outcome =
        opened != nil && jobs >= processorCount
        ? SideBySide.run { self.outcome(of: run, stages, slot) } : self.outcome(of: run, stages, slot)
      board.end(outcome, slot: slot)
      give(outcome, index, stages, state)
    }
  }

  private func begin(family: String) -> Stages {
    Stages(cache: terms.options.vectorCache, awaitedTaus: taus[family]?.sorted() ?? [])
  }

  private func outcome(of run: PlannedRun, _ stages: Stages, _ slot: Int) -> RunOutcome {
    let pulse = Pulse { [board] stage, done, total in
      try Interrupt.check()
      board.beat(stage, done, total, slot: slot)
    }
    do { return try RunWorker(run, terms, registry, stages, pulse).perform() } catch {
      var outcome = RunOutcome(run)
      outcome.complaint = Wording.complaint(error)
      outcome.exitCode = outcome.complaint?.exitCode ?? ExitCode.failed
      return outcome
    }
  }

  /// The next run whose family is open, or that opens one; waits while others may open theirs.
  private func take(_ state: Monitor<State>) -> (Int, Stages?)? {
    state.wait { state -> (Int, Stages?)?? in
      guard !state.isStopped, !state.waiting.isEmpty else { return .some(nil) }
      guard let place = state.waiting.firstIndex(where: { !state.opening.contains(plan.runs[$0].family) })
      else {
        return nil
      }
      let index = state.waiting[place]
      if place == state.waiting.startIndex {
        state.waiting.removeFirst()
      } else {
        state.waiting.remove(at: place)
      }
      let family = plan.runs[index].family
      if let opened = state.opened[family] {
        return .some((index, opened.stages.forked(cache: terms.options.vectorCache)))
      }
      state.opening.insert(family)
      return .some((index, nil))
    }
  }

  private func give(_ outcome: RunOutcome, _ index: Int, _ stages: Stages, _ state: Monitor<State>) {
    state.change { state in
      state.outcomes[index] = outcome
      if state.opening.remove(plan.runs[index].family) != nil {
        // A few at a time: they hold logs.
        if state.opened.count > 3 { state.opened.removeAll() }
        state.opened[plan.runs[index].family] = Opened(stages: stages.forked(cache: nil))
      }
      let hasFailed = outcome.exitCode != ExitCode.done
      if outcome.exitCode == ExitCode.interrupted || hasFailed && failsFast { state.isStopped = true }
    }
  }
}
