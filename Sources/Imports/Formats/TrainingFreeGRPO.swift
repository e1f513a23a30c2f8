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

/// What a file is; in the order in which they are read.
enum GRPOPiece: Hashable, CaseIterable {
  case agent, plainAgent, levels, step, cache, map, judge, prompt, otherPrompt, refinement, sets, summary

  var isTelling: Bool {
    switch self {
    case .plainAgent, .otherPrompt, .refinement, .summary, .map: false
    default: true
    }
  }

  static func of(_ file: SourceFile, _ source: ImportSource) throws -> GRPOPiece? {
    switch file.ending {
    case "yaml", "yml": ofAgent(try source.head(file, 64 << 10))
    case "json": ofJSON(try source.sketch(file, 256 << 10), try source.head(file))
    case "jsonl": try source.sketch(file).hasAll("avg_reward", "memory_size") ? .summary : nil
    case "db", "sqlite", "sqlite3": GRPOCache.isOne(try source.head(file, 64 << 10)) ? .cache : nil
    default: nil
    }
  }

  private static func ofAgent(_ head: [UInt8]) -> GRPOPiece? {
    let text = String(decoding: head, as: UTF8.self)
    guard text.range(ofText: "instructions:") != nil, text.range(ofText: "agent:") != nil else { return nil }
    return text.range(ofText: "[G0]. ") == nil ? .plainAgent : .agent
  }

  private static func ofJSON(_ sketch: JSONSketch, _ head: [UInt8]) -> GRPOPiece? {
    if sketch.has("l0_experiences") { return .levels }
    if sketch.has("batch_update.memory_before") || sketch.has("memory_diff") { return .step }
    if sketch.hasAll("scores", "psi_proxy") { return .judge }
    if sketch.hasAll("rounds[].scores", "final_n_experiences") { return .refinement }
    if sketch.has("baseline_mean_at_1") || sketch.paths.contains(where: { $0.hasSuffix(".mean_at_1") }) {
      return .sets
    }
    if sketch.hasAll("stage", "user_prompt") {
      return String(decoding: head, as: UTF8.self).range(ofText: "\"batch_update\"") == nil
        ? .otherPrompt : .prompt
    }
    let isMap = !sketch.paths.isEmpty && sketch.paths.allSatisfy { isExperienceID($0) }
    return isMap ? .map : nil
  }

  /// `G3`, or `3` as older versions have it.
  static func isExperienceID(_ name: String) -> Bool {
    let digits = name.hasPrefix("G") ? name.dropFirst() : name[...]
    return !digits.isEmpty && digits.allSatisfy { ("0"..."9").contains($0) }
  }
}
