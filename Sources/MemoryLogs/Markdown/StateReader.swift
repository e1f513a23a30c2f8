import Importing

/// Markdown files as they stand: one batch of additions.
struct StateReader {
  private let source: ImportSource
  private let wishes: MarkdownWishes

  init(_ source: ImportSource, _ wishes: MarkdownWishes) {
    (self.source, self.wishes) = (source, wishes)
  }

  func read(into draft: inout LogDraft) throws {
    var files = wishes.files(at: source.path)
    let named = source.files.map(\.name)
    if named.count == 1, !source.isFolder { files.takeOnly(named[0]) } else { files.look(at: named) }
    var units = MarkdownUnits(wishes.unit)
    var changes: [MarkdownMemory.FileEdit] = []
    for file in source.files where files.contains(file.name) {
      guard let text = try text(of: file, &draft.account) else { continue }
      units.decide(file.name, text)
      changes.append(.init(path: file.name, before: nil, after: text, from: nil))
    }
    sortByPlace(&changes)
    guard !changes.isEmpty else {
      throw ImportFault.nothing(
        path: source.path, format: "markdown", why: "no Markdown file of memory was found")
    }
    var memory = wishes.memory(units)
    try memory.take(changes, reason: "", into: &draft, .init(label: source.path, time: nil))
    wishes.tell(&draft, files, changes.map(\.path), units)
    draft.account.cannot("when anything came: these are files as they stand, one batch of additions")
  }

  /// Skills that were written here come in the order of their bank, the others as their names have it.
  private func sortByPlace(_ changes: inout [MarkdownMemory.FileEdit]) {
    let places = changes.map { $0.after.flatMap { MarkedMemory($0) }?.place ?? .max }
    let order = changes.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    changes = order.map { changes[$0] }
  }

  private func text(of file: SourceFile, _ account: inout ImportAccount) throws -> String? {
    guard file.size <= MemoryText.mostBytes else {
      account.leftOut("a file of more than 4 MB", example: file.name)
      return nil
    }
    guard let read = MemoryText(try source.bytes(file)) else {
      account.leftOut("a file that is no text", example: file.name)
      return nil
    }
    if read.isMended {
      account.leftOut("a file with bytes that are no UTF-8, which are shown as \u{FFFD}", example: file.name)
    }
    return read.text
  }
}
