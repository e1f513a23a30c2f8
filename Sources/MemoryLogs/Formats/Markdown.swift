import Files
import Git
import Importing

/// Memory as Markdown files, with its history where git keeps one.
enum MarkdownFormat: ImportFormat {
  static let manual = FormatManual(
    name: "markdown", title: "Markdown memory: CLAUDE.md, AGENTS.md, skills, memory folders, in git or not",
    recognizes: """
      A bundle of git, or a folder with one, a folder with Markdown files of names that tools give to memory (CLAUDE.md, AGENTS.md, SKILL.md, \
      .claude, memory, skills, playbooks), or Markdown files alone.
      """,
    reads: """
      The history of the branch that is checked out, as far as it touches the folder, through libgit2; no program is run. \
      What is not committed is left out. Without git, the files as they stand.
      """,
    makes: """
      A batch a commit that changed memory. Items are bullets, sections or whole files; what came, changed or went is a \
      proposal that was applied, the message its reason. Files and bullets that moved stay the items they were. Counters \
      in front of a bullet (helpful=1) are votes.
      """,
    loses: """
      Outcomes: git keeps none. Headings above bullets, and where in a file an addition went: it goes to the tail, so that \
      the same addition elsewhere is the same operation.
      """,
    flags: [
      ImportFlag(
        "unit", values: MarkdownUnit.allCases.map(\.rawValue),
        "what is one item; by what stands in a file, if not given"),
      ImportFlag("files", "which files are memory, such as 'notes/**'"),
      ImportFlag(
        "index", values: ["keep", "drop"], "lines of a MEMORY.md that lists the files beside it",
        default: "keep"),
      ImportFlag(
        "threshold", "the cosine from which a bullet is a changed one", default: "0.8"),
      ImportFlag("ref", "the branch, tag or commit to read"),
      ImportFlag(
        "order", values: GitHistory.Order.allCases.map(\.rawValue),
        "merges as one step, or all commits",
        default: GitHistory.Order.firstParent.rawValue),
      ImportFlag("history", values: ["yes", "no"], "no reads the files as they stand", default: "yes"),
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    if try bundle(in: source) != nil { return source.isFolder ? .perhaps : .yes }
    let texts = source.files.filter { MemoryNames.isMarkdown($0.name) && !MemoryNames.isForPeople($0.name) }
    guard !texts.isEmpty else { return isBare(source) ? .yes : .no }
    let isNamed = texts.contains { MemoryNames.isUsual("\(source.path)/\($0.name)") }
    if isNamed { return isRegularFile("\(source.path)/.git/HEAD") ? .yes : .perhaps }
    return 2 * texts.count >= source.files.count ? .perhaps : .no
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let wishes = try MarkdownWishes(request)
    let bundle = try wishes.wantsHistory ? bundle(in: source) : nil
    if let bundle {
      try HistoryReader(source, wishes).read(bundle: bundle, into: &draft)
    } else if !(try HistoryReader(source, wishes).readRepository(into: &draft)) {
      try StateReader(source, wishes).read(into: &draft)
    }
    draft.account.cannot("what an edit did to the agent's work: neither files nor git keep outcomes")
  }

  /// The only bundle beside which no other history is: a file, or at the top of a folder that is no repository itself.
  private static func bundle(in source: ImportSource) throws -> SourceFile? {
    if source.isFolder, canonicalPath("\(source.path)/.git") != nil { return nil }
    let found = try source.files.filter { file in
      guard !source.isFolder || file.ending == "bundle" && !file.name.contains("/") else { return false }
      return GitBundle.isBundle(try source.head(file, 64))
    }
    guard found.count > 1 else { return found.first }
    throw ImportFault.unfit(
      file: source.path, place: found.map(\.name).joined(separator: ", "), seen: "several bundles",
      expected: "one; name the file")
  }

  /// A repository without files of its own.
  private static func isBare(_ source: ImportSource) -> Bool {
    source.isFolder && source.file("HEAD") != nil && source.file("config") != nil
      && source.files.contains { $0.name.hasPrefix("objects/") }
  }
}
