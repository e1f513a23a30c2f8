import Importing

/// What a file of Training-Free GRPO's is.
enum ExperiencePiece {
  /// The experiences after each step, in SQLite.
  case cache
  /// An agent with experiences in its instructions, or without.
  case agent, bareAgent
  /// Experiences by their ids and nothing else.
  case state
  /// Experiences in three levels.
  case levels
  case judgement
  /// What was sent to the model.
  case prompt
  /// A list of operations.
  case operations
  /// Scores of experiences without their texts.
  case refinement
  /// Scores of chosen sets.
  case sets
  case rewards

  /// Whether the file is enough to tell the format.
  var isTelling: Bool { self != .bareAgent && self != .operations }

  static func of(_ file: SourceFile, in source: ImportSource) throws -> ExperiencePiece? {
    switch file.ending {
    case "json": of(try source.sketch(file, 64 << 10), try source.head(file))
    case "jsonl": try source.sketch(file).hasAll("avg_reward", "num_experiences") ? .rewards : nil
    case "yaml", "yml": ofAgent(try source.head(file, 256 << 10))
    case "db", "sqlite", "sqlite3", "": ofDatabase(try source.head(file, 64 << 10))
    default: nil
    }
  }

  private static func of(_ sketch: JSONSketch, _ head: [UInt8]) -> ExperiencePiece? {
    guard sketch.isJSON else { return nil }
    if sketch.has("l0_experiences") { return .levels }
    if sketch.hasAll("stage", "user_prompt") || sketch.hasAll("stage", "system_prompt") { return .prompt }
    if sketch.has("scores"), sketch.has("psi_proxy") || sketch.has("individual_scores") { return .judgement }
    if sketch.hasAll("rounds[].round", "rounds[].scores") { return .refinement }
    if sketch.isOfSets { return .sets }
    let names = sketch.paths.filter { !$0.contains(".") && !$0.contains("[") }
    if !names.isEmpty, names.count == sketch.paths.count, names.allSatisfy(isID) { return .state }
    let isList = ["[]", "operations[]", "revision_plan[]"].contains { list in
      (sketch.has("\(list).operation") || sketch.has("\(list).option"))
        && (sketch.has("\(list).content") || sketch.has("\(list).experience"))
    }
    return isList ? .operations : nil
  }

  /// `G12`, or `12` as the first version had them.
  static func isID(_ name: String) -> Bool {
    let digits = name.hasPrefix("G") ? name.dropFirst() : name[...]
    return !digits.isEmpty && digits.count < 8 && digits.allSatisfy { ("0"..."9").contains($0) }
  }

  private static func ofAgent(_ head: [UInt8]) -> ExperiencePiece? {
    let text = String(decoding: head, as: UTF8.self)
    guard text.range(ofText: "agent:") != nil, text.range(ofText: "instructions:") != nil else { return nil }
    return text.range(ofText: "[G0]. ") != nil ? .agent : .bareAgent
  }

  private static func ofDatabase(_ head: [UInt8]) -> ExperiencePiece? {
    guard head.starts(with: "SQLite format 3\0".utf8) else { return nil }
    return String(decoding: head, as: UTF8.self).range(ofText: "cache_experience") != nil ? .cache : nil
  }
}

extension JSONSketch {
  fileprivate var isOfSets: Bool {
    paths.contains { $0.hasPrefix("results.") && $0.hasSuffix(".mean_at_1") }
      && paths.contains { $0.hasPrefix("results.") && $0.hasSuffix(".experience_ids") }
  }
}
