import Basics
import Git

/// One commit with the Markdown files that it touched.
struct TouchingCommit {
  struct Touch {
    var path: String
    var before: ObjectID?
    var after: ObjectID?
    /// Where the file was before it was moved here.
    var from: String?
  }

  var commit: GitCommit
  var touches: [Touch]
  /// A merge in the order of all commits: it says what stands there, not what one side changed.
  var isJoining: Bool
}

/// Goes through a history and finds what each commit did to the files of one folder.
struct CommitWalk {
  let objects: GitObjects
  let folder: [String]
  let order: GitHistory.Order
  let history: GitHistory
  private let trees: GitTrees
  private let mayMatter: (String) -> Bool
  private(set) var commits: [TouchingCommit] = []
  /// Links to files elsewhere, by their paths.
  private(set) var links: Set<String> = []
  /// Folders whose files another repository keeps.
  private(set) var submodules: Set<String> = []
  /// What stood there before the first commit, where the history is cut off.
  private(set) var start: [TouchingCommit.Touch] = []

  init(
    _ objects: GitObjects, head: ObjectID, folder: [String], order: GitHistory.Order, cutOff: Bool,
    pulse: Pulse, where mayMatter: @escaping (String) -> Bool
  ) throws {
    (self.objects, self.folder, self.order, self.mayMatter) = (objects, folder, order, mayMatter)
    history = try GitHistory(of: head, in: objects, order: order, cutOff: cutOff, pulse: pulse)
    trees = GitTrees(objects)
    for (number, commit) in history.commits.enumerated() {
      if number & 63 == 0 { try pulse.beat("reading commits", number, history.commits.count) }
      try take(commit, number)
    }
  }

  private mutating func take(_ commit: GitCommit, _ number: Int) throws {
    let isFirst = number == 0
    let tree = try trees.folder(folder, in: commit.tree)
    var parents: [ObjectID?] = []
    if order == .firstParent {
      if !isFirst { parents = [try trees.folder(folder, in: history.commits[number - 1].tree)] }
    } else {
      parents = try commit.parents.compactMap(treeOfCommit).map { try trees.folder(folder, in: $0) }
    }
    if parents.isEmpty { parents = [nil] }
    var touches: [TouchingCommit.Touch] = []
    var seen: Set<ByteText> = []
    for parent in parents {
      let changes = try TreeChanges.between(parent, tree, trees, commit: commit.id, where: mayMatter)
      for change in changes where seen.insert(ByteText(change.path)).inserted {
        if change.after?.kind == .submodule {
          submodules.insert(change.path)
        } else {
          touches.append(touch(change))
        }
      }
    }
    if isFirst, history.isCutOff {
      start = touches
    } else if !touches.isEmpty {
      commits.append(TouchingCommit(commit: commit, touches: touches, isJoining: parents.count > 1))
    }
  }

  private func treeOfCommit(_ id: ObjectID) throws -> ObjectID? {
    history.isCutOff ? try? objects.commit(id).tree : try objects.commit(id).tree
  }

  private mutating func touch(_ change: TreeChange) -> TouchingCommit.Touch {
    if change.after?.kind == .link { links.insert(change.path) }
    func file(_ entry: GitTree.Entry?) -> ObjectID? { entry?.kind == .file ? entry?.id : nil }
    return .init(path: change.path, before: file(change.before), after: file(change.after))
  }

  /// Keeps the files that are wanted.
  mutating func keep(_ isWanted: (String) -> Bool) {
    start.removeAll { !isWanted($0.path) }
    for index in commits.indices { commits[index].touches.removeAll { !isWanted($0.path) } }
    commits.removeAll { $0.touches.isEmpty }
    links = links.filter(isWanted)
  }

  /// Tells moved files from others; `text` reads one.
  mutating func findRenames(_ text: (ObjectID) throws -> String?) throws {
    for index in commits.indices where !commits[index].isJoining {
      let touches = commits[index].touches
      let gone = touches.filter { $0.before != nil && $0.after == nil }
      let came = touches.filter { $0.before == nil && $0.after != nil }
      guard !gone.isEmpty, !came.isEmpty else { continue }
      func side(_ touch: TouchingCommit.Touch, _ id: ObjectID?) throws -> FileRenames.Side {
        .init(path: touch.path, text: try id.flatMap { try text($0) } ?? "")
      }
      let renames = FileRenames.find(
        try gone.map { try side($0, $0.before) }, try came.map { try side($0, $0.after) })
      commits[index].touches = touches.compactMap { CommitWalk.moved($0, renames, among: gone) }
    }
  }

  private static func moved(
    _ touch: TouchingCommit.Touch, _ renames: [String: String], among gone: [TouchingCommit.Touch]
  ) -> TouchingCommit.Touch? {
    if touch.after == nil, renames.values.contains(touch.path) { return nil }
    guard touch.before == nil, let from = renames[touch.path] else { return touch }
    var touch = touch
    touch.from = from
    touch.before = gone.first { $0.path == from }?.before
    return touch
  }
}
