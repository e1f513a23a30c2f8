import Files
import Language
import Memory
import Sessions
import Studies
import Views

/// The bank in the forms of the tools that agents read it with.
package enum HandedMemory {
  /// Says what was written.
  package static func write(_ items: [BankItem], _ form: MemoryForm, to path: String, _ turn: Turn) throws
    -> String
  {
    try turn.study.refuseToReplaceInput(path)
    try makeParentFolder(of: path)
    let count = counted(items.count, "item")
    switch form {
    case .ace:
      try writeAtomically(Array(AgentPlaybook.text(of: items).utf8), to: path)
      let joined = AgentPlaybook.joinedLines(in: items)
      return "\(path)   \(count)" + (joined == 0 ? "" : ", of which \(joined) lost their line breaks")
    case .mem0: try writeAtomically(Array(Mem0Memories.text(of: items).utf8), to: path)
    case .section:
      let before = isRegularFile(path) ? try readWhole(path) : []
      try writeAtomically(MemorySection.file(before, holding: items, path: path), to: path)
    case .skills:
      let removed = try writeSkills(SkillPages(items).pages, to: path)
      return "\(path)/   \(count)" + (removed == 0 ? "" : ", \(removed) removed that are no more")
    }
    return "\(path)   \(count)"
  }

  /// Writes the pages, and takes away those that were written here before and are no more; what others wrote stays.
  private static func writeSkills(_ pages: [SkillPage], to folder: String) throws -> Int {
    let kept = Set(pages.map(\.name))
    var removed = 0
    for name in names(in: folder) where name.hasSuffix("/") && !kept.contains(String(name.dropLast())) {
      let file = "\(folder)/\(name)SKILL.md"
      guard isRegularFile(file), isOurs(try readWhole(file)) else { continue }
      try removeFile(file, withFolder: "\(folder)/\(name.dropLast())")
      removed += 1
    }
    for page in pages {
      let file = "\(folder)/\(page.name)/SKILL.md"
      if isRegularFile(file), !isOurs(try readWhole(file)) { throw ForeignLogFault.skillOfOthers(path: file) }
    }
    for page in pages {
      let file = "\(folder)/\(page.name)/SKILL.md"
      try makeParentFolder(of: file)
      try writeAtomically(Array(page.text.utf8), to: file)
    }
    return removed
  }

  private static func isOurs(_ bytes: [UInt8]) -> Bool {
    let lines = bytes.prefix(4_096).split(separator: UInt8(ascii: "\n")).prefix(8)
    return bytes.starts(with: "---\n".utf8) && lines.contains { $0.starts(with: SkillPages.mark.utf8) }
  }
}
