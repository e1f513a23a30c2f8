import AgentLogs
import Importing
import MemoryLogs
import OptimizerLogs
import TraceLogs

/// The formats of all rooms.
package enum FormatRegistry {
  /// By name.
  package static let all: [any ImportFormat.Type] =
    (AgentFormats.all + MemoryFormats.all + OptimizerFormats.all).sorted { $0.manual.name < $1.manual.name }

  package static var manuals: [FormatManual] { all.map { $0.manual } }

  /// The format of that name.
  package static func format(named name: String) throws(ImportFault) -> any ImportFormat.Type {
    if let format = all.first(where: { $0.manual.name == name }) { return format }
    throw .unknownFormat(name, known: manuals.map(\.name))
  }

  /// The one format that fits. Nil where none does; throws where several do equally well.
  package static func recognize(
    _ source: ImportSource, among formats: [any ImportFormat.Type] = all
  ) throws -> (any ImportFormat.Type)? {
    let fits = try formats.map { (format: $0, fit: try $0.fit(source)) }
    for level in [FormatFit.yes, .perhaps] {
      let found = fits.filter { $0.fit == level }.map(\.format)
      if found.count > 1 {
        throw ImportFault.severalFormats(path: source.path, names: found.map { $0.manual.name })
      }
      if let only = found.first { return only }
    }
    return nil
  }
}

/// What came of an import.
package struct ImportResult: Sendable {
  package let log: TraceLog
  package let account: ImportAccount
  /// Flags that the format settled by itself.
  package let settled: [(name: String, value: String)]
  /// Every file that was read, and its hash.
  package let files: [(path: String, name: String, sha256: String)]
  /// One hash over all of them.
  package let sha256: String
}

/// Reads another tool's log.
///
///     let source = try ImportSource("runs/reflexion")
///     let result = try importLog(source, ReflexionFormat.self, ImportRequest(similarity: embedder))
///
/// Throws `ImportFault`, `FileFault` or what a beat of the pulse throws.
package func importLog(_ source: ImportSource, _ format: any ImportFormat.Type, _ request: ImportRequest)
  throws
  -> ImportResult
{
  let request = try request.checked(by: format.manual, among: FormatRegistry.all)
  var draft = LogDraft(source: LogDraft.name(ofPath: source.path))
  if source.unreadableNames > 0 {
    draft.account.leftOut("a file whose name is not UTF-8", count: source.unreadableNames)
  }
  try format.read(source, request, into: &draft)
  let settled = draft.settled
  let (log, account) = draft.finish()
  guard !log.holdsNothing else {
    let why = (account[.cannot] + account[.leftOut]).first?.text
    throw ImportFault.nothing(path: source.path, format: format.manual.name, why: why)
  }
  let files = source.reads.map { (path: source.shown($0.file), name: $0.file.name, sha256: $0.sha256) }
  return ImportResult(log: log, account: account, settled: settled, files: files, sha256: source.sha256)
}

extension TraceLog {
  fileprivate var holdsNothing: Bool { batches.isEmpty && items.isEmpty }
}
