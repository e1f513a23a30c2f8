import Importing

/// Values of experiences that were measured: Shapley estimates with every signed marginal, and what leaving one out did.
///
/// Written by `utu/practice/experience_shapley_random.py`, `experience_shapley.py` and `scripts/run_loo.py` of
/// afmsaif/training-free-grpo-shapley. Of a random set S, V(S) is measured, then V(S + i) for each i outside of it, in order;
/// after each evaluation the files are written anew and a line is added to the history.
enum ExperienceShapleyFormat: ImportFormat {
  static let manual = FormatManual(
    name: "experience-shapley",
    title: "Shapley values of experiences: signed marginals, their history, leave-one-out",
    recognizes: """
      JSON with ranked_experiences[] of experience_id and all_marginals, stratum_means, psi_value or shapley_value, or ranked[] with \
      v_without.
      """,
    reads: """
      The experiences with every marginal; the history, whose lines say in which set a marginal was measured; what was measured without \
      each one.
      """,
    makes: """
      Each experience is an addition. A set is a batch and a call: its baseline is V(S), taken for 0, because only differences are \
      written down; its values are the marginals. Means of strata are a call a stratum. Leaving one out is a call of its own: the value \
      of all, beside a baseline without it.
      """,
    loses: """
      The values V(S) themselves, and which experiences stood in S. Without a history the j-th marginal of each experience is taken for \
      the j-th set's.
      """,
    flags: [
      ImportFlag(
        "measure", values: ["all", "sets", "loo"],
        "what an experience is scored by: marginals over sets, leaving it out of all others (loo), or both",
        default: "all")
    ])

  private static let looks = 400

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(looks) where try piece(file, source)?.isTelling == true {
      return .yes
    }
    return .no
  }

  enum Piece {
    case values, history, leaveOneOut
    var isTelling: Bool { self != .history }
  }

  private static let measured = ["all_marginals", "stratum_means", "psi_value", "shapley_value"]

  static func piece(_ file: SourceFile, _ source: ImportSource) throws -> Piece? {
    guard file.ending == "json" || file.ending == "jsonl" else { return nil }
    let sketch = try source.sketch(file, 64 << 10)
    let one = "ranked_experiences[]"
    if sketch.has("\(one).experience_id"), measured.contains(where: { sketch.has("\(one).\($0)") }) {
      return .values
    }
    if sketch.hasAll("ranked[].experience_id", "ranked[].v_without") { return .leaveOneOut }
    return sketch.has("v_calls") && (sketch.has("rankings") || sketch.has("psi")) ? .history : nil
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let files = try source.files.inNaturalOrder().map { ($0, try piece($0, source)) }
    let histories = try files.filter { $0.1 == .history }.map { file, _ in
      (file.folder, try ShapleyHistory(file, source, request, &draft))
    }
    var run = ShapleyRun()
    let measure = request["measure"]
    for (file, piece) in files where piece == .values && measure != "loo" {
      let history = histories.first { $0.0 == file.folder }?.1
      try source.reading(file) { try run.takeValues($0, history, &draft) }
    }
    for (file, piece) in files where piece == .leaveOneOut && measure != "sets" {
      try source.reading(file) { try run.takeLeaveOneOut($0, &draft) }
    }
    let isBoth = Set(files.compactMap(\.1)).isSuperset(of: [.values, .leaveOneOut])
    if isBoth, measure == "all" {
      draft.account.ambiguous(
        "an experience was measured over sets and by leaving it out of all others; both are scores",
        flag: "measure")
    }
    for (file, piece) in files where piece == nil && file.ending == "csv" {
      draft.account.leftOut("a table that repeats what the JSON beside it holds", example: file.name)
    }
  }
}
