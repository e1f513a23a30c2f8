/// Training-Free GRPO (Youtu-Agent, arXiv 2510.08191): experiences that stand in an agent's instructions are added, changed and deleted
/// from groups of rollouts, and are numbered anew after every step.
///
/// Written by `utu/practice` of TencentCloudADP/youtu-agent and of what was built upon it: agents as YAML, a cache in SQLite, logs of
/// steps, what judges said of single experiences, scores of chosen sets, experiences in levels.
enum TrainingFreeGRPOFormat: ImportFormat {
  static let manual = FormatManual(
    name: "tfgrpo",
    title: "Training-Free GRPO: agents with experiences, caches, step logs, judges, scored sets",
    recognizes: """
      YAML whose instructions hold `[G0]. …`; SQLite with a table cache_experience; JSON with memory_before and memory_after, with \
      psi_proxy scores, with mean_at_1 of sets of experience_ids, with l0_experiences; prompts of the stage batch_update.
      """,
    reads: """
      Every file of these. States are compared by text, because `G3` of one step is not `G3` of the next: names are of their step alone.
      """,
    makes: """
      A batch a state: what it added, changed and deleted was applied. Operations that a prompt or a step's log proposes are proposals; \
      those whose text came into the memory were applied. Rollouts are tasks with all experiences in context. A judge's word is a vote \
      (--judge score makes it a score); a scored set is a bundle beside the score without experiences.
      """,
    loses: """
      Several memories may stand in one folder; each has a name of its own before its ids. Averages of reward are evaluations where a \
      step is named.
      """,
    flags: [
      ImportFlag(
        "judge", values: ["vote", "score"],
        "what a judge's word on an experience is: opinion, or a score beside 0",
        default: "vote")
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try GRPOPiece.of(file, source)?.isTelling == true {
      return .yes
    }
    return .no
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var found: [GRPOPiece: [SourceFile]] = [:]
    for file in source.files.inNaturalOrder() {
      if let piece = try GRPOPiece.of(file, source) { found[piece, default: []].append(file) }
    }
    var run = GRPORun(source, request, named: found)
    for piece in GRPOPiece.allCases {
      for file in found[piece] ?? [] { try run.read(file, as: piece, &draft) }
      if piece == .judge { try run.tellJudges(&draft) }
    }
  }
}
