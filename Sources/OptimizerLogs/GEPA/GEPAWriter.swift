import Importing
import TraceLogs

/// Makes a run a part of a log.
struct GEPAWriter {
  private let candidates: GEPACandidates
  private let steps: [GEPAStep]
  private let score: String
  private let shelf: BankShelf
  private let lineage: Set<Int>

  init(_ candidates: GEPACandidates, _ steps: [GEPAStep], score: String, _ shelf: BankShelf) {
    (self.candidates, self.score, self.shelf) = (candidates, score, shelf)
    lineage = candidates.lineage
    let recorded = Set(steps.flatMap(\.programs))
    let others = candidates.texts.indices.dropFirst().filter { !recorded.contains($0) }
    self.steps = steps + others.map { GEPAStep(program: $0, parents: candidates.parents[$0] ?? [0]) }
  }

  func write(into draft: inout LogDraft) throws {
    for component in candidates.texts.first ?? [] { draft.item(id: shelf.id(component.name), component.text) }
    if let seed = candidates.examples.first, !seed.isEmpty {
      draft.batch(label: labelled("seed"), tasks: seed.count)
      tasks(of: 0, &draft)
    }
    for step in steps { take(step, &draft) }
    say(&draft)
  }

  private func labelled(_ label: String) -> String { shelf.name.isEmpty ? label : "\(shelf.name), \(label)" }

  private func take(_ step: GEPAStep, _ draft: inout LogDraft) {
    let trials = step.trials.filter { !changes(of: $0).isEmpty }
    if trials.isEmpty, step.programs.isEmpty { return leaveOut(step, &draft) }
    draft.batch(label: labelled(step.label), tasks: step.examples)
    for trial in step.trials {
      take(trial, step, &draft)
      if let program = trial.program { tasks(of: program, &draft) }
    }
  }

  private func leaveOut(_ step: GEPAStep, _ draft: inout LogDraft) {
    let tried = step.trials.filter { $0.after != nil }
    guard !tried.isEmpty else {
      return draft.account.leftOut("an iteration that came to no candidate", example: step.label)
    }
    let example = tried.first.map { "\(step.label): \($0.before ?? 0) to \($0.after ?? 0)" }
    draft.account.leftOut(
      "a refused candidate, whose text is not in the files", count: tried.count, example: example)
  }

  // MARK: A candidate

  private struct ComponentChange {
    let component: String
    /// Empty where the candidate does without it.
    let text: String
  }

  /// What the candidate has otherwise than its first parent.
  private func changes(of trial: GEPATrial) -> [ComponentChange] {
    guard let parent = trial.parents.first, candidates.texts.indices.contains(parent) else { return [] }
    let old = candidates.texts[parent]
    let known = trial.program.flatMap { candidates.texts.indices.contains($0) ? candidates.texts[$0] : nil }
    let new = known ?? trial.texts
    let changed = new.filter { !old.contains($0) }.map { ComponentChange(component: $0.name, text: $0.text) }
    guard known != nil else { return changed }
    let gone = old.filter { component in !new.contains { $0.name == component.name } }
    return changed + gone.map { ComponentChange(component: $0.name, text: "") }
  }

  private func take(_ trial: GEPATrial, _ step: GEPAStep, _ draft: inout LogDraft) {
    let changes = changes(of: trial)
    if changes.isEmpty, let program = trial.program {
      draft.account.leftOut("a candidate that says what its parent says", example: "candidate \(program)")
      return
    }
    let isApplied = trial.program.map(lineage.contains) ?? false
    let reason = trial.isMerge ? "merged from candidates" : "from candidate"
    let parents = trial.parents.map { "\($0)" }.joined(separator: " and ")
    let proposals = changes.map { propose($0, "\(reason) \(parents)", isApplied, &draft) }
    for (baseline, value) in values(of: trial) {
      draft.bundle(proposals, baseline: baseline, value: value)
    }
  }

  private func propose(
    _ change: ComponentChange, _ reason: String, _ isApplied: Bool, _ draft: inout LogDraft
  )
    -> Int32
  {
    let id = shelf.id(change.component)
    if isApplied { return draft.bank.change(id, change.text, reason: reason) }
    guard let item = draft.bank.itemID(of: id) else {
      return draft.propose(.add, "tail", change.text, reason: reason)
    }
    return draft.propose(.modify, item, change.text, reason: reason)
  }

  /// The calls that score it: parent, candidate.
  private func values(of trial: GEPATrial) -> [(Double, Double)] {
    func score(_ index: Int?) -> Double? {
      index.flatMap { candidates.scores.indices.contains($0) ? candidates.scores[$0] : nil }
    }
    var validation: [(Double, Double)] = []
    if let old = score(trial.parents.first), let new = score(trial.program) { validation = [(old, new)] }
    var minibatch: [(Double, Double)] = []
    if let old = trial.before, let new = trial.after { minibatch = [(old, new)] }
    switch self.score {
    case "val": return validation
    case "minibatch": return minibatch
    default: return validation.isEmpty ? minibatch : validation
    }
  }

  private func tasks(of program: Int, _ draft: inout LogDraft) {
    guard candidates.examples.indices.contains(program) else { return }
    let items = candidates.texts[program].compactMap { draft.bank.itemID(of: shelf.id($0.name)) }
    for example in candidates.examples[program] {
      draft.task(
        labelled("val \(example.name)"), outcome: example.score, items: items,
        arm: labelled("candidate \(program)"))
    }
  }

  // MARK: The account

  private func say(_ draft: inout LogDraft) {
    if candidates.count == 0 {
      draft.account.cannot("what was proposed: the candidates' texts are in no file that can be read")
    } else if candidates.best == nil {
      draft.account.cannot("which candidate was the best: nothing counts as applied")
    } else {
      draft.account.noted(
        "what led to the best candidate counts as applied; other candidates stand beside it")
    }
    let isScored = steps.contains { step in step.trials.contains { $0.after != nil } }
    let isValidated = candidates.scores.contains { $0 != nil }
    if isScored, isValidated {
      draft.account.ambiguous(
        "a candidate has scores on its minibatch and on the validation set; the latter were taken where they are",
        flag: "score")
    } else if isScored {
      draft.account.noted(
        "only minibatch scores are in the files; an accepted candidate's are too good, because they are why it was accepted"
      )
    }
    if candidates.count > 1, candidates.parents.dropFirst().contains(where: { $0 == nil }) {
      draft.account.guessed("candidates without recorded parents come from the seed")
    }
  }
}
