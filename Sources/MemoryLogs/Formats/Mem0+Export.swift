import Importing
import JSON

/// Memories as they stand.
extension Mem0Format {
  static func readExport(_ source: ImportSource, _ file: SourceFile, into draft: inout LogDraft) throws {
    do {
      let root = try source.json(file).root
      let memories = try (root["results"] ?? root["memories"] ?? root).demandList("a list of memories")
      draft.batch(label: file.base)
      for memory in memories {
        let id = try memory.member("id", "the memory's id").demandText()
        let content = try memory.member("memory", "the memory's text").demandText()
        if content.isEmpty {
          draft.account.leftOut("a memory without a text", example: id, at: source.shown(file))
        } else {
          draft.bank.add(id, content)
        }
      }
    } catch let mismatch as JSONMismatch {
      throw ImportFault(mismatch, in: source.shown(file))
    }
    draft.account.cannot("how memories changed: these are memories as they stand, one batch of additions")
  }
}
