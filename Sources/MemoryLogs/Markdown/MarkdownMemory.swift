import Basics
import Importing

/// A memory of Markdown files as it stands, and what each commit makes of it.
struct MarkdownMemory {
  /// One file before and after a step; a side is nil where there is none.
  struct FileEdit {
    var path: String
    /// What stood there by the commit's parent. The memory itself may have come further, on another branch.
    var before: String?
    var after: String?
    /// The path that it had, where it was moved.
    var from: String?
  }

  struct MarkdownItem {
    var id: String
    var piece: MarkdownPiece
  }

  let similarity: any TextSimilarity
  let threshold: Double
  /// What of each file is one item.
  let unit: (String) -> MarkdownUnit
  private(set) var files: [String: [MarkdownItem]] = [:]
  private var counters: [String: Int] = [:]
  /// Paths of files that were moved keep the name under which their items were first met.
  private var firstNames: [String: String] = [:]

  init(similarity: any TextSimilarity, threshold: Double, unit: @escaping (String) -> MarkdownUnit) {
    (self.similarity, self.threshold, self.unit) = (similarity, threshold, unit)
  }

  /// What stood there before the first step that is known.
  mutating func begin(_ path: String, _ text: String, in draft: inout LogDraft) {
    for piece in MarkdownPieces(text, unit(path)).pieces {
      let id = newID(path, piece, draft)
      draft.item(id: id, piece.text)
      files[path, default: []].append(MarkdownItem(id: id, piece: piece))
    }
  }

  /// The changes of one step in the order of their paths. True where a proposal or a vote came of it.
  mutating func take(_ changes: [FileEdit], reason: String, into draft: inout LogDraft, _ step: Step) throws {
    for change in changes { move(change) }
    var matching = try StepMatching(
      changes.map { side in
        let unit = unit(side.path)
        let live = files[side.path] ?? []
        let before = side.before.map { MarkdownPieces($0, unit).pieces } ?? live.map(\.piece)
        let after = side.after.map { MarkdownPieces($0, unit) }
        return .init(before: before, after: after?.pieces ?? [], standing: live)
      })
    try matching.match(similarity, threshold)
    apply(matching, changes, reason, &draft, step)
  }

  private mutating func move(_ change: FileEdit) {
    guard let from = change.from, let items = files.removeValue(forKey: from) else { return }
    files[change.path] = items
    firstNames[change.path] = firstNames[from] ?? from
  }

  /// The batch of a step begins with the first thing that belongs to it.
  struct Step {
    var label: String
    var time: String?

    func open(_ draft: inout LogDraft, _ isOpen: inout Bool) {
      if !isOpen { draft.batch(label: label, time: time) }
      isOpen = true
    }
  }

  private mutating func apply(
    _ matching: StepMatching, _ changes: [FileEdit], _ reason: String, _ draft: inout LogDraft, _ step: Step
  ) {
    var isOpen = false
    for id in matching.removed where draft.bank.contains(id) {
      step.open(&draft, &isOpen)
      draft.bank.remove(id, reason: reason)
    }
    for (side, change) in zip(matching.sides.indices, changes) {
      var items: [MarkdownItem] = matching.kept(side)
      for (place, piece) in matching.sides[side].after.enumerated() {
        let item = matching.item(side, place)
        items.append(MarkdownItem(id: item?.id ?? newID(change.path, piece, draft), piece: piece))
        write(items[items.count - 1], over: item, reason, &draft, step, &isOpen)
      }
      files[change.path] = change.after == nil && items.isEmpty ? nil : items
    }
  }

  private func write(
    _ item: MarkdownItem, over old: MarkdownItem?, _ reason: String, _ draft: inout LogDraft, _ step: Step,
    _ isOpen: inout Bool
  ) {
    if let old, draft.bank.contains(old.id) {
      if foldedText(draft.bank.content(of: old.id) ?? "") != foldedText(item.piece.text) {
        step.open(&draft, &isOpen)
        draft.bank.change(old.id, item.piece.text, reason: reason)
      }
    } else {
      step.open(&draft, &isOpen)
      draft.bank.add(item.id, item.piece.text, reason: reason)
    }
    vote(item, old, &draft, step, &isOpen)
  }

  /// Counters that went up are votes of this step.
  private func vote(
    _ item: MarkdownItem, _ old: MarkdownItem?, _ draft: inout LogDraft, _ step: Step, _ isOpen: inout Bool
  ) {
    let helpful = item.piece.helpful - (old?.piece.helpful ?? 0)
    let harmful = item.piece.harmful - (old?.piece.harmful ?? 0)
    if helpful < 0 || harmful < 0 { draft.account.leftOut("a counter that went down", example: item.id) }
    guard helpful > 0 || harmful > 0, let id = draft.bank.itemID(of: item.id) else { return }
    step.open(&draft, &isOpen)
    draft.vote(on: .item(id), helpful: max(0, helpful), harmful: max(0, harmful), by: "playbook")
  }

  private mutating func newID(_ path: String, _ piece: MarkdownPiece, _ draft: LogDraft) -> String {
    if let id = piece.id, !draft.bank.contains(id) { return id }
    let name = firstNames[path] ?? path
    counters[name, default: 0] += 1
    let number = counters[name, default: 1]
    if unit(path) == .file { return number == 1 ? name : "\(name)~\(number)" }
    return "\(name):\(number)"
  }
}
