import Basics
import Channels
import JSON
import Memory
import Scoring
import TraceLogs
import Traces

/// Scoring: what each candidate is worth beside the memory as it stands.
extension Optimization {
  /// Scores the batch's candidates, or those units of them that `only` names.
  package mutating func score(_ batch: Int, only: Set<Int32>?, _ pulse: Pulse) throws -> PhaseReport {
    let trace = try log.trace()
    let kept = try keep(trace)
    var candidates = candidates(trace, kept).filter { only?.contains($0.unit) ?? true }
    let free = try plan(&candidates, kept)
    let baseline = kept.before.bank.items
    let batchTasks = schedule.tasks(of: batch)
    var report = PhaseReport(phase: .scored, batch: batch)
    var records: [LoggedRecord] = []
    if !candidates.isEmpty {
      let calls =
        try settings.scorer == .judge
        ? unasked(free, beside: judged(baseline, candidates, batchTasks, batch, &report, pulse))
        : measured(baseline, candidates, batchTasks, batch, &records, pulse)
      records += calls.map { .scores($0) }
      let scored = Set(calls.flatMap { $0.values.map(\.id) })
      report.scored = scored.count
      report.missing = candidates.count { !scored.contains($0.id) }
    }
    try measuring.settle()
    try log.append(records, .scored, [("batch", .whole(batch))])
    return report
  }

  /// What is in the pool when the batch is scored, in the pool's order, with the memory that each would bring about. One that
  /// memory can no longer take has no state of its own. One that memory follows has the baseline's, and an advantage of 0, as the
  /// method has it; where it leaves its place to others (`standing passes`), nothing is to be learnt from that, and it is left out.
  private func candidates(_ trace: TraceLog, _ kept: KeptPool) -> [CandidateState] {
    let step = Int32(truncatingIfNeeded: trace.batches.count)
    return kept.now.events.compactMap { event -> CandidateState? in
      guard event.step == step, event.kind == .unscored || event.kind == .observed else { return nil }
      let proposal = kept.now.material.firstProposal[Int(event.unit)]
      guard proposal >= 0, let edit = kept.now.material.edits[Int(event.unit)] else { return nil }
      var bank = kept.before.bank
      var stands = false
      do throws(EditRefusal) { try bank.apply(edit) } catch {
        // To the letter every member is scored, also one that would change nothing.
        let rules = kept.now.rules
        guard rules.reading == .paper || error == .stands && rules.standing == .competes else { return nil }
        stands = true
      }
      return CandidateState(
        unit: event.unit, id: trace.proposals.id[Int(proposal)], items: bank.items, stands: stands)
    }
  }

  /// Leaves the candidates that are asked for. What is returned stands already: its advantage is known without asking.
  private func plan(_ candidates: inout [CandidateState], _ kept: KeptPool) throws -> [CandidateState] {
    guard case .worth(let most) = settings.plan else { return [] }
    let free = candidates.filter(\.stands)
    let open = candidates.filter { !$0.stands }
    let chosen = Set(open.count > most ? try worthwhile(candidates, most, kept) : open.map(\.unit))
    // Measured, a state that is the baseline's costs nothing; a judge would be asked.
    let isMeasured = settings.scorer != .judge
    candidates.removeAll { !(chosen.contains($0.unit) || isMeasured && $0.stands) }
    return isMeasured ? [] : free
  }

  private func worthwhile(_ candidates: [CandidateState], _ most: Int, _ kept: KeptPool) throws -> [Int32] {
    let posterior = try kept.posterior()
    let members = candidates.map { candidate -> PlanMember in
      let unit = candidate.unit
      let known = posterior.mean[Int(unit)].flatMap { mean in
        posterior.deviation[Int(unit)].map { (mean: mean, deviation: $0) }
      }
      return PlanMember(
        unit: unit, count: kept.before.observationCount(of: unit), mhat: kept.before.mhat(of: unit),
        worth: known, stands: candidate.stands)
    }
    let k = kept.now.rules.budget(
      step: kept.before.step + 1, of: kept.now.material.plannedCount, bank: kept.before.bank.count)
    return worthwhileUnits(
      members, most: most, selected: k, beta: kept.beta, model: posterior.model,
      competes: kept.now.rules.standing == .competes)
  }

  // MARK: A judge

  /// Calls with one more for what stands already: worth as much as the baseline of the first.
  private func unasked(_ free: [CandidateState], beside calls: [ShownScores]) -> [ShownScores] {
    guard let first = calls.first, let last = calls.last, !free.isEmpty else { return calls }
    let values = free.map { (id: $0.id, value: first.baseline) }
    return calls + [
      ShownScores(
        batch: first.batch, call: last.call + 1, baseline: first.baseline, place: -1, values: values)
    ]
  }

