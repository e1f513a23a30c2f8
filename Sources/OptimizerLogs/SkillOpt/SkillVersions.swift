import Importing

/// Versions of one skill's document, oldest first.
struct SkillVersions {
  let name: String
  let files: [SourceFile]

  /// In each folder: `skill_v0000.md` and later, or `initial.md` and the skills that came of it.
  static func series(_ files: [SourceFile]) -> [SkillVersions] {
    var folders: [String] = []
    var byFolder: [String: [SourceFile]] = [:]
    for file in files where file.ending == "md" {
      if byFolder[file.folder] == nil { folders.append(file.folder) }
      byFolder[file.folder, default: []].append(file)
    }
    return folders.compactMap { folder in
      let texts = byFolder[folder] ?? []
      return isSeries(texts) ? of(texts.inNaturalOrder(), in: folder) : nil
    }
  }

  private static let firsts = ["initial.md", "initial_skill.md", "skill_initial.md"]

  /// Whether it is worth to bring the files into order.
  private static func isSeries(_ texts: [SourceFile]) -> Bool {
    texts.contains { firsts.contains($0.base) || $0.base.hasPrefix("skill_v") }
  }

  private static func of(_ texts: [SourceFile], in folder: String) -> SkillVersions? {
    let numbered = texts.filter { $0.base.hasPrefix("skill_v") }
    if numbered.count > 1 { return SkillVersions(name: folder, files: numbered) }
    let first = texts.filter { firsts.contains($0.base) }
    let later = texts.filter { $0.base.contains("skill") && !first.contains($0) }
    return first.isEmpty || later.isEmpty ? nil : SkillVersions(name: folder, files: [first[0]] + later)
  }

  func read(_ source: ImportSource, _ request: ImportRequest, shelf: BankShelf, into draft: inout LogDraft)
    throws
  {
    for (index, file) in files.enumerated() {
      let entries = SkillText(try source.text(file), unit: request["unit"] ?? "block").blocks.map {
        BankEntry($0)
      }
      if index == 0 {
        _ = draft.begin(entries, on: shelf)
      } else {
        draft.batch(label: file.name)
        try draft.become(entries, on: shelf, using: request.similarity)
      }
    }
    draft.account.cannot("what a change of a skill did, where only the skill before and after is there")
  }
}
