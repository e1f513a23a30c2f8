import Importing
import Testing
import TraceLogs

@Suite struct MarkdownStateTests {
  @Test func filesWithoutGitAreOneState() throws {
    try withFolder([
      "skills/a/SKILL.md": "---\nname: a\n---\nDo a.\n",
      "CLAUDE.md": """
      # Rules

      Some prose first, which is longer than the list below it and so makes this file one of sections, not bullets.

      ## Build
      - run make

      ## Test
      ```
      # no heading
      - no bullet
      ```
      """,
      "README.md": "# For people\n",
    ]) { folder in
      let result = try imported(folder, flags: ["history": "no"])
      #expect(
        edits(result.log)[0].map { $0.prefix(24) }
          == [
            "+CLAUDE.md:1 # Rules\n\nSom", "+CLAUDE.md:2 ## Build\n- ru", "+CLAUDE.md:3 ## Test\n```\n#",
            "+skills/a/SKILL.md ---\nna",
          ].map { $0.prefix(24) })
      let bullets = try imported(folder, flags: ["unit": "bullet", "files": "CLAUDE.md", "history": "no"])
      #expect(edits(bullets.log) == [["+CLAUDE.md:1 run make"]])
      #expect(
        bullets.account[.leftOut].contains { $0.text == "a paragraph outside of lists" && $0.count == 2 })
    }
  }

  @Test func bulletsHoldWhatIsIndentedBelowThem() throws {
    let text = """
      - first
        goes on
        - nested

        second paragraph
      - [ ] a task
      1. one
      2) two
      * * *
      plain
      lazy
      - last
      and lazy
      """
    try withFolder(["NOTES.md": text]) { folder in
      let result = try imported("\(folder)/NOTES.md", flags: ["unit": "bullet"])
      #expect(
        edits(result.log)[0].map { $0.split(separator: " ", maxSplits: 1)[1] } == [
          "first\ngoes on\n- nested\n\nsecond paragraph", "[ ] a task", "one", "two", "last\nand lazy",
        ])
      #expect(result.account[.leftOut].first?.example == "plain\nlazy")
    }
  }

  @Test func patternsChooseFiles() throws {
    try withFolder(["a/x.md": "- x\n", "a/b/y.md": "- y\n", "z.mdc": "- z\n"]) { folder in
      func names(_ pattern: String) throws -> [String] {
        try imported(folder, as: "markdown", flags: ["files": pattern, "history": "no"]).files.map(\.name)
      }
      let expected: [(String, [String])] = [
        ("a/*.md", ["a/x.md"]), ("a/**", ["a/b/y.md", "a/x.md"]), ("**/y.md,z.*", ["a/b/y.md", "z.mdc"]),
        ("?.md", ["a/b/y.md", "a/x.md"]),
      ]
      for (pattern, files) in expected {
        let found = try names(pattern)
        #expect(found == files, "\(pattern)")
      }
      #expect(throws: ImportFault.self) { try names("nothing.md") }
    }
  }
}
