import Importing
import JSON
import TraceLogs

/// What the playbooks of a run hold, over all of its states.
struct ACETexts {
  /// The ids under which a text stands somewhere.
  private var ids: [String: String] = [:]
  private var contents: [String: Set<String>] = [:]
  /// The state at the end.
  private(set) var last: PlaybookText?

  init(_ files: [SourceFile], _ source: ImportSource) throws {
    var final: (file: SourceFile, text: PlaybookText)?
    for file in files.inNaturalOrder() {
      let text = PlaybookText(try source.text(file))
      for bullet in text.bullets {
        ids[bullet.content] = ids[bullet.content] ?? bullet.id
        contents[bullet.id, default: []].insert(bullet.content)
      }
      if file.base.hasPrefix("best") { continue }
      // Steps stand in a folder of their own, the final one beside the logs.
      if final == nil || file.base.hasPrefix("final") || final?.file.base.hasPrefix("final") == false {
        final = (file, text)
      }
    }
    last = final?.text
  }

  var isEmpty: Bool { ids.isEmpty }
  func id(of content: String) -> String? { ids[content.trimmed] }
  func holds(_ content: String, under id: String) -> Bool { contents[id]?.contains(content.trimmed) ?? false }
  func holds(_ content: String) -> Bool { ids[content.trimmed] != nil }
  /// Whether the last state has the id; nil where there is no state.
  func ends(with id: String) -> Bool? { last.map { $0.bullets.contains { $0.id == id } } }
}

/// An operation of the curator, as `curator_operations_diff.jsonl` has it.
struct ACEEdit {
  private let type: String
  /// The bullets that it is about, and what they held where it says so.
  private let bullets: [(id: String, content: String?)]
  private let content: String?
  private let reason: String?

  init(_ line: JSONValue) throws {
    type = try line.member("operation_type").demandText().uppercased()
    content = line.first("merged_content", "content")?.someText?.trimmed
    let reason = stacked(line["reason"]?.text, line["section"]?.text)
    self.reason = reason.isEmpty ? nil : reason
    if let sources = line["source_bullets"]?.elements {
      bullets = sources.compactMap { source in
        source.first("bullet_id", "id")?.word.map { ($0, source["content"]?.text) }
      }
    } else {
      let old = line["old_content"]?.text
      bullets = (line["bullet_ids"]?.words ?? line["bullet_id"]?.words ?? []).map { ($0, old) }
    }
  }

  /// Its proposals. They were applied where the playbooks show it; without playbooks, additions were.
  func propose(into draft: inout LogDraft, _ texts: ACETexts, name: String) -> [Int32] {
    switch (type, content) {
    case ("ADD", .some(let content)): [add(content, &draft, texts, name)]
    case ("UPDATE", .some(let content)): change(content, &draft) { texts.holds(content, under: $0) }
    case ("MERGE", .some(let content)): merge(content, &draft, isApplied: texts.holds(content))
    case ("DELETE", _), ("REMOVE", _): change("", &draft) { texts.ends(with: $0) == false }
    default: leaveOut(&draft)
    }
  }

  private func leaveOut(_ draft: inout LogDraft) -> [Int32] {
    draft.account.leftOut("an operation that is no edit of a bullet", example: type)
    return []
  }

  private func add(_ content: String, _ draft: inout LogDraft, _ texts: ACETexts, _ name: String) -> Int32 {
    guard texts.isEmpty || texts.holds(content) else {
      return draft.propose(.add, "tail", content, id: name, reason: reason)
    }
    let id = texts.id(of: content).flatMap { draft.bank.contains($0) ? nil : $0 }
    return draft.bank.add(id ?? name, content, reason: reason)
  }

  private func change(_ content: String, _ draft: inout LogDraft, isApplied: (String) -> Bool) -> [Int32] {
    bullets.compactMap { id, old in
      meet(id, old, &draft)
      guard let item = draft.bank.itemID(of: id) else {
        draft.account.leftOut("an edit of a bullet that is not there", example: id)
        return nil
      }
      if isApplied(id) { return draft.bank.change(id, content, reason: reason) }
      return draft.propose(.modify, item, content, reason: reason)
    }
  }

  private func merge(_ content: String, _ draft: inout LogDraft, isApplied: Bool) -> [Int32] {
    for (id, old) in bullets { meet(id, old, &draft) }
    let ids = bullets.map(\.id)
    if isApplied { return draft.bank.merge(ids, content, reason: reason).map { [$0] } ?? [] }
    let items = ids.compactMap { draft.bank.itemID(of: $0) }
    guard !items.isEmpty else { return leaveOut(&draft) }
    return [draft.propose(merging: items, content, reason: reason)]
  }

  /// A bullet of the first playbook, which the log does not hold, is met where it is changed.
  private func meet(_ id: String, _ content: String?, _ draft: inout LogDraft) {
    if let content, !content.isEmpty, !draft.bank.contains(id) { draft.item(id: id, content) }
  }
}
