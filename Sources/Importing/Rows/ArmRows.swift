import TraceLogs

/// Rows or columns that try several arms on one task. An arm is a proposal, valued beside the baseline on the same task.
struct ArmRows: BatchedRows {
  private struct ArmTrial {
    var arm: String
    var value: Double
    var content: String?
    var items: [String]
    var scene: String?
  }

  private var proposals: [String: Int32] = [:]
  private var baselineMissing = 0
  private var missing = 0

  mutating func write(_ rows: [TableFacts.Row], _ facts: TableFacts, into draft: inout LogDraft) {
    guard let first = rows.first else { return }
    let tasks = tasks(rows, facts)
    draft.batch(
      label: facts.map[.batch] ?? facts.map[.epoch] == nil ? nil : facts.batches[first.batch],
      epoch: first.epoch, tasks: tasks.count, time: facts.text(first.time))
    for task in tasks { write(task.name, task.trials, facts.map[.baseline], into: &draft) }
  }

  func tell(_ facts: TableFacts, _ account: inout ImportAccount) {
    account.leftOut("a trial whose outcome is missing", count: missing)
    account.leftOut(
      "a task that was not tried under the baseline, whose arms are compared with nothing",
      count: baselineMissing)
    if facts.map[.baseline] == nil {
      account.ambiguous(
        "no arm is the baseline: outcomes are kept, scores there are none", flag: "map baseline=ARM")
    }
  }

  /// The tasks of a batch in the order of their first rows.
  private mutating func tasks(_ rows: [TableFacts.Row], _ facts: TableFacts) -> [(
    name: String, trials: [ArmTrial]
  )] {
    var (order, groups) = ([(name: String, trials: [ArmTrial])](), [String: Int]())
    for row in rows {
      let name = facts.text(row.task) ?? (facts.map[.arm] == nil ? row.place : "all")
      if groups[name] == nil || facts.map[.arm] == nil && facts.map[.task] == nil {
        groups[name] = order.count
        order.append((name, []))
      }
      order[groups[name] ?? 0].trials += trials(row, facts)
    }
    return order
  }

  private mutating func trials(_ row: TableFacts.Row, _ facts: TableFacts) -> [ArmTrial] {
    let items = (facts.text(row.items) ?? "").split { ";, []".contains($0) }.map(String.init)
    let scene = facts.text(row.scene)
    guard facts.map[.arm] == nil else {
      guard let value = row.value, let arm = facts.text(row.arm) else {
        missing += 1
        return []
      }
      return [ArmTrial(arm: arm, value: value, content: facts.text(row.content), items: items, scene: scene)]
    }
    return zip(facts.map.arms, row.arms).compactMap { arm, value in
      guard let value else {
        missing += 1
        return nil
      }
      return ArmTrial(arm: arm, value: value, content: nil, items: items, scene: scene)
    }
  }

  private mutating func write(
    _ task: String, _ trials: [ArmTrial], _ baseline: String?, into draft: inout LogDraft
  ) {
    for trial in trials {
      draft.task(task, outcome: trial.value, items: trial.items, scene: trial.scene, arm: trial.arm)
    }
    guard let baseline else { return }
    let bases = trials.filter { $0.arm == baseline }.map(\.value)
    let others = trials.filter { $0.arm != baseline }
    guard !bases.isEmpty else { return baselineMissing += others.isEmpty ? 0 : 1 }
    // The first run of an arm stands beside the first of the baseline, and so on.
    var (rounds, calls) = ([String: Int](), [[(proposal: Int32, value: Double)]]())
    for trial in others {
      let round = rounds[trial.arm, default: 0]
      rounds[trial.arm] = round + 1
      if round == calls.count { calls.append([]) }
      calls[round].append((proposal(trial, &draft), trial.value))
    }
    for (round, entries) in calls.enumerated() {
      draft.scores(baseline: bases[min(round, bases.count - 1)], entries)
    }
  }

  private mutating func proposal(_ trial: ArmTrial, _ draft: inout LogDraft) -> Int32 {
    if let known = proposals[trial.arm] { return known }
    let proposal = draft.propose(.add, "tail", trial.content ?? trial.arm, id: trial.arm)
    proposals[trial.arm] = proposal
    return proposal
  }
}
