import Importing

/// Training-Free GRPO (Cai et al. 2025, arXiv 2510.08191): experiences in an agent's instructions, edited from groups of rollouts.
///
/// `utu/practice` of TencentCloudADP/youtu-agent keeps the experiences after each step in SQLite (`cache_experience`) and puts the
/// last ones into an agent's YAML as lines `[G0]. …`; after each step they are numbered anew. afmsaif/training-free-grpo-shapley
/// writes prompts, judgements, refinements and scored sets beside it, lyf-workshop/TF-LLM experiences in levels.
enum TrainingFreeGRPOFormat: ImportFormat {
  static let manual = FormatManual(
    name: "tfgrpo", title: "Training-Free GRPO: experiences by step, judgements, scored sets, levels, agents",
    recognizes: """
      SQLite with cache_experience, YAML with `[G0]. …` in its instructions, JSON with scores and experiences, with mean_at_1 of \
      experience_ids, with l0_experiences, with a stage and a user_prompt, or with G0, G1… alone, JSON Lines with avg_reward.
      """,
    reads: """
      All of these together. Ids are those of one state only, so experiences are followed by their texts; states belong to one series \
      where their steps follow each other, or where they share half of their texts.
      """,
    makes: """
      A state is a batch: what it added, changed and dropped was applied. Operations in a prompt are proposals, rewards in it tasks. A \
      judge's word on an experience is a vote. A set that was scored is a bundle beside the score without any; average rewards are \
      evaluations.
      """,
    loses: """
      What the model answered to a prompt, reasons of judges, and scores of experiences whose texts are in no file.
      """,
    flags: [
      ImportFlag(
        "judge", values: ["votes", "scores", "both"],
        "what a judge's score of an experience is: an opinion (votes), or a score beside 0", default: "votes")
    ])

  private static let looks = 400

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(looks) where try ExperiencePiece.of(file, in: source)?.isTelling == true {
      return .yes
    }
    return .no
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var pieces: [(file: SourceFile, piece: ExperiencePiece)] = []
    for file in source.files.inNaturalOrder() {
      if let piece = try ExperiencePiece.of(file, in: source) { pieces.append((file, piece)) }
    }
    let files = ExperienceFiles(source, request, pieces)
    var writer = ExperienceWriter(try files.states(&draft), request)
    try files.prompts(&writer, &draft)
    try writer.write(&draft)
    try files.rest(&writer, &draft)
  }
}
