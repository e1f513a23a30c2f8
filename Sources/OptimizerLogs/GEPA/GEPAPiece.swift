import Importing

/// What a file of GEPA's is.
enum GEPAPiece {
  /// `GEPAResult.to_dict`, perhaps inside of another object.
  case result
  /// The accepted candidates as a list.
  case candidates
  /// A record an iteration.
  case steps
  case textLog
  /// The best prompt and what all were scored.
  case summary
  /// A table of answers under several prompts.
  case answers
  case pickle

  /// Whether the file is enough to tell the format.
  var isTelling: Bool { self != .textLog }

  static func of(_ file: SourceFile, in source: ImportSource) throws -> GEPAPiece? {
    switch file.ending {
    case "json": try ofJSON(file, in: source)
    case "csv": try GEPAAnswers.arms(in: source.head(file)).count > 1 ? .answers : nil
    case "txt", "log": GEPATextLog.looksRight(try source.head(file)) ? .textLog : nil
    case "bin", "pkl", "pickle": isPickle(try source.head(file), file.base) ? .pickle : nil
    default: nil
    }
  }

  private static func ofJSON(_ file: SourceFile, in source: ImportSource) throws -> GEPAPiece? {
    var sketch = try source.sketch(file, 64 << 10)
    guard sketch.isJSON else { return nil }
    // Candidates stand first and may be long.
    if sketch.hasEnding("candidates"), resultPrefix(sketch) == nil {
      sketch = try source.sketch(file, 4 << 20)
    }
    if resultPrefix(sketch) != nil { return .result }
    let isStep = sketch.has("[].i") && !sketch.paths.isDisjoint(with: stepMarks)
    if isStep { return .steps }
    if isSummary(sketch) { return .summary }
    return file.base == "candidates.json" && sketch.paths.allSatisfy { $0.hasPrefix("[].") }
      && !sketch.paths.isEmpty
      ? .candidates : nil
  }

  private static let stepMarks: Set<String> = [
    "[].selected_program_candidate", "[].subsample_ids", "[].new_program_idx", "[].merged_entities",
  ]

  /// Where the result stands in the file: nothing, or the name of the object that it is in, with a dot.
  static func resultPrefix(_ sketch: JSONSketch) -> String? {
    let scores = "val_aggregate_scores"
    for path in sketch.paths.sorted() where path.hasSuffix(scores) {
      let prefix = String(path.dropLast(scores.count))
      let isInside = prefix.isEmpty || (prefix.hasSuffix(".") && !prefix.dropLast().contains("."))
      if isInside, sketch.has(prefix + "candidates") { return prefix }
    }
    return nil
  }

  private static func isSummary(_ sketch: JSONSketch) -> Bool {
    GEPASummaries.bests.contains(where: sketch.has) && GEPASummaries.histories.contains(where: sketch.has)
  }

  /// The second byte is the protocol; protocols before 2 have no head, and GEPA never wrote them.
  private static func isPickle(_ head: [UInt8], _ name: String) -> Bool {
    guard head.count > 1, head[0] == 0x80, (2...5).contains(head[1]) else { return false }
    let text = String(decoding: head, as: UTF8.self)
    return name == "gepa_state.bin" || text.contains("program_candidates")
      || text.contains("full_program_trace")
  }
}

extension JSONSketch {
  fileprivate func hasEnding(_ name: String) -> Bool {
    paths.contains { $0 == name || $0.hasSuffix("." + name) }
  }
}
