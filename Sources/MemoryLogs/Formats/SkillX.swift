import Importing

/// SkillX (zjunlp/SkillX): the same tasks without and with a library of skills, several runs each, on AppWorld, BFCL and tau2-bench.
enum SkillXFormat: ImportFormat {
  static let manual = FormatManual(
    name: "skillx", title: "SkillX: results without and with a library of skills, several runs each",
    recognizes: """
      JSON Lines of objects with task_id and after_score, or with task_id, score and selected_skill_count; JSON with simulations[] of \
      task_id and reward_info.
      """,
    reads: "Every result. A run is run_id or trial; a task that was met with it already is of the next run.",
    makes: """
      A batch a benchmark and run: the tasks of all files of that benchmark, the folder of each as arm. So the same task stands in a \
      batch once per arm.
      """,
    loses:
      "Which skills stood in the context is not recorded, at most how many: outcomes lead to an arm, not to a skill."
  )

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try piece(file, source) != nil { return .yes }
    return .no
  }

  private enum Piece { case lines, simulations }

  private static func piece(_ file: SourceFile, _ source: ImportSource) throws -> Piece? {
    guard file.ending == "jsonl" || file.ending == "json" else { return nil }
    let sketch = try source.sketch(file)
    if sketch.has("task_id"), sketch.has("after_score") || sketch.has("selected_skill_count") {
      return .lines
    }
    return sketch.has("simulations[].reward_info.reward")
      || sketch.hasAll("simulations[].task_id", "simulations[].reward_info")
      ? .simulations : nil
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var results = ArmResults()
    for file in source.files.inNaturalOrder() {
      switch try piece(file, source) {
      case .lines: try results.takeLines(file, source, request, &draft)
      case .simulations: try source.reading(file) { try results.takeSimulations($0, file) }
      case nil: break
      }
    }
    results.tell(&draft)
    draft.account.leftOut("a number of skills in context without their names", count: results.counted)
    draft.account.cannot("say which skills stood in the context, so that no outcome leads to a skill")
  }
}
