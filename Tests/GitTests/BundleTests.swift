import Files
import Foundation
import Git
import GitSupport
import GoldenSupport
import Testing

/// A bundle written by git for these tests: six commits, two of them side by side, a merge.
let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("Samples/notes.bundle").path

@Suite(.enabled(if: GitObjects.isPossible)) struct BundleTests {
  @Test func readsNamesAndHistory() throws {
    let bundle = try GitBundle(sample)
    #expect(bundle.references.map(\.name).sorted() == ["HEAD", "refs/heads/main", "refs/heads/side"])
    let head = try bundle.resolve(nil)
    #expect(head.name == "HEAD")
    let line = try GitHistory(of: head.id, in: bundle.objects, order: .firstParent, cutOff: false)
    #expect(
      line.commits.map(\.subject) == [
        "Begin the notes", "What the kitchen taught", "Keys are named by their door", "Merge side",
        "Keys are gone",
      ])
    let all = try GitHistory(of: head.id, in: bundle.objects, order: .all, cutOff: false)
    #expect(all.commits.map(\.subject)[2...3] == ["Drawers do not matter", "Keys are named by their door"])
    #expect(all.commits.count == 6)
  }

  @Test func saysTimesInTheCommittersZone() throws {
    let bundle = try GitBundle(sample)
    let line = try GitHistory(
      of: bundle.resolve("main").id, in: bundle.objects, order: .firstParent, cutOff: false)
    #expect(
      line.commits.map(\.time) == [
        "2026-03-01T10:00:00+01:00", "2026-03-02T11:30:00+01:00", "2026-03-03T09:00:00Z",
        "2026-03-04T09:00:00Z", "2026-03-05T00:00:00-03:30",
      ])
    #expect(line.commits[1].message == "What the kitchen taught\n\nThe sink alone was not enough.\n")
  }

  @Test func findsWhatDiffers() throws {
    let bundle = try GitBundle(sample)
    let trees = GitTrees(bundle.objects)
    let line = try GitHistory(
      of: bundle.resolve("main").id, in: bundle.objects, order: .firstParent, cutOff: false)
    var before: ObjectID?
    var seen: [[String]] = []
    for commit in line.commits {
      let changes = try TreeChanges.between(before, commit.tree, trees, commit: commit.id) {
        $0.hasSuffix(".md")
      }
      seen.append(
        changes.map { "\($0.before == nil ? "A" : $0.after == nil ? "D" : "M") \($0.path)" })
      before = commit.tree
    }
    #expect(
      seen == [
        ["A .claude/memory/keys.md", "A CLAUDE.md"], ["M CLAUDE.md"],
        ["A .claude/memory/door-keys.md", "D .claude/memory/keys.md"], ["M CLAUDE.md"],
        ["D .claude/memory/door-keys.md"],
      ])
  }

  @Test func leavesNoFolderBehind() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("maa-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: base) }
    do {
      let folder = try ShortLivedFolder()
      try makeFolder("\(folder.path)/pack")
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/pack/x"))
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/pack/link", withDestinationPath: base.path)
      #expect(FileManager.default.fileExists(atPath: folder.path))
      try check(folder.path, base)
    }
  }

  private func check(_ path: String, _ base: URL) throws {
    #expect(FileManager.default.fileExists(atPath: base.path))
    #expect(path.contains("maa-"))
  }
}

@Suite(.enabled(if: GitObjects.isPossible)) struct HostileBundleTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("maa-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func file(_ bytes: some Sequence<UInt8>) throws -> String {
    let file = folder.appendingPathComponent("b.bundle")
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Reads all of it, as an import does.
  private func readAll(_ path: String) throws {
    let bundle = try GitBundle(path)
    let trees = GitTrees(bundle.objects)
    let history = try GitHistory(
      of: bundle.resolve(nil).id, in: bundle.objects, order: .all, cutOff: !bundle.needed.isEmpty)
    for commit in history.commits {
      for change in try TreeChanges.between(nil, commit.tree, trees, commit: commit.id, where: { _ in true })
      {
        if let entry = change.after { _ = try bundle.objects.read(entry.id, .blob, limit: 1 << 20) }
      }
    }
  }

  @Test func takesBothVersions() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: sample)))
    let third =
      Array("# v3 git bundle\n@object-format=sha1\n".utf8) + bytes.dropFirst("# v2 git bundle\n".utf8.count)
    try readAll(try file(bytes))
    try readAll(try file(third))
    for capability in ["@object-format=sha256", "@object-format=md5"] {
      let other = Array("# v3 git bundle\n\(capability)\n".utf8) + bytes.dropFirst(16)
      #expect(throws: GitFault.self) { try readAll(try file(other)) }
    }
  }

  @Test func refusesWhatIsCutOff() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: sample)))
    for count in [0, 3, 16, 40, 100, 200, bytes.count / 2, bytes.count - 21, bytes.count - 1] {
      #expect(throws: (any Error).self, "\(count) bytes") { try readAll(try file(bytes.prefix(count))) }
    }
  }

  /// The pack has a hash over all of it, so that a change of any byte is found or changes nothing that is read.
  @Test func survivesAnyByte() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: sample)))
    var random = SeededGenerator.announced()
    var refused = 0
    for _ in 0..<400 {
      var mutated = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        mutated[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      do { try readAll(try file(mutated)) } catch is GitFault { refused += 1 } catch is FileFault {
        refused += 1
      }
    }
    #expect(refused > 300)
  }

  @Test func saysWhatABundleOnTopOfOthersNeeds() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    guard let scratch = try GitScratch() else { return }
    let lines = (0..<200).map { "- line \($0) of the notes\n" }
    try scratch.write(lines.joined(), to: "a.md")
    try scratch.commit("one")
    try scratch.write(lines.dropFirst().joined(), to: "a.md")
    try scratch.commit("two")
    try scratch.git("bundle", "create", "-q", "top.bundle", "HEAD~1..main")
    let first = try scratch.git("rev-parse", "HEAD~1").prefix(40)
    do {
      let bundle = try GitBundle("\(scratch.path)/top.bundle")
      #expect(bundle.needed.map(\.hexadecimal) == [String(first)])
    } catch GitFault.incompleteBundle(_, let needs, _) {
      #expect(needs == first)
    }
  }
}
