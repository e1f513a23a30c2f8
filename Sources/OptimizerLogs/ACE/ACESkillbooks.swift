import Importing
import JSON

/// Skillbooks: `skills{}` with their counters, or `buckets{}` of skills with their notes, one file per state.
struct ACESkillbooks {
  private let source: ImportSource
  private let request: ImportRequest
  private var counters = Counters(by: "skill counters")

  init(_ source: ImportSource, _ request: ImportRequest) { (self.source, self.request) = (source, request) }

  mutating func read(_ files: [SourceFile], into draft: inout LogDraft) throws {
    let natural = files.inNaturalOrder()
    let ordered = natural.filter(isNamedInitial) + natural.filter { !isNamedInitial($0) }
    for (index, file) in ordered.enumerated() {
      try source.reading(file) { root in
        try take(root, file, isBeginning: index == 0 && files.count > 1, &draft)
      }
    }
    draft.account.cannot("say what a skill did: a skillbook holds texts and counters, no outcomes")
  }

  private func isNamedInitial(_ file: SourceFile) -> Bool { file.base.contains("initial") }

  private mutating func take(
    _ root: JSONValue, _ file: SourceFile, isBeginning: Bool, _ draft: inout LogDraft
  ) throws {
    let skills = try skills(of: root).filter { !ACEDocuments.isGone($0.value) }
    let entries = try skills.map { skill in
      BankEntry(
        id: skill.id, try skill.value.member("content").demandText(), reason: reason(of: skill))
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

  private struct Skill {
    let id: String
    /// The names of the buckets it lies in, from the outside.
    let shelf: [String]
    let value: JSONValue
  }

  private func skills(of root: JSONValue) throws -> [Skill] {
    if let buckets = root["buckets"] { return try skills(in: buckets, []) }
    return try root.member("skills", "the skills by their ids").entries(named: "id").map { name, skill in
      let id = if let name { name } else { try skill.member("id").demandWord() }
      return Skill(id: id, shelf: [], value: skill)
    }
  }

  /// Buckets hold lists of skills, or buckets.
  private func skills(in bucket: JSONValue, _ shelf: [String]) throws -> [Skill] {
    if let members = bucket.members {
      return try members.flatMap { try skills(in: $0.value, shelf + [$0.name]) }
    }
    return try bucket.demandList("a list of skills, or more buckets").map { skill in
      Skill(id: try skill.member("skill_id").demandWord(), shelf: shelf, value: skill)
    }
  }

  private func reason(of skill: Skill) -> String? {
    let said = skill.value["section"]?.text ?? skill.shelf.joined(separator: " / ")
    let reason = stacked(said, skill.value.first("justification", "note")?.text)
    return reason.isEmpty ? nil : reason
  }
}
