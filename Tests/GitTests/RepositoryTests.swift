import Foundation
import Git
import GitSupport
import GoldenSupport
import Testing

@Suite(.enabled(if: GitObjects.isPossible)) struct RepositoryTests {
  private func history(_ objects: GitObjects, _ order: GitHistory.Order) throws -> GitHistory {
    try GitHistory(of: objects.resolve("HEAD"), in: objects, order: order, cutOff: objects.isShallow)
  }

  /// Three branches that meet twice.
  private func branched(_ scratch: GitScratch) throws {
    try scratch.write("- a\n", to: "n.md")
    try scratch.commit("root")
    for name in ["left", "right"] {
      try scratch.git("checkout", "-q", "-b", name, "main")
      for step in 0..<3 {
        try scratch.write("\(name) \(step)\n", to: "deep/\(name).md")
        try scratch.commit("\(name) \(step)")
      }
    }
    try scratch.git("checkout", "-q", "main")
    try scratch.git("merge", "-q", "--no-ff", "-m", "left comes in", "left")
    try scratch.git("merge", "-q", "--no-ff", "-m", "right comes in", "right")
  }

  @Test func walksAsGitDoes() throws {
    guard let scratch = try GitScratch() else { return }
    try branched(scratch)
    guard let objects = try GitObjects(of: scratch.path, upward: false) else { throw Missing() }
    let line = try scratch.git("rev-list", "--first-parent", "--reverse", "HEAD").split(separator: "\n")
    #expect(try history(objects, .firstParent).commits.map(\.id.hexadecimal) == line.map(String.init))
    let all = try history(objects, .all).commits
    let listed = try scratch.git("rev-list", "HEAD").split(separator: "\n").map(String.init)
    #expect(Set(all.map(\.id.hexadecimal)) == Set(listed))
    var seen = Set<ObjectID>()
    for commit in all {
      #expect(commit.parents.allSatisfy(seen.contains))
      seen.insert(commit.id)
    }
  }

  @Test func treesDifferAsGitSays() throws {
    guard let scratch = try GitScratch() else { return }
    try branched(scratch)
    try scratch.remove("deep/left.md")
    try scratch.write("now a folder\n", to: "n.md.d/x.md")
    try scratch.write("éa\n", to: "caf\u{e9}.md")
    try scratch.write("éb\n", to: "cafe\u{301}.md")
    try scratch.commit("odd names")
    guard let objects = try GitObjects(of: scratch.path, upward: false) else { throw Missing() }
    let trees = GitTrees(objects)
    for commit in try history(objects, .all).commits {
      let parent = try commit.parents.first.map { try objects.commit($0).tree }
      let changes = try TreeChanges.between(parent, commit.tree, trees, commit: commit.id) { _ in true }
      let ours = changes.map { "\($0.before == nil ? "A" : $0.after == nil ? "D" : "M")\t\($0.path)" }
        .sorted()
      let sides = commit.parents.first.map { [$0.hexadecimal, commit.id.hexadecimal] }
      let theirs = try scratch.git(
        [
          "-c", "core.quotePath=false", "diff-tree", "-r", "--root", "--no-renames", "--name-status",
          "--no-commit-id",
        ] + (sides ?? [commit.id.hexadecimal])
      ).split(separator: "\n").map(String.init).sorted()
      #expect(ours.map { Array($0.utf8) } == theirs.map { Array($0.utf8) })
    }
  }

  @Test func findsTheRepositoryOfAFolderInIt() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("- a\n", to: "x/y/n.md")
    try scratch.commit("one")
    #expect(try GitObjects(of: "\(scratch.path)/x/y", upward: false) == nil)
    guard let objects = try GitObjects(of: "\(scratch.path)/x/y", upward: true) else { throw Missing() }
    let trees = GitTrees(objects)
    let root = try objects.commit(objects.resolve("main")).tree
    #expect(try trees.folder(["x", "y"], in: root) != nil)
    #expect(try trees.folder(["x", "z"], in: root) == nil)
    #expect(throws: GitFault.unknownName(path: "\(scratch.path)/x/y", name: "nosuch")) {
      try objects.resolve("nosuch")
    }
  }

  @Test func aShallowCloneIsCutOff() throws {
    guard let scratch = try GitScratch() else { return }
    for step in 0..<5 {
      try scratch.write("- \(step)\n", to: "n.md")
      try scratch.commit("step \(step)")
    }
    try scratch.git("clone", "-q", "--depth", "2", "file://\(scratch.path)", "shallow")
    guard let objects = try GitObjects(of: "\(scratch.path)/shallow", upward: false) else { throw Missing() }
    let history = try history(objects, .firstParent)
    #expect(history.isCutOff)
    #expect(history.commits.map(\.subject) == ["step 3", "step 4"])
  }

  private struct Missing: Error {}
}

