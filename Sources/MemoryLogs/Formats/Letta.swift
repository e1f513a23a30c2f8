import Importing
import JSON

/// Agent files of Letta (MemGPT).
///
/// A `.af` file is one JSON object: `agents` with `block_ids` and `messages`, and `blocks` with `label` and `value`
/// (github.com/letta-ai/agent-file). Older files have one agent at the top, its blocks in `core_memory`. Messages hold the
/// calls by which an agent edits its own memory: `core_memory_append`, `core_memory_replace`, `memory_insert`,
/// `memory_replace`, `memory_rethink`, `archival_memory_insert` (docs.letta.com, "Memory tools").
enum LettaFormat: ImportFormat {
  static let manual = FormatManual(
    name: "letta", title: "Letta: an agent file (.af) with its memory blocks",
    recognizes: "JSON objects with agents and blocks, or with core_memory and messages.",
    reads: "The blocks, and the calls in the messages by which the agent edited them.",
    makes: """
      A block is an item. Without edits in its messages, the blocks are one batch of additions. With edits, blocks begin as \
      they must have been before the first, each message with edits is a batch, and each edit a proposal that was \
      applied; what went to archival memory is an item of its own.
      """,
    loses:
      "Edits whose messages are no longer kept, read-only marks, limits, tools and everything said; outcomes there are none."
  )

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in candidates(source) where try looksRight(source.head(file, 65_536), file) { return .yes }
    return .no
  }

  private static func candidates(_ source: ImportSource) -> [SourceFile] {
    source.files.filter { ["af", "json"].contains($0.ending) }
  }

  private static func looksRight(_ head: [UInt8], _ file: SourceFile) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    guard text.first(where: { !$0.isWhitespace }) == "{" else { return false }
    func has(_ names: String...) -> Bool { names.allSatisfy { text.contains("\"\($0)\"") } }
    if file.ending == "af" { return has("agents") || has("core_memory") || has("messages") }
    return has("agents", "block_ids") || has("core_memory", "messages", "llm_config")
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let files = try candidates(source).filter { looksRight(try source.head($0, 65_536), $0) }
    for file in files {
      do {
        let agent = try LettaAgents(source.json(file).root, prefix: files.count > 1 ? stem(file) + "/" : "")
        agent.write(into: &draft, label: file.base)
      } catch let mismatch as JSONMismatch {
        throw ImportFault(mismatch, in: source.shown(file))
      }
    }
    guard draft.bank.hasHistory else {
      throw ImportFault.nothing(path: source.path, format: "letta", why: "no block has a value")
    }
    draft.account.cannot("what a block did to the agent's work: an agent file keeps no outcomes")
  }

  private static func stem(_ file: SourceFile) -> String {
    file.base.lastIndex(of: ".").map { String(file.base[..<$0]) } ?? file.base
  }
}
