import Files
import Importing
import JSON

/// Logs of Inspect AI: `.eval`, a zip archive of JSON with a member a sample, and `.json`, all in one object.
///
/// After the log file format of inspect_ai (version 2): `header.json` has the evaluation, `samples/<id>_epoch_<n>.json` one
/// sample each, `summaries.json` all of them in short, `reductions.json` what epochs were reduced to. Members are deflated in
/// older logs and zstd in newer ones.
enum InspectFormat: ImportFormat {
  static let manual = FormatManual(
    name: "inspect", title: "Inspect AI: logs of evaluations, .eval or .json",
    recognizes: "Zip archives with header.json, _journal or samples; JSON with eval, plan and status.",
    reads:
      "The scores of every sample and epoch, from samples or, where they are short of them, from summaries and reductions.",
    makes: """
      A batch a log and epoch: a task a sample, named by its id, with its score as the outcome: C is 1, P is a half, I and N \
      are 0. The task of the evaluation is the scene, its model the arm.
      """,
    loses:
      "Messages, events, tools and usage. No log of Inspect says what stood in a memory, so there are no items and no proposals.",
    flags: [
      ImportFlag(
        "score", "which scorer's value is the outcome, by its name, or `scorer.key` of a value with several"),
      ImportFlag(
        "better", values: ["higher", "lower"], "which scores are the better ones", default: "higher"),
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(500) where try kind(of: file, in: source) != nil { return .yes }
    return .no
  }

  private enum Kind { case archive, document }

  private static func kind(of file: SourceFile, in source: ImportSource) throws -> Kind? {
    guard ["eval", "json", "zip", ""].contains(file.ending) else { return nil }
    let head = try source.head(file)
    if head.starts(with: [0x50, 0x4B]) { return isArchive(file, source) ? .archive : nil }
    let shape = JSONHead(head)
    guard shape.isJSON, !shape.isList, shape.has("eval"), shape.has("version") || shape.has("status") else {
      return nil
    }
    return shape.names(1).contains("task") || shape.names(1).contains("task_id") ? .document : nil
  }

  /// An archive that ends before its directory is still told by its name; reading it says what is wrong.
  private static func isArchive(_ file: SourceFile, _ source: ImportSource) -> Bool {
    if file.ending == "eval" { return true }
    guard let archive = try? ZipArchive(source.filePath(file)) else { return false }
    return archive.member("header.json") != nil || archive.member("_journal/start.json") != nil
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var logs: [InspectLog] = []
    for file in source.files {
      switch try kind(of: file, in: source) {
      case .archive: logs.append(try InspectLog(archive: file, source, &draft))
      case .document: logs.append(try InspectLog(document: file, source, &draft))
      case nil: draft.account.leftOut("a file that is no log of Inspect", example: file.name)
      }
    }
    InspectRuns(logs, request).write(into: &draft)
  }
}