  private func judged(
    _ baseline: [BankItem], _ candidates: [CandidateState], _ batchTasks: [LiveTask], _ batch: Int,
    _ report: inout PhaseReport, _ pulse: Pulse
  ) throws -> [ShownScores] {
    let sizes = candidates.map { Texts.memory($0.items).utf8.count + 16 }
    let own = Texts.memory(baseline).utf8.count + 16
    let room = try room(.judge, besides: 2_000, pulse)
    // At least a third is for traces: a judge that sees no work judges style.
    let groups = JudgedGroup.groups(sizes, baseline: own, most: settings.group, room: room * 2 / 3)
    var random = Randomness(
      seed: UInt64(bitPattern: Int64(settings.seed)), purpose: 0x6a75_6467_6500 + UInt64(batch))
    var shown: [(group: JudgedGroup, request: ChatRequest)] = []
    for index in 0..<(groups.count * settings.repeats) {
      let group = JudgedGroup(groups[index % groups.count], &random)
      let states = group.text(baseline, candidates)
      let traces = traces(batchTasks, room: room - states.utf8.count, &report)
      shown.append(
        (
          group,
          ChatRequest(
            place: "b\(batch)/score", channel: .judge,
            messages: prompts.messages(.judge, ["traces": traces, "states": states]), form: group.form,
            seed: seed(batch, 2 + index), subjects: group.order.filter { $0 >= 0 }.map { candidates[$0].id })
        ))
    }
    let values = try judgements(shown, pulse)
    return zip(shown, values).enumerated().compactMap { number, judged -> ShownScores? in
      guard let values = judged.1 else { return nil }
      let group = judged.0.group
      let entries = zip(group.order, values).filter { $0.0 >= 0 }.map {
        (id: candidates[$0.0].id, value: $0.1)
      }
      return ShownScores(
        batch: batch, call: number, baseline: values[group.place], place: group.place, values: entries)
    }
  }

  /// Numbers in the order shown; nil where there are none, also after a request to mend them.
  private func judgements(_ shown: [(group: JudgedGroup, request: ChatRequest)], _ pulse: Pulse) throws
    -> [[Double]?]
  {
    let answers = try desk.ask(shown.map(\.request), pulse: pulse, stage: "judging")
    var values = [[Double]?](repeating: nil, count: shown.count)
    var repairs: [(index: Int, request: ChatRequest)] = []
    for (index, answer) in answers.enumerated() {
      guard case .success(let answer) = answer else { continue }
      switch shown[index].group.values(answer.text) {
      case .success(let found): values[index] = found
      case .failure(let flaw):
        repairs.append((index, repair(shown[index].request, answer.text, flaw.text)))
      }
    }
    guard !repairs.isEmpty else { return values }
    let mended = try desk.ask(repairs.map(\.request), pulse: pulse, stage: "judging")
    for (repair, answer) in zip(repairs, mended) {
      guard case .success(let answer) = answer else { continue }
      if case .success(let found) = shown[repair.index].group.values(answer.text) {
        values[repair.index] = found
      }
    }
    return values
  }

  // MARK: Outcomes

  private mutating func measured(
    _ baseline: [BankItem], _ candidates: [CandidateState], _ batchTasks: [LiveTask], _ batch: Int,
    _ records: inout [LoggedRecord], _ pulse: Pulse
  ) throws -> [ShownScores] {
    var calls: [ShownScores] = []
    let states = [("", baseline)] + candidates.map { ($0.id, $0.items) }
    for round in 0..<settings.repeats {
      let outcomes = try measuring.outcomes(
        states, batchTasks, place: "b\(batch)/score" + (round == 0 ? "" : "/\(round + 1)"),
        seed: seed(batch, 2 + round) % 1_000_000, pulse: pulse)
      calls += measuredCalls(
        outcomes[0], zip(candidates, outcomes.dropFirst()).map { ($0.id, $1) }, batch: batch,
        from: calls.count)
      if round == 0 { records += taskRecords(outcomes[0], baseline, batchTasks, batch) }
    }
    return calls
  }

  /// How the tasks went under the memory as it stands, with the items that the agent saw.
  private func taskRecords(
    _ outcomes: [Double?], _ baseline: [BankItem], _ batchTasks: [LiveTask], _ batch: Int
  ) -> [LoggedRecord] {
    zip(batchTasks, outcomes).compactMap { task, outcome in
      outcome.map {
        .task(
          batch: batch, task: task.id, outcome: $0,
          items: settings.select.items(baseline, for: task.question).map(\.id), scene: task.scene)
      }
    }
  }
}
