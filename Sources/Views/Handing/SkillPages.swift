import Memory
import Tables

/// A bank as a folder of skills, each a folder with a `SKILL.md` whose head has a name and a description
/// (docs.claude.com, "Agent Skills": names of small letters, digits and hyphens, at most 64; descriptions of at most 1,024
/// characters). `maa-item` and `maa-place` say which item it is, so that the folder can be read back.
package struct SkillPages {
  package private(set) var pages: [SkillPage] = []

  /// The line by which a page is known as one that was written here.
  package static let mark = "maa-item:"

  package init(_ items: [BankItem]) throws(ViewFault) {
    var taken: Set<String> = []
    for (place, item) in items.enumerated() {
      let id = try HandedText.id(item, .skills)
      let name = SkillPages.name(item, place, &taken)
      pages.append(SkillPage(name: name, text: SkillPages.text(item, id, name, place)))
    }
  }

  /// The first words, and a number where another skill begins with them.
  private static func name(_ item: BankItem, _ place: Int, _ taken: inout Set<String>) -> String {
    let words = item.content.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    var stem = ""
    for word in words.prefix(6) where stem.utf8.count + word.utf8.count < 50 {
      stem += (stem.isEmpty ? "" : "-") + word
    }
    if stem.isEmpty { stem = "item" }
    var (name, number) = (stem, 2)
    while !taken.insert(name).inserted {
      name = "\(stem)-\(number)"
      number += 1
    }
    return name
  }

  private static func text(_ item: BankItem, _ id: String, _ name: String, _ place: Int) -> String {
    let description = String(HandedText.oneLine(item.content).prefix(1_000))
    let head = [
      "---", "name: \(name)", "description: \(JSONText.quoted(description))", "\(mark) \(id)",
      "maa-place: \(place + 1)", "---",
    ]
    return head.joined(separator: "\n") + "\n\n" + item.content + "\n"
  }
}

package struct SkillPage: Sendable {
  /// The skill's own folder.
  package let name: String
  package let text: String
}
