/// What a file of GEPA is.
enum GEPAPiece: Equatable {
  case result, runLog, candidates, summary, table, pickle

  var isTelling: Bool { self != .candidates && self != .pickle }

  static func of(_ file: SourceFile, _ source: ImportSource) throws -> GEPAPiece? {
    switch file.ending {
    case "json": of(try source.sketch(file, 256 << 10))
    case "csv": GEPATable.arms(of: try source.head(file)).isEmpty ? nil : .table
    case "bin", "pkl", "pickle": try source.head(file, 2).first == 0x80 ? .pickle : nil
    default: nil
    }
  }

  private static func of(_ sketch: JSONSketch) -> GEPAPiece? {
    if sketch.has("candidates"), sketch.has("val_aggregate_scores") || sketch.has("parents") {
      return .result
    }
    if sketch.has("[].subsample_scores") || sketch.hasAll("[].i", "[].selected_program_candidate") {
      return .runLog
    }
    if sketch.has("val_scores_history") { return .summary }
    // A list of objects with texts only: candidates where a run's log stands beside them.
    let isFlat =
      sketch.isJSON && sketch.paths.allSatisfy { $0.hasPrefix("[].") && !$0.dropFirst(3).contains(".") }
    return isFlat && !sketch.paths.isEmpty ? .candidates : nil
  }

  static func name(of file: SourceFile) -> String {
    let base = String(file.base.prefix { $0 != "." })
    return file.folder.isEmpty ? base : "\(file.folder)/\(base)"
  }
}
