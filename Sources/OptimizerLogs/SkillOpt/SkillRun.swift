import Importing
import JSON

/// The steps of one run, with the skills beside them.
struct SkillRun {
  let name: String
  private let records: [SourceFile]
  /// `skills/skill_v0000.md` and later.
  let skills: [SourceFile]

  /// Records whose folders differ in the step alone are of one run. A history repeats its steps.
  static func runs(_ records: [SourceFile], _ source: ImportSource) -> [SkillRun] {
    var runs: [(root: String, records: [SourceFile])] = []
    for record in records {
      let root = root(of: record)
      if let index = runs.firstIndex(where: { $0.root == root }) {
        runs[index].records.append(record)
      } else {
        runs.append((root, [record]))
      }
    }
    return runs.map { root, records in
      let steps = records.filter(\.isInStep)
      let below = root.isEmpty ? "" : root + "/"
      let skills = source.files.filter { $0.name.hasPrefix(below + "skills/skill_v") && $0.ending == "md" }
      return SkillRun(name: root, records: steps.isEmpty ? records : steps, skills: skills.inNaturalOrder())
    }
  }

  private static func root(of record: SourceFile) -> String {
    var folders = record.folder.split(separator: "/")
    if record.isInStep { folders.removeLast() }
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
          try follow(step, state, source, request, &draft)
        }
      }
    }
    state.endEpoch(&draft)
    draft.account.noted("the edits of a step are scored together by the gate: several are one bundle")
  }

  /// The skill after the step, where it is there: at an epoch's end it is changed past the gate.
  private func follow(
    _ step: SkillStep, _ state: SkillState, _ source: ImportSource, _ request: ImportRequest,
    _ draft: inout LogDraft
  ) throws {
    guard state.isKnown, let after = skills.first(where: { $0.version == step.number }) else { return }
    let changes = try state.become(try source.text(after), request, &draft)
    guard !changes.isEmpty else { return }
    draft.account.noted("a skill was changed past the gate, by what no step proposed")
  }
}

/// The skill as it stands, and its score.
struct SkillState {
  let shelf: BankShelf
  private let unit: String
  /// What the last step ended with; nil before the first.
  private(set) var score: Double?
  private var epoch: Int?
  private(set) var isKnown = false

  init(_ shelf: BankShelf, unit: String) { (self.shelf, self.unit) = (shelf, unit) }

  mutating func begin(_ text: String, _ draft: inout LogDraft) {
    _ = draft.begin(blocks(text), on: shelf)
    isKnown = true
  }

  func blocks(_ text: String) -> [BankEntry] { SkillText(text, unit: unit).blocks.map { BankEntry($0) } }

  /// What the document changes becomes applied proposals.
  func become(_ text: String, _ request: ImportRequest, _ draft: inout LogDraft) throws -> [Int32] {
    try draft.become(blocks(text), on: shelf, using: request.similarity).proposals
  }

  /// A step begins; the score that an epoch ended with is an evaluation.
  mutating func enter(_ next: Int?, _ draft: inout LogDraft) {
    if next != epoch { endEpoch(&draft) }
    epoch = next
  }

  mutating func endStep(_ score: Double) { self.score = score }

  func endEpoch(_ draft: inout LogDraft) {
    guard let epoch, let score else { return }
    let split = shelf.name.isEmpty ? "selection" : "selection of \(shelf.name)"
    draft.eval(epoch: epoch, split: split, score: score)
  }
}

extension SourceFile {
  /// Whether it stands in a step's folder.
  var isInStep: Bool {
    folder.split(separator: "/").last?.hasPrefix("step") == true && folder.hasSuffix("steps") == false
  }

  /// The number in `skill_v0003.md`.
  fileprivate var version: Int? {
    Int(base.drop { !("0"..."9").contains($0) }.prefix { ("0"..."9").contains($0) })
  }
}
