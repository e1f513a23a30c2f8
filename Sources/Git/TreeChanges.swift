/// What became of one path between two trees; a side is nil where there is none.
package struct TreeChange: Sendable, Equatable {
  package var path: String
  package var before: GitTree.Entry?
  package var after: GitTree.Entry?
}

/// Finds what differs between two trees, without a look at what is equal: equal folders have equal names.
///
/// Complexity: O(entries of folders that differ).
package struct TreeChanges {
  /// Folders within folders; git itself refuses far fewer when it writes.
  private static let mostDeep = 256
  package static let mostEntries = 2_000_000

  private let trees: GitTrees
  private let commit: String
  /// Whether a path matters; asked for everything that is no folder. A submodule always does: what lies in it cannot be seen.
  private let matters: (String) -> Bool
  private var seen = 0
  private(set) var changes: [TreeChange] = []

  /// In the order of git: by the bytes of the paths' names, folder by folder. Nil is the empty tree.
  package static func between(
    _ before: ObjectID?, _ after: ObjectID?, _ trees: GitTrees, commit: ObjectID,
    where matters: @escaping (String) -> Bool
  ) throws -> [TreeChange] {
    var walk = TreeChanges(trees: trees, commit: commit.hexadecimal, matters: matters)
    try walk.compare(before, after, at: "", depth: 0)
    return walk.changes
  }

  private init(trees: GitTrees, commit: String, matters: @escaping (String) -> Bool) {
    (self.trees, self.commit, self.matters) = (trees, commit, matters)
  }

  private mutating func compare(_ before: ObjectID?, _ after: ObjectID?, at prefix: String, depth: Int) throws
  {
    if before == after { return }
    let old = try before.map { try trees.tree($0).entries } ?? []
    let new = try after.map { try trees.tree($0).entries } ?? []
    seen += old.count + new.count
    guard seen <= TreeChanges.mostEntries, depth < TreeChanges.mostDeep else {
      throw GitFault.tooManyEntries(path: trees.objects.path, commit: commit, limit: TreeChanges.mostEntries)
    }
    var (one, other) = (old[...], new[...])
    while let entry = TreeChanges.earlier(one.first, other.first) {
      let stood = TreeChanges.isNamed(one.first, entry) ? one.popFirst() : nil
      let stands = TreeChanges.isNamed(other.first, entry) ? other.popFirst() : nil
      if stood != stands { try meet(stood, stands, at: prefix + entry.name, depth: depth) }
    }
  }

  private static func earlier(_ one: GitTree.Entry?, _ other: GitTree.Entry?) -> GitTree.Entry? {
    guard let one, let other else { return one ?? other }
    return other.name.utf8.lexicographicallyPrecedes(one.name.utf8) ? other : one
  }

  /// Strings that look the same are equal in Swift; names of files are not.
  private static func isNamed(_ entry: GitTree.Entry?, _ other: GitTree.Entry) -> Bool {
    entry.map { $0.name.utf8.elementsEqual(other.name.utf8) } ?? false
  }

  private mutating func meet(
    _ before: GitTree.Entry?, _ after: GitTree.Entry?, at path: String, depth: Int
  ) throws {
    try compare(before.folder, after.folder, at: path + "/", depth: depth + 1)
    let change = TreeChange(path: path, before: before.leaf, after: after.leaf)
    guard change.before != change.after else { return }
    if matters(path) || change.after?.kind == .submodule { changes.append(change) }
  }
}

extension GitTree.Entry? {
  fileprivate var folder: ObjectID? { self?.kind == .folder ? self?.id : nil }
  fileprivate var leaf: GitTree.Entry? { self?.kind == .folder ? nil : self }
}
