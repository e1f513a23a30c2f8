import Importing
import JSON

/// Skillbooks: `skills{}` with their counters, one file per state.
struct ACESkillbooks {
  private let source: ImportSource
  private let request: ImportRequest
  private var counters = Counters(by: "skill counters")

  init(_ source: ImportSource, _ request: ImportRequest) { (self.source, self.request) = (source, request) }

  mutating func read(_ files: [SourceFile], into draft: inout LogDraft) throws {
    for (index, file) in files.inNaturalOrder().enumerated() {
      try source.reading(file) { root in
        try take(root, file, isBeginning: index == 0 && files.count > 1, &draft)
      }
    }
    draft.account.cannot("say what a skill did: a skillbook holds texts and counters, no outcomes")
  }

  private mutating func take(
    _ root: JSONValue, _ file: SourceFile, isBeginning: Bool, _ draft: inout LogDraft
  ) throws {
    let skills = try root.member("skills", "the skills by their ids").entries(named: "id")
      .filter { !ACEDocuments.isGone($0.value) }
    let entries = try skills.map { name, skill in
      let id = if let name { name } else { try skill.member("id").demandWord() }
      return BankEntry(id: id, try skill.member("content").demandText(), reason: reason(of: skill))
    }
    let ids: [String?]
    if isBeginning {
      ids = draft.begin(entries, on: BankShelf())
    } else {
      draft.batch(label: file.base)
      ids = try draft.become(entries, on: BankShelf(), using: request.similarity).ids
    }
    for case (let skill, .some(let id)) in zip(skills, ids) {
      counters.see(
        id, helpful: skill.value["helpful"]?.whole ?? 0, harmful: skill.value["harmful"]?.whole ?? 0, &draft,
        at: file.name)
    }
    let decisions = root["similarity_decisions"]?.members?.count ?? 0
    draft.account.leftOut("a decision that two skills are different", count: decisions)
  }

  private func reason(of skill: JSONValue) -> String? {
    let reason = stacked(skill["section"]?.text, skill["justification"]?.text)
    return reason.isEmpty ? nil : reason
  }
}
