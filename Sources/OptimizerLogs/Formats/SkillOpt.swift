import Importing

/// SkillOpt (microsoft/SkillOpt): a skill's document is edited step by step, and an edit is kept where a gate finds it better.
///
/// `skillopt/engine/trainer.py` writes `steps/step_0001/step_record.json`, beside it `ranked_edits.json` and `candidate_skill.md`, all
/// records as `history.json`, and after each step `skills/skill_v0001.md`. `current_score` in a record is the score after the gate:
/// what a step began with is the step before's.
enum SkillOptFormat: ImportFormat {
  static let manual = FormatManual(
    name: "skillopt", title: "SkillOpt: step records with their edits, and skills before and after",
    recognizes: """
      JSON with step, action and current_score, in folders of steps or as a history; Markdown files called initial.md beside a skill, \
      or skill_v0000.md and later.
      """,
    reads:
      "Steps in order, with ranked_edits.json and candidate_skill.md where they stand beside a record; skills by their versions.",
    makes: """
      The first skill is the bank: each bullet, paragraph, heading or code block is an item (--unit). A step is a batch; its \
      edits are proposals, scored together as a bundle beside the skill that stood before. Of skills without records, what changed was \
      proposed and applied.
      """,
    loses: """
      Where the texts of edits are not there, a step is one proposal that is called by the candidate's hash. Which edit of a step helped \
      cannot be told: the gate scores them together. Rollouts are not read.
      """,
    flags: [
      ImportFlag(
        "unit", values: ["block", "section", "document"], "what an item of a skill is", default: "block")
    ])

  private static let looks = 400

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(looks) where try isRecord(file, source) { return .yes }
    return SkillVersions.series(source.files).isEmpty ? .no : .yes
  }

  static func isRecord(_ file: SourceFile, _ source: ImportSource) throws -> Bool {
    guard file.ending == "json" else { return false }
    let sketch = try source.sketch(file, 64 << 10)
    return ["", "[]."].contains { top in
      ["step", "action", "current_score"].allSatisfy { sketch.has(top + $0) }
    }
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let records = try source.files.filter { try isRecord($0, source) }.inNaturalOrder()
    let runs = SkillRun.runs(records, source)
    let taken = Set(runs.flatMap { $0.skills.map(\.name) })
    let series = SkillVersions.series(source.files.filter { !taken.contains($0.name) })
    let isOnly = runs.count + series.count == 1
    for run in runs { try run.read(source, request, shelf: BankShelf(isOnly ? "" : run.name), into: &draft) }
    for versions in series {
      try versions.read(source, request, shelf: BankShelf(isOnly ? "" : versions.name), into: &draft)
    }
  }
}
