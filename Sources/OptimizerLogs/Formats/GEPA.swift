import Importing

/// GEPA (Agrawal et al. 2025, arXiv 2507.19457): prompts that evolve by reflection.
///
/// A run folder holds `run_log.json`, a record an iteration, and `candidates.json`, the candidates that were accepted
/// (`GEPAState.save` of gepa 0.1.4); scores on the validation set stand in the result (`GEPAResult.to_dict`, and DSPy's
/// `detailed_results`) and in the text that the run printed, `run_log.txt`. The state itself is a pickle.
enum GEPAFormat: ImportFormat {
  static let manual = FormatManual(
    name: "gepa", title: "GEPA: run folders, results, summaries, and answers under several prompts",
    recognizes: """
      JSON with candidates and val_aggregate_scores, a list of iterations with subsample_ids, a best_prompt with its scores, or a table \
      with NAME_predicted and NAME_correct per prompt.
      """,
    reads: """
      run_log.json, candidates.json and results together, texts of refused candidates from run_log.txt where it is there. A pickle is \
      never opened: opening one runs what is in it.
      """,
    makes: """
      A prompt's component is an item. An iteration is a batch, and what a candidate changed of its parent is proposed there: one \
      change with scores, several as a bundle, beside the parent. What led to the best candidate was applied. Scores of single \
      validation examples are tasks, with the candidate as arm.
      """,
    loses: """
      Texts of refused candidates where no run_log.txt has them. What was accepted did well on its minibatch, or it would not have been \
      accepted: minibatch scores of accepted candidates are too good.
      """,
    flags: [
      ImportFlag(
        "score", values: ["either", "val", "minibatch"],
        "what a candidate is scored by: validation (val), its minibatch, or validation where it is there (either)",
        default: "either")
    ])

  private static let looks = 400

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(looks) where try GEPAPiece.of(file, in: source)?.isTelling == true {
      return .yes
    }
    return .no
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var pieces: [(file: SourceFile, piece: GEPAPiece)] = []
    for file in source.files.inNaturalOrder() {
      if let piece = try GEPAPiece.of(file, in: source) { pieces.append((file, piece)) }
    }
    for (file, piece) in pieces where piece == .pickle {
      draft.account.leftOut(
        "a pickle, which is never opened: opening one runs what is in it", example: file.name)
    }
    let folders = GEPAFolder.folders(pieces)
    for folder in folders {
      let shelf = BankShelf(folders.count > 1 ? folder.name : "")
      try folder.read(source, score: request["score"] ?? "either", on: shelf, into: &draft)
    }
    try readSummaries(pieces, source, request, &draft)
    if folders.isEmpty, pieces.allSatisfy({ $0.piece == .pickle }) {
      draft.account.cannot("a pickle is never opened; write the result with to_dict as JSON")
    }
  }

  private static func readSummaries(
    _ pieces: [(file: SourceFile, piece: GEPAPiece)], _ source: ImportSource, _ request: ImportRequest,
    _ draft: inout LogDraft
  ) throws {
    var summaries = GEPASummaries()
    for (file, piece) in pieces where piece == .summary {
      try source.reading(file) { try summaries.take($0, from: file, into: &draft) }
    }
    for (file, piece) in pieces where piece == .answers {
      try summaries.takeAnswers(file, source, request, into: &draft)
    }
  }
}
