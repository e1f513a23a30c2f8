/// Which Markdown files hold an agent's memory, by where tools put them.
///
/// Claude Code: `CLAUDE.md`, `.claude/`, skills as `SKILL.md`, memory folders with a `MEMORY.md`
/// (docs.claude.com/en/docs/claude-code/memory); `AGENTS.md` (agents.md); Gemini CLI: `GEMINI.md`; Copilot:
/// `.github/copilot-instructions.md`; Cursor: `.cursor/rules/*.mdc`; Cline: `memory-bank/`; ACE: `playbooks/`.
enum MemoryNames {
  private static let files: Set<String> = [
    "claude.md", "claude.local.md", "agents.md", "agents.override.md", "gemini.md", "memory.md", "skill.md",
    "copilot-instructions.md", "conventions.md",
  ]
  private static let folders: Set<String> = [
    ".claude", "memory", "memories", "agent-memory", "agent-memory-local", "memory-bank", "skills",
    "playbooks", "playbook",
    ".cursor", ".windsurf", ".clinerules",
  ]

  static func isMarkdown(_ path: String) -> Bool {
    let name = lowered(path).last ?? ""
    return name.hasSuffix(".md") || name.hasSuffix(".mdc") || name.hasSuffix(".markdown")
  }

  /// Whether the file's own name, or that of a folder it lies in, is one that tools give to memory.
  static func isUsual(_ path: String) -> Bool {
    let parts = lowered(path)
    guard let name = parts.last else { return false }
    return files.contains(name) || parts.dropLast().contains(where: folders.contains)
  }

  /// Files that explain a repository to people.
  static func isForPeople(_ path: String) -> Bool {
    let name = lowered(path).last ?? ""
    return ["readme", "license", "changelog", "contributing", "code_of_conduct", "security"].contains {
      name.hasPrefix($0)
    }
  }

  /// An index says what the files beside it say.
  static func isIndex(_ path: String) -> Bool { lowered(path).last == "memory.md" }

  private static func lowered(_ path: String) -> [String] {
    path.lowercased().split(separator: "/").map(String.init)
  }
}

/// Which files of a source are read.
struct MemoryFiles: Sendable {
  private let patterns: [PathPattern]
  private let withIndex: Bool
  /// Where the files lie, such as `repo/.claude`: names above count as well.
  private let place: String
  private var indexed: Set<String> = []
  private var only: String?
  /// Nobody chose, and no file has a usual name: then all Markdown files are taken but those for people.
  private(set) var takesAll = false

  init(patterns: String?, index: String?, at place: String) {
    self.place = place
    self.patterns = (patterns ?? "").split(separator: ",").map { PathPattern(String($0)) }
    withIndex = index != "drop"
  }

  /// Decides, once all paths are known, whether names tell anything; a folder with a `MEMORY.md` is one of memory.
  mutating func look(at paths: some Sequence<String>) {
    takesAll =
      only == nil && patterns.isEmpty && !paths.contains { MemoryNames.isMarkdown($0) && isUsual($0) }
    for path in paths where MemoryNames.isIndex(path) { indexed.insert(MemoryFiles.folder(of: path)) }
  }

  /// A file that was named by itself is taken whatever its name is.
  mutating func takeOnly(_ path: String) { only = path }

  private func isUsual(_ path: String) -> Bool {
    !MemoryNames.isForPeople(path) && MemoryNames.isUsual("\(place)/\(path)")
  }

  /// What may be read at all; the rest need not be looked at.
  func mayContain(_ path: String) -> Bool {
    if let only { return path == only }
    return patterns.isEmpty ? MemoryNames.isMarkdown(path) : patterns.contains { $0.matches(path) }
  }

  func contains(_ path: String) -> Bool {
    if let only { return path == only }
    if !patterns.isEmpty { return patterns.contains { $0.matches(path) } }
    guard MemoryNames.isMarkdown(path), withIndex || !MemoryNames.isIndex(path) else { return false }
    if takesAll { return !MemoryNames.isForPeople(path) }
    return isUsual(path) || indexed.contains(MemoryFiles.folder(of: path))
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

/// A pattern of paths: `*` is any text within a name, `**` any folders, `?` one character.
struct PathPattern: Sendable {
  private let pattern: [Character]

  /// One without a slash speaks of names in any folder.
  init(_ text: String) { pattern = Array(text.contains("/") ? text : "**/\(text)") }

  /// Complexity: O(pattern × path), by going along the path with all places in the pattern at once.
  func matches(_ path: String) -> Bool {
    var places = reach([0])
    for character in path {
      places = reach(Set(places.compactMap { step($0, character) }.joined()))
      if places.isEmpty { return false }
    }
    return places.contains(pattern.count)
  }

  private func isStar(_ place: Int) -> Bool { place < pattern.count && pattern[place] == "*" }
  private func isDoubleStar(_ place: Int) -> Bool { isStar(place) && isStar(place + 1) }

  /// Adds what can be reached without a character.
  private func reach(_ places: Set<Int>) -> Set<Int> {
    var (all, next) = (places, Array(places))
    while let place = next.popLast() {
      guard isStar(place) else { continue }
      var beyond = [place + (isDoubleStar(place) ? 2 : 1)]
      // `**/` is no folder, too.
      if isDoubleStar(place), place + 2 < pattern.count, pattern[place + 2] == "/" {
        beyond.append(place + 3)
      }
      for place in beyond where all.insert(place).inserted { next.append(place) }
    }
    return all
  }

  private func step(_ place: Int, _ character: Character) -> [Int]? {
    guard place < pattern.count else { return nil }
    if isDoubleStar(place) { return [place] }
    if isStar(place) { return character == "/" ? nil : [place] }
    if pattern[place] == "?" { return character == "/" ? nil : [place + 1] }
    return pattern[place] == character ? [place + 1] : nil
  }
}
