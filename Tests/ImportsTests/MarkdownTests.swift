import Foundation
import Git
import GitSupport
import Imports
import Testing
import TraceLogs

/// What each batch did, a word an edit.
func edits(_ log: TraceLog) -> [[String]] {
  var batches = [[String]](repeating: [], count: log.batches.count)
  for place in 0..<log.proposals.count {
    let (anchor, content) = (log.symbols[Int(log.proposals.anchor[place])], log.proposals.content[place])
    let id = log.proposals.id[place]
    let edit =
      log.proposals.type[place] == .add
      ? "+\(id) \(content)" : content.isEmpty ? "-\(anchor)" : "\(anchor)= \(content)"
    batches[Int(log.proposals.batch[place])].append(edit)
  }
  return batches
}

private let bundle = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("GitTests/Samples/notes.bundle").path

@Suite(.enabled(if: GitObjects.isPossible)) struct MarkdownHistoryTests {
  @Test func commitsAreBatchesAndBulletsItems() throws {
    let result = try imported(bundle, flags: ["threshold": "0.6"])
    #expect(
      edits(result.log) == [
        [
          "+.claude/memory/keys.md ---\nname: keys\ndescription: where keys are kept\n---\n\nKeys hang beside the door.",
          "+CLAUDE.md:1 Check the sink before the stove.", "+CLAUDE.md:2 Open drawers one by one.",
        ],
        [
          "CLAUDE.md:1= Check the sink before the stove, then the table.",
          "+CLAUDE.md:3 Ask for the list of rooms first.",
        ],
        ["-CLAUDE.md:2"], ["-.claude/memory/keys.md"],
      ])
    #expect(
      result.log.batches.map(\.label).map { $0?.dropFirst(9) } == [
        "Begin the notes", "What the kitchen taught", "Merge side", "Keys are gone",
      ])
    #expect(result.log.batches.map(\.time)[1] == "2026-03-02T11:30:00+01:00")
    #expect(result.log.proposals.reason[3] == "What the kitchen taught\n\nThe sink alone was not enough.")
    #expect(result.log.applied.count == result.log.proposals.count)
    #expect(
      result.account[.noted].contains {
        $0.text.hasPrefix("files that were moved") && $0.text.hasSuffix(" 1")
      })
  }

  @Test func allCommitsTellWhatABranchDid() throws {
    let result = try imported(bundle, flags: ["order": "all"])
    #expect(
      result.log.batches.map(\.label).map { $0?.dropFirst(9) } == [
        "Begin the notes", "What the kitchen taught", "Drawers do not matter", "Keys are gone",
      ])
    #expect(edits(result.log)[2] == ["-CLAUDE.md:2"])
  }

  @Test func unitsAreAChoice() throws {
    let files = try imported(bundle, flags: ["unit": "file"])
    #expect(files.log.proposals.count == 5)
    #expect(edits(files.log)[1][0].hasPrefix("CLAUDE.md= # Notes\n\n- Check the sink"))
    let sections = try imported(bundle, flags: ["unit": "section", "files": "CLAUDE.md"])
    #expect(edits(sections.log).map(\.count) == [1, 1, 1])
    #expect(edits(sections.log)[2][0].hasPrefix("CLAUDE.md:1= # Notes"))
  }

  @Test func aBranchThatIsNotThereIsNamed() throws {
    #expect(throws: GitFault.unknownName(path: bundle, name: "nosuch")) {
      try imported(bundle, flags: ["ref": "nosuch"])
    }
    #expect(try imported(bundle, flags: ["ref": "side"]).log.batches.count == 3)
  }
}

