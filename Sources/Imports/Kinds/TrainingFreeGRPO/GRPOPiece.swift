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
