import Importing
import JSON

/// The files of a source, read by what they are.
struct ExperienceFiles {
  let source: ImportSource
  let request: ImportRequest
  private let pieces: [(file: SourceFile, piece: ExperiencePiece)]

  init(
    _ source: ImportSource, _ request: ImportRequest, _ pieces: [(file: SourceFile, piece: ExperiencePiece)]
  ) {
    (self.source, self.request, self.pieces) = (source, request, pieces)
  }

  private func files(_ piece: ExperiencePiece) -> [SourceFile] {
    pieces.filter { $0.piece == piece }.map(\.file)
  }

  // MARK: States

  /// Caches, plain states and levels in the order of their steps, then agents, then judgements by their time.
  func states(_ draft: inout LogDraft) throws -> [ExperienceState] {
    var states: [ExperienceState] = []
    for file in files(.cache) { states += try ExperienceCache(source, file).states(&draft) }
    for file in files(.state) { states.append(try state(file)) }
    for file in files(.levels) {
      let levels = try source.reading(file) { try ExperienceLevels($0, file) }
      states += levels.states
      draft.account.leftOut(
        "a step that says word for word what an earlier one says",
        count: levels.repeated,
        at: file.name)
      if levels.states.isEmpty {
        draft.account.leftOut("a file of levels without experiences", example: file.name)
      }
    }
    for file in files(.agent) { states.append(try agent(file)) }
    for file in files(.bareAgent) {
      draft.account.leftOut("an agent without experiences", example: file.name)
    }
    let judged = try files(.judgement).map { file in
      try source.reading(file) { try ExperienceState(judgement: $0, file) }
    }
    return states + judged.sorted { ($0.time ?? "", $0.label) < ($1.time ?? "", $1.label) }
  }

  /// `step_3/experiences.json`, or any object of experiences.
  private func state(_ file: SourceFile) throws -> ExperienceState {
    let entries = try source.reading(file) { root in
      try (root.members ?? []).map { name, value in
        ExperienceState.Entry(id: name, content: try value.demandText("an experience"))
      }
    }
    let folders = file.folder.split(separator: "/")
    let step = folders.last.flatMap {
      $0.hasPrefix("step") ? Int($0.drop { !("0"..."9").contains($0) }) : nil
    }
    let run = folders.dropLast().joined(separator: "/")
    let stem = String(file.base.prefix { $0 != "." })
    guard step != nil else { return ExperienceState(file.name, stem: stem, .alike, entries) }
    return ExperienceState(
      file.folder, stem: run.isEmpty ? stem : run, .named("\(run)/step/\(stem)"), entries)
  }

  private func agent(_ file: SourceFile) throws -> ExperienceState {
    do {
      let instructions = try YAMLScalar(try source.text(file)).values(of: "instructions")
      let entries = instructions.map(experiencesOfAgent).max { $0.count < $1.count } ?? []
      return ExperienceState(file.base, stem: String(file.base.prefix { $0 != "." }), .alike, entries)
    } catch let fault as YAMLScalar.Unclosed {
      throw ImportFault.unfit(
        file: source.shown(file), place: "line \(fault.line)", seen: "a quote that is not closed",
        expected: "instructions")
    }
  }

  // MARK: Prompts

  func prompts(_ writer: inout ExperienceWriter, _ draft: inout LogDraft) throws {
    for file in files(.prompt) {
      try source.reading(file) { try ExperiencePrompt($0, file).write(&writer, &draft) }
    }
    for file in files(.operations) {
      try source.reading(file) { root in
        let list = root.elements ?? root.first("revision_plan", "operations")?.elements ?? []
        let operations = list.map { ExperienceOperation($0) }
        draft.batch(label: file.name)
        writer.propose(operations, standing: [:], &draft)
      }
    }
  }

  // MARK: What has no texts of its own

  func rest(_ writer: inout ExperienceWriter, _ draft: inout LogDraft) throws {
    for file in files(.sets) {
      try source.reading(file) { try ExperienceSets($0, file).write(&writer, &draft) }
    }
    for file in files(.refinement) {
      try source.reading(file) { refine($0, file, writer, &draft) }
    }
    var epoch = writer.lastEpoch
    for file in files(.rewards) { try rewards(file, &epoch, &draft) }
    for file in files(.cache) { try ExperienceCache(source, file).rollouts(&draft) }
  }

  /// Scores that a judgement beside it has too are no other scores.
  private func refine(
    _ root: JSONValue, _ file: SourceFile, _ writer: ExperienceWriter, _ draft: inout LogDraft
  ) {
    for round in root["rounds"]?.elements ?? [] {
      let scores = (round["scores"]?.members ?? []).compactMap { name, value in
        value.number.map { (name, $0) }
      }
      guard !scores.isEmpty else { continue }
      let isKnown = writer.judged.contains(Dictionary(scores, uniquingKeysWith: { first, _ in first }))
      draft.account.leftOut(
        isKnown
          ? "a score of a refinement that a judge's file has too"
          : "a score of a refinement, of an experience whose text is in no file",
        count: scores.count, example: "round \(round["round"]?.whole ?? 0): \(scores[0].0)", at: file.name)
    }
  }

  /// A batch and an evaluation a line: how the practice went with the experiences of that time.
  private func rewards(_ file: SourceFile, _ epoch: inout Int, _ draft: inout LogDraft) throws {
    var number = epoch
    try source.records(file, request, &draft) { line, record, draft in
      let reward = try record.member("avg_reward").demandNumber()
      number &+= 1
      let step = record["step"]?.whole.map { "step \($0)" } ?? "line \(line)"
      draft.batch(label: "\(file.base), \(step)", epoch: number)
      draft.eval(epoch: number, split: "practice", score: reward)
    }
    epoch = number
    draft.account.cannot(
      "which experiences a practice's average reward belongs to: \(file.base) has no texts")
  }
}
