import Importing

/// What a file of ACE, or of a tool that follows it, is. Told by what stands in it.
enum ACEPiece: Equatable {
  /// Bullets in a text.
  case playbook
  /// `bullets[]` as JSON.
  case document
  /// `new_bullets`, `edits`, `merges`, `deprecations`, `counters`.
  case delta
  /// `skills{}`, or `buckets{}` of them.
  case skillbook
  /// `bullet_usage_log.jsonl`: an outcome and the bullets in use, per line.
  case usage
  /// `curator_operations_diff.jsonl`: an operation per line.
  case curator
  /// `pre_train_post_train_results.json`.
  case beforeAndAfter
  /// `train_results.json`: accuracies per step.
  case training
  /// `initial_test_results.json`, `final_test_results.json`.
  case test
  /// `offline_adaptation_….json`: what a run reports.
  case adaptation
  /// Results per task under arms.
  case evaluation
  /// A record of a conversation, which holds no memory.
  case conversation
  case other

  /// A file of this kind is ACE's, whatever else is there.
  var isTelling: Bool {
    switch self {
    case .playbook, .document, .delta, .skillbook, .usage, .curator, .beforeAndAfter: true
    default: false
    }
  }

  static func of(_ file: SourceFile, in source: ImportSource) throws -> ACEPiece {
    switch file.ending {
    case "json", "jsonl", "ndjson": of(try source.sketch(file))
    case "txt", "md", "markdown", "": PlaybookText.isPlaybook(try source.head(file)) ? .playbook : .other
    default: .other
    }
  }

  private static func of(_ sketch: JSONSketch) -> ACEPiece {
    if sketch.has("bullet_ids_used") { return .usage }
    if sketch.has("operation_type"), sketch.has("call_id") || sketch.has("timestamp") { return .curator }
    if sketch.has("[].pre_train_result") || sketch.has("[].post_train_result") { return .beforeAndAfter }
    if sketch.has("new_bullets") || sketch.hasAll("delta_id", "rationale") { return .delta }
    if sketch.hasAll("bullets[].id", "bullets[].content") { return .document }
    if sketch.has("skills"), sketch.has("next_id") || sketch.has("content", below: "skills") {
      return .skillbook
    }
    if sketch.has("buckets"), sketch.has("skill_id_counter") || sketch.has("skill_id", below: "buckets") {
      return .skillbook
    }
    return ofResults(sketch)
  }

  private static func ofResults(_ sketch: JSONSketch) -> ACEPiece {
    if sketch.has("results[].train_result") || sketch.has("best_accuracy") { return .training }
    if sketch.has("test_results.accuracy") { return .test }
    if sketch.has("results.epochs") || sketch.has("results.final_metrics") { return .adaptation }
    if sketch.paths.contains(where: { $0.hasSuffix(".results[].task_id") }) { return .evaluation }
    if sketch.hasAll("type", "version", "cwd") || sketch.hasAll("type", "message") { return .conversation }
    return .other
  }
}
