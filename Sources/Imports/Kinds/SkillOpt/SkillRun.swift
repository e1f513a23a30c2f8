import JSON

/// The steps of one run, with the skills beside them.
struct SkillRun {
  let name: String
  private let records: [SourceFile]
  /// `skills/skill_v0000.md` and later.
  let skills: [SourceFile]

  /// Records whose folders differ in the step alone are of one run. A history repeats its steps.
  static func runs(_ records: [SourceFile], _ source: ImportSource) -> [SkillRun] {
    let skills = source.files.filter { $0.ending == "md" && $0.base.hasPrefix("skill_v") }.grouped(
      by: \.folder)
    let byFolder = Dictionary(uniqueKeysWithValues: skills.map { ($0.key, $0.elements) })
    return records.grouped(by: root).map { root, records in
      let steps = records.filter { $0.folder.split(separator: "/").last?.hasPrefix("step") == true }
      let skills = byFolder[root.isEmpty ? "skills" : root + "/skills"] ?? []
      return SkillRun(name: root, records: steps.isEmpty ? records : steps, skills: skills.inNaturalOrder())
    }
  }

  private static func root(of record: SourceFile) -> String {
    var folders = record.folder.split(separator: "/")
    if folders.last?.hasPrefix("step") == true { folders.removeLast() }
    if folders.last == "steps" { folders.removeLast() }
    return folders.joined(separator: "/")
  }

  func read(_ source: ImportSource, _ request: ImportRequest, shelf: BankShelf, into draft: inout LogDraft)
    throws
  {
    var state = SkillState(shelf, unit: request["unit"] ?? "block")
    if let first = skills.first { state.begin(try source.text(first), &draft) }
    for file in records {
      try source.reading(file) { root in
        for record in root.elements ?? [root] {
          let step = try SkillStep(record, beside: file, source)
          try step.replay(&state, request, &draft)
        }
      }
    }
    draft.account.noted("the edits of a step are scored together by the gate: they are one bundle")
  }
}

/// The skill as it stands, and its score.
struct SkillState {
  let shelf: BankShelf
  let unit: String
  /// What the last step ended with; nil before the first.
  var score: Double?
  var isKnown = false

  init(_ shelf: BankShelf, unit: String) { (self.shelf, self.unit) = (shelf, unit) }

  mutating func begin(_ text: String, _ draft: inout LogDraft) {
    _ = draft.begin(SkillText(text, unit: unit).blocks.map { BankEntry($0) }, on: shelf)
    isKnown = true
  }

  /// What the candidate's document changes becomes applied proposals.
  func become(_ text: String, _ request: ImportRequest, _ draft: inout LogDraft) throws -> [Int32] {
    let entries = SkillText(text, unit: unit).blocks.map { BankEntry($0) }
    return try draft.become(entries, on: shelf, using: request.similarity).proposals
  }
}
