import Basics
import Files
import Git
import Importing

/// The history of Markdown files: a batch a commit.
struct HistoryReader {
  private let source: ImportSource
  private let wishes: MarkdownWishes

  init(_ source: ImportSource, _ wishes: MarkdownWishes) {
    (self.source, self.wishes) = (source, wishes)
  }

  func read(bundle file: SourceFile, into draft: inout LogDraft) throws {
    let bundle = try GitBundle(source.filePath(file)) { try wishes.pulse.beat("reading the bundle", 0, 0) }
    source.note(file, sha256: bundle.digest)
    let head = try bundle.resolve(wishes.reference)
    let others = Set(bundle.references.map(\.id)).subtracting([head.id]).count
    draft.account.leftOut("a branch beside \(head.name)", count: others)
    if source.isFolder {
      draft.account.leftOut("a file beside the bundle", count: source.files.count - 1)
    }
    try read(
      bundle.objects, head: head.id, folder: [], cutOff: !bundle.needed.isEmpty, place: source.path, &draft)
  }

  /// False where no history says anything of these files.
  func readRepository(into draft: inout LogDraft) throws -> Bool {
    guard wishes.wantsHistory, source.isFolder || source.files.count == 1, source.path != "-",
      let path = canonicalPath(source.path)
    else { return false }
    let folder = source.isFolder ? path : parentFolder(of: path)
    guard GitObjects.isPossible || isRegularFile("\(folder)/.git/HEAD") else { return false }
    guard let objects = try GitObjects(of: folder, upward: true) else { return false }
    let inside = HistoryReader.path(of: folder, in: objects.filesFolder)
    guard let head = try head(objects, at: folder) else { return false }
    let trees = GitTrees(objects)
    guard let tree = try trees.folder(inside, in: objects.commit(head).tree) else { return false }
    if !source.isFolder, try trees.tree(tree)[lastName(of: path)]?.kind != .file { return false }
    // The history goes on; a replay reads it up to here.
    draft.settle("ref", head.hexadecimal)
    source.note(".git", sha256: Digest.sha256(of: Array(head.hexadecimal.utf8)))
    try read(
      objects, head: head, folder: inside, cutOff: objects.isShallow, place: folder,
      only: source.isFolder ? nil : lastName(of: path), &draft)
    return true
  }

  private func parentFolder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  private func lastName(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Nil where nothing was ever committed.
  private func head(_ objects: GitObjects, at folder: String) throws -> ObjectID? {
    do { return try objects.resolve(wishes.reference ?? "HEAD") } catch GitFault.unknownName
      where wishes.reference == nil
    { return nil }
  }

  private static func path(of folder: String, in root: String?) -> [String] {
    guard let root = root.flatMap({ canonicalPath($0) }), folder.hasPrefix(root) else { return [] }
    return folder.dropFirst(root.count).split(separator: "/").map(String.init)
  }

  private func read(
    _ objects: GitObjects, head: ObjectID, folder: [String], cutOff: Bool, place: String, only: String? = nil,
    _ draft: inout LogDraft
  ) throws {
    var files = wishes.files(at: place)
    if let only { files.takeOnly(only) }
    let mayMatter = files
    var walk = try CommitWalk(
      objects, head: head, folder: folder, order: wishes.order, cutOff: cutOff, pulse: wishes.pulse
    ) { mayMatter.mayContain($0) }
    files.look(at: (walk.start + walk.commits.flatMap(\.touches)).map(\.path))
    walk.keep { files.contains($0) }
    var blobs = MemoryBlobs(objects)
    try walk.findRenames { try blobs.text($0) }
    let lineages = FileLineages(walk)
    var units = MarkdownUnits(wishes.unit)
    for (path, id, earlier) in lineages.last {
      if let text = try blobs.text(id) { units.decide(path, text, earlier: earlier) }
    }
    try fold(walk, &blobs, units, into: &draft)
    guard draft.bank.hasHistory else {
      throw ImportFault.nothing(
        path: source.path, format: "markdown",
        why: "no commit of this history touches a Markdown file of memory")
    }
    tell(walk, lineages, blobs, &draft)
    wishes.tell(&draft, files, lineages.last.map(\.path), units)
  }

  private func fold(
    _ walk: CommitWalk, _ blobs: inout MemoryBlobs, _ units: MarkdownUnits, into draft: inout LogDraft
  ) throws {
    var memory = wishes.memory(units)
    for touch in walk.start {
      if let text = try touch.after.flatMap({ try blobs.text($0) }) {
        memory.begin(touch.path, text, in: &draft)
      }
    }
    for (number, step) in walk.commits.enumerated() {
      if number & 15 == 0 { try wishes.pulse.beat("reading commits", number, walk.commits.count) }
      // Along first parents the memory is what the parent holds; beside branches it is not.
      let isAside = wishes.order == .all && !step.isJoining
      let changes = try step.touches.map { touch in
        MarkdownMemory.FileEdit(
          path: touch.path, before: isAside ? try touch.before.flatMap { try blobs.text($0) } ?? "" : nil,
          after: try touch.after.flatMap { try blobs.text($0) }, from: touch.from)
      }
      let label = "\(step.commit.id.short) \(step.commit.subject)"
      try memory.take(
        changes, reason: MarkdownPieces.trimmed(step.commit.message), into: &draft,
        .init(label: label, time: step.commit.time))
    }
  }

  private func tell(
    _ walk: CommitWalk, _ lineages: FileLineages, _ blobs: MemoryBlobs, _ draft: inout LogDraft
  ) {
    let all = walk.history.commits.count
    let order = wishes.order == .all ? "all commits, parents first" : "commits along first parents"
    draft.account.noted("\(order): \(walk.commits.count) of \(all) touch memory")
    if walk.history.isCutOff {
      draft.account.noted(
        "the history is cut off before its first commit: what stood then is the bank it begins with")
    }
    if lineages.moves > 0 {
      draft.account.noted("files that were moved stay the items they were: \(lineages.moves)")
    }
    draft.account.leftOut(
      "a submodule, whose files another repository keeps", count: walk.submodules.count,
      example: walk.submodules.min())
    draft.account.leftOut("a symbolic link", count: walk.links.count, example: walk.links.min())
    draft.account.leftOut("a version of a file of more than 4 MB", count: blobs.large)
    draft.account.leftOut("a version of a file that is no text", count: blobs.binary)
    draft.account.leftOut(
      "a version of a file with bytes that are no UTF-8, which are shown as \u{FFFD}", count: blobs.mended)
  }
}
