import JSON

/// GEPA (Agrawal et al. 2025, arXiv 2507.19457): prompts that evolve by reflection. A candidate is a text per component.
///
/// `GEPAState.save` of gepa-ai/gepa writes `candidates.json` and `run_log.json` into a run's folder, beside a pickle; `GEPAResult.to_dict`
/// is the result of a run as JSON.
enum GEPAFormat: ImportFormat {
  static let manual = FormatManual(
    name: "gepa",
    title: "GEPA: folders of runs, results as JSON, summaries, and answers under several prompts",
    recognizes: """
      JSON with candidates and val_aggregate_scores; a run_log.json whose entries name subsample_scores, beside candidates.json; \
      summaries with val_scores_history and best_prompt; tables with columns such as `default_correct`.
      """,
    reads: """
      Candidates with their parents and scores; each iteration of a run's log. A pickle is never opened: opening one runs code.
      """,
    makes: """
      Each component of the first candidate is an item. A batch an iteration: the components that the new candidate changed are \
      proposals, scored beside its parent on the same examples, as a bundle where there are several; accepted ones were applied. A \
      table's rows are tasks, its prompts the arms.
      """,
    loses: """
      Candidates form a tree, a log's memory is a line: a parent's texts are what a batch begins with. Candidates that were turned \
      down have no text in a run's log.
      """)

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try GEPAPiece.of(file, source)?.isTelling == true {
      return .yes
    }
    return .no
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let files = try source.files.inNaturalOrder().map { ($0, try GEPAPiece.of($0, source)) }
    for (file, piece) in files where piece == .pickle {
      draft.account.leftOut("a pickle, which is never opened: opening one runs code", example: file.name)
    }
    let results = files.filter { $0.1 == .result }.map(\.0)
    for file in results {
      let run = GEPACandidates(named: results.count > 1 ? GEPAPiece.name(of: file) : "")
      try source.reading(file) { try run.take(result: $0, &draft) }
    }
    let logs = files.filter { $0.1 == .runLog }.map(\.0)
    for file in logs {
      let texts = files.first { $0.1 == .candidates && $0.0.folder == file.folder }?.0
      let candidates =
        try texts.map { try source.reading($0) { try $0.demandList().map(GEPACandidates.texts) } } ?? []
      let run = GEPACandidates(named: logs.count > 1 ? file.folder : "")
      try source.reading(file) { try run.take(log: $0, candidates, file, &draft) }
    }
    var summaries = GEPASummaries(among: files.filter { $0.1 == .summary }.count)
    for (file, piece) in files where piece == .summary {
      try source.reading(file) { try summaries.take($0, file, &draft) }
    }
    for (file, piece) in files where piece == .table { try GEPATable.read(file, source, &draft) }
  }
}
