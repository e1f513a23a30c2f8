import Importing
import SQLite

/// The history that mem0 keeps of its memories.
///
/// `mem0/memory/storage.py` writes a row for each event into the table `history`: `memory_id`, `old_memory`, `new_memory`,
/// `event` (ADD, UPDATE, DELETE), `created_at`, `updated_at`, `is_deleted`, and later `actor_id` and `role`; older versions
/// say `prev_value` and `new_value`. `get_all` and the export of the platform give memories as they stand,
/// `{"results": [{"id", "memory", …}]}` (docs.mem0.ai, "Exporting memories").
enum Mem0Format: ImportFormat {
  static let manual = FormatManual(
    name: "mem0", title: "mem0: the history of its memories (SQLite), or memories as JSON",
    recognizes: """
      A SQLite file with a table history that has memory_id and event, or JSON with objects of id and memory.
      """,
    reads: """
      The rows in the order in which they were written. The file is opened for reading alone; its views, triggers and \
      virtual tables are not touched.
      """,
    makes: """
      A proposal that was applied for each ADD, UPDATE and DELETE. Rows that were written within --gap seconds of each \
      other are one batch, as one call of add() writes them; a row without a time belongs to the row before it. \
      Memories as JSON are one batch of additions.
      """,
    loses: "Scores and outcomes, which mem0 does not keep; who said it (actor_id, role).",
    flags: [ImportFlag("gap", "seconds without a row after which a new batch begins", default: "5")])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in try databases(source) {
      do {
        if try Mem0History.columns(source.filePath(file)) != nil { return .yes }
      } catch {
        return .perhaps
      }
    }
    return try exports(source).isEmpty ? .no : .yes
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    guard let gap = request["gap"].flatMap({ Double($0) }), gap >= 0, gap < 1e9 else {
      throw ImportFault.badFlag("gap", seen: request["gap"] ?? "", expected: "a number of seconds")
    }
    let databases = try databases(source)
    for file in databases {
      var history = Mem0History(gap: gap)
      try history.read(source, file, into: &draft)
    }
    if databases.isEmpty {
      for file in try exports(source) { try readExport(source, file, into: &draft) }
    }
    guard draft.bank.hasHistory else {
      throw ImportFault.nothing(
        path: source.path, format: "mem0", why: "there is no row that changes a memory")
    }
    draft.account.cannot("what a memory did to answers: mem0 keeps neither scores nor outcomes")
  }

  // MARK: Recognizing

  private static func databases(_ source: ImportSource) throws -> [SourceFile] {
    try source.files.filter { UntrustedDatabase.isDatabase(try source.head($0, 16)) }
  }

  /// JSON whose first object with an id has a memory, too.
  private static func exports(_ source: ImportSource) throws -> [SourceFile] {
    try source.files.filter { file in
      guard file.ending == "json" || source.files.count == 1 else { return false }
      let text = String(decoding: try source.head(file), as: UTF8.self)
      guard let first = text.first(where: { !$0.isWhitespace }), "[{".contains(first) else { return false }
      let isWrapped = text.prefix(2_000).contains("\"results\"") || first == "["
      return isWrapped && Mem0Format.hasMember("memory", text) && Mem0Format.hasMember("id", text)
        && text.prefix { $0 != "}" }.contains("\"memory\"")
    }
  }

  private static func hasMember(_ name: String, _ text: String) -> Bool {
    text.split(separator: "\"\(name)\"", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first?
      .drop(while: \.isWhitespace).first == ":"
  }
}
