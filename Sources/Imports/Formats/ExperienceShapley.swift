/// Values of single experiences, measured by adding each to random sets of others and by leaving each out.
///
/// `utu/practice/experience_shapley_random.py` of afmsaif/training-free-grpo-shapley: of a random set S, V(S) is measured, then
/// V(S + i) for each i outside of it, in order; after each evaluation the files are written anew and a line is added to the history.
enum ExperienceShapleyFormat: ImportFormat {
  static let manual = FormatManual(
    name: "experience-shapley",
    title: "Shapley values of experiences: signed marginals, their history, leave-one-out",
    recognizes:
      "JSON with ranked_experiences[] of experience_id and all_marginals, or ranked[] with loo_score.",
    reads: """
      The experiences with every marginal; the history, whose lines say in which set a marginal was measured; what was measured without \
      each one.
      """,
    makes: """
      Each experience is an addition. A set is a batch and a call: its baseline is V(S), taken for 0, because only differences are \
      written down; its values are the marginals. Leaving one out is a call of its own: the value of all, beside a baseline \
      without it.
      """,
    loses: """
      The values V(S) themselves, and which experiences stood in S. Without a history the j-th marginal of each experience is taken for \
      the j-th set's.
      """,
    flags: [
      ImportFlag(
        "measure", values: ["all", "sets", "one-out"],
        "which measurements become scores: adding to sets, leaving one out, or both",
        default: "all")
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try piece(file, source)?.isTelling == true {
      return .yes
    }
    return .no
  }

  enum Piece {
    case marginals, history, leaveOneOut
    var isTelling: Bool { self != .history }
  }

  static func piece(_ file: SourceFile, _ source: ImportSource) throws -> Piece? {
    guard file.ending == "json" || file.ending == "jsonl" else { return nil }
    let sketch = try source.sketch(file)
    if sketch.hasAll("ranked_experiences[].experience_id", "ranked_experiences[].all_marginals") {
      return .marginals
    }
    if sketch.hasAll("ranked[].experience_id", "ranked[].v_without") { return .leaveOneOut }
    let isHistory = sketch.has("v_calls") && (sketch.has("rankings") || sketch.has("psi"))
    return isHistory && !sketch.has("ranked_experiences") ? .history : nil
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var run = ShapleyRun()
    let files = try source.files.inNaturalOrder().map { ($0, try piece($0, source)) }
    for (file, piece) in files where piece == .history { try run.takeHistory(file, source, request, &draft) }
    for (file, piece) in files where piece == .marginals && request["measure"] != "one-out" {
      try source.reading(file) { try run.takeMarginals($0, &draft) }
    }
    for (file, piece) in files where piece == .leaveOneOut && request["measure"] != "sets" {
      try source.reading(file) { try run.takeLeaveOneOut($0, file, &draft) }
    }
    for (file, piece) in files where piece == nil && file.ending == "csv" {
      draft.account.leftOut("a table that repeats what the JSON beside it holds", example: file.name)
    }
  }
}