@Suite(.enabled(if: GitObjects.isPossible)) struct HostileRepositoryTests {
  private func loose(_ scratch: GitScratch, _ name: String) throws -> URL {
    let id = try scratch.git("rev-parse", name).prefix(40)
    return scratch.folder.appendingPathComponent(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
  }

  private func read(_ scratch: GitScratch) throws {
    guard let objects = try GitObjects(of: scratch.path, upward: false) else { return }
    let trees = GitTrees(objects)
    let history = try GitHistory(of: objects.resolve("HEAD"), in: objects, order: .all, cutOff: false)
    for commit in history.commits {
      for change in try TreeChanges.between(nil, commit.tree, trees, commit: commit.id, where: { _ in true })
      {
        if let entry = change.after { _ = try objects.read(entry.id, .blob, limit: 1 << 20) }
      }
    }
  }

  @Test(arguments: ["HEAD", "HEAD^{tree}", "HEAD:n.md", "HEAD~1"])
  func tellsDamagedAndMissingObjects(_ name: String) throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("- a\n", to: "n.md")
    try scratch.commit("one")
    try scratch.write("- b\n", to: "n.md")
    try scratch.commit("two")
    let file = try loose(scratch, name)
    let other = try Data(contentsOf: loose(scratch, name == "HEAD:n.md" ? "HEAD~1:n.md" : "HEAD:n.md"))
    let bytes = Array(try Data(contentsOf: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    for damaged in [Array(bytes.dropLast(4)), [], bytes.map { $0 ^ 0x55 }] {
      try Data(damaged).write(to: file)
      #expect(throws: GitFault.self) { try read(scratch) }
    }
    // Another object's bytes under this name.
    try other.write(to: file)
    #expect(throws: GitFault.self) { try read(scratch) }
    try FileManager.default.removeItem(at: file)
    #expect(throws: GitFault.self) { try read(scratch) }
  }

  /// Ten folders that hold one folder ten times, ten deep: 10^10 files out of eleven objects.
  @Test func refusesABombOfTrees() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("x\n", to: "f.md")
    try scratch.git("add", "-A")
    var tree = String(try scratch.git("write-tree").prefix(40))
    for _ in 0..<10 {
      let listing = (0..<10).map { "040000 tree \(tree)\td\($0)\n" }.joined()
      try scratch.write(listing, to: "listing")
      tree = String(try scratch.git("-c", "alias.mk=!git mktree < listing", "mk").prefix(40))
    }
    let commit = try scratch.git("commit-tree", "-m", "bomb", tree).prefix(40)
    try scratch.git("update-ref", "refs/heads/main", String(commit))
    #expect(throws: GitFault.self) { try read(scratch) }
  }

  /// Packs are libgit2's to read; whatever their bytes, it comes to an end.
  @Test func survivesDamagedPacks() throws {
    guard let scratch = try GitScratch() else { return }
    for step in 0..<6 {
      try scratch.write((0...step * 20).map { "- line \($0) of \(step)\n" }.joined(), to: "n.md")
      try scratch.commit("step \(step)")
    }
    try scratch.git("repack", "-a", "-d", "-q")
    let folder = scratch.folder.appendingPathComponent(".git/objects/pack")
    let name = try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
      $0.hasSuffix(".pack")
    }
    let pack = folder.appendingPathComponent(name ?? "")
    let bytes = Array(try Data(contentsOf: pack))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: pack.path)
    var random = SeededGenerator.announced()
    for round in 0..<150 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 12..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      if round % 5 == 0 { damaged.removeLast(Int.random(in: 1..<bytes.count - 40, using: &random)) }
      try Data(damaged).write(to: pack)
      do { try read(scratch) } catch is GitFault {}
    }
  }

  @Test func leavesLargeFilesUnread() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write([UInt8](repeating: 97, count: 3 << 20), to: "large.md")
    try scratch.commit("large")
    #expect(throws: GitFault.self) { try read(scratch) }
  }
}