@Suite(.enabled(if: GitObjects.isPossible)) struct MarkdownRepositoryTests {
  @Test func movedBulletsAndFilesKeepTheirItems() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("- alpha beta gamma\n- delta epsilon\n", to: "CLAUDE.md")
    try scratch.write("- zeta eta\n", to: "AGENTS.md")
    try scratch.commit("begin")
    try scratch.write("- delta epsilon\n", to: "CLAUDE.md")
    try scratch.write("- alpha beta gamma\n- zeta eta\n", to: "AGENTS.md")
    try scratch.commit("a bullet moves")
    try scratch.git("mv", "AGENTS.md", "GEMINI.md")
    try scratch.commit("a file moves")
    try scratch.write("- alpha beta gamma\n- zeta eta theta\n", to: "GEMINI.md")
    try scratch.commit("and changes")
    let result = try imported(scratch.path, flags: ["threshold": "0.7"])
    #expect(
      edits(result.log) == [
        ["+AGENTS.md:1 zeta eta", "+CLAUDE.md:1 alpha beta gamma", "+CLAUDE.md:2 delta epsilon"],
        ["AGENTS.md:1= zeta eta theta"],
      ])
    #expect(result.files.map(\.name) == [".git"])
    #expect(result.settled.map(\.name) == ["ref"])
  }

  @Test func aFolderOfARepositoryHasItsOwnHistory() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("- one\n", to: "a/CLAUDE.md")
    try scratch.write("- two\n", to: "b/CLAUDE.md")
    try scratch.commit("begin")
    try scratch.write("- two and more\n", to: "b/CLAUDE.md")
    try scratch.commit("b alone")
    #expect(edits(try imported("\(scratch.path)/a").log) == [["+CLAUDE.md:1 one"]])
    #expect(try imported("\(scratch.path)/b").log.batches.count == 2)
    #expect(try imported("\(scratch.path)/b/CLAUDE.md").log.batches.count == 2)
    #expect(try imported("\(scratch.path)/b", flags: ["history": "no"]).log.batches.count == 1)
  }

  /// A bundle somewhere in a repository is one of its files, not its history.
  @Test func theHistoryOfARepositoryGoesBeforeABundleInIt() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("- one\n", to: "CLAUDE.md")
    try scratch.commit("begin")
    for place in ["top.bundle", "deep/er.bundle"] {
      try scratch.write(Array(Data(contentsOf: URL(fileURLWithPath: bundle))), to: place)
    }
    #expect(edits(try imported(scratch.path).log) == [["+CLAUDE.md:1 one"]])
  }

  @Test func countersAreVotesAndIdsNoText() throws {
    guard let scratch = try GitScratch() else { return }
    func playbook(_ id: String, _ helpful: Int, _ harmful: Int) -> String {
      "### DO\n- [\(id)] helpful=\(helpful) harmful=\(harmful) :: Read the log first.\n"
    }
    try scratch.write(playbook("ceo-00001", 0, 0), to: "playbooks/ceo.md")
    try scratch.commit("begin")
    try scratch.write(playbook("ceo-00007", 2, 1), to: "playbooks/ceo.md")
    try scratch.commit("counted")
    try scratch.write(playbook("ceo-00007", 0, 1), to: "playbooks/ceo.md")
    try scratch.commit("reset")
    let result = try imported(scratch.path)
    #expect(edits(result.log) == [["+playbooks/ceo.md:1 Read the log first."], []])
    #expect(result.account[.leftOut].contains { $0.text == "a counter that went down" })
  }

  @Test func aShallowHistoryBeginsWithABank() throws {
    guard let scratch = try GitScratch() else { return }
    for step in 0..<4 {
      try scratch.write((0...step).map { "- bullet number \($0)\n" }.joined(), to: "CLAUDE.md")
      try scratch.commit("step \(step)")
    }
    try scratch.git("clone", "-q", "--depth", "2", "file://\(scratch.path)", "shallow")
    let log = try imported("\(scratch.path)/shallow").log
    #expect(log.items.map(\.content) == ["bullet number 0", "bullet number 1", "bullet number 2"])
    #expect(edits(log) == [["+CLAUDE.md:4 bullet number 3"]])
  }

  @Test func whatIsNoTextIsLeftOutAndCounted() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("- fine\r\n- also fine\r\n", to: "CLAUDE.md")
    try scratch.write(Array("- caf".utf8) + [0xE9, 0x0A], to: "AGENTS.md")
    try scratch.write([0x2D, 0x20, 0, 1, 2], to: "GEMINI.md")
    try scratch.write([UInt8](repeating: 0x61, count: 5 << 20), to: "skills/big/SKILL.md")
    try FileManager.default.createSymbolicLink(
      atPath: "\(scratch.path)/CLAUDE.local.md", withDestinationPath: "CLAUDE.md")
    try scratch.commit("odd files")
    let result = try imported(scratch.path)
    #expect(
      edits(result.log) == [["+AGENTS.md:1 caf\u{FFFD}", "+CLAUDE.md:1 fine", "+CLAUDE.md:2 also fine"]])
    let left = result.account[.leftOut].map(\.text)
    #expect(left.contains("a symbolic link"))
    #expect(left.contains("a version of a file of more than 4 MB"))
    #expect(left.contains("a version of a file that is no text"))
    #expect(left.contains { $0.contains("no UTF-8") })
  }

  @Test func submodulesAreCounted() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("- one\n", to: "CLAUDE.md")
    try scratch.commit("one")
    let id = try scratch.git("rev-parse", "HEAD").prefix(40)
    try scratch.git("update-index", "--add", "--cacheinfo", "160000,\(id),vendor/other")
    try scratch.git("commit", "-q", "-m", "a submodule")
    let result = try imported(scratch.path)
    #expect(edits(result.log) == [["+CLAUDE.md:1 one"]])
    #expect(
      result.account[.leftOut].map(\.text).contains("a submodule, whose files another repository keeps"))
  }

  @Test func aDamagedObjectIsOneMessage() throws {
    guard let scratch = try GitScratch() else { return }
    try scratch.write("- one\n", to: "CLAUDE.md")
    try scratch.commit("begin")
    let id = try scratch.git("rev-parse", "HEAD:CLAUDE.md").prefix(40)
    try scratch.remove(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    #expect(throws: GitFault.missingObject(path: scratch.path, object: String(id), kind: "file")) {
      try imported(scratch.path)
    }
  }
}
