import JSON

/// The files of runs, one after another, each memory on a shelf of its own.
struct GRPORun {
  let source: ImportSource
  let request: ImportRequest
  private let several: Bool
  private let hasJudges: Bool
  /// Experiences by ids as one file has them, with the proposals that brought them in.
  private(set) var known: [(file: String, proposals: [String: Int32])] = []
  private var judged: [GRPOJudgement] = []
  private var summaries = 0

  init(_ source: ImportSource, _ request: ImportRequest, named found: [GRPOPiece: [SourceFile]]) {
    (self.source, self.request) = (source, request)
    let memories = [GRPOPiece.agent, .levels, .cache, .judge].reduce(0) { $0 + (found[$1]?.count ?? 0) }
    several = memories + ((found[.step] ?? found[.map]) == nil ? 0 : 1) + (found[.prompt]?.count ?? 0) > 1
    hasJudges = found[.judge] != nil
  }

  /// A file's name as that of its memory.
  func shelf(_ name: String) -> BankShelf { BankShelf(several ? name : "") }

  static func name(of file: SourceFile) -> String { String(file.base.prefix { $0 != "." }) }

  mutating func read(_ file: SourceFile, as piece: GRPOPiece, _ draft: inout LogDraft) throws {
    switch piece {
    case .agent: try takeAgent(file, &draft)
    case .plainAgent: draft.account.leftOut("an agent without experiences", example: file.name)
    case .levels: try GRPOLevels(shelf(GRPORun.name(of: file)), request).read(file, source, &draft)
    case .step: try source.reading(file) { try GRPOStep(shelf("memory"), request).take($0, file, &draft) }
    case .cache: try GRPOCache(self).read(file, &draft)
    case .map: try source.reading(file) { try takeState($0, file, &draft) }
    case .judge: judged.append(try source.reading(file) { try GRPOJudgement($0, file) })
    case .prompt: try source.reading(file) { try GRPOPrompt(shelf("prompt")).take($0, file, &draft) }
    case .otherPrompt: draft.account.leftOut("a prompt that holds no operations", example: file.name)
    case .refinement: leaveOut(file, &draft)
    case .sets: try takeSets(file, &draft)
    case .summary: try takeSummary(file, &draft)
    }
  }

  private func leaveOut(_ file: SourceFile, _ draft: inout LogDraft) {
    draft.account.leftOut(
      hasJudges
        ? "a file of refinement, whose scores stand in the judges' files beside it"
        : "a file of refinement, which scores experiences without their texts", example: file.name)
  }

  // MARK: States

  private mutating func takeAgent(_ file: SourceFile, _ draft: inout LogDraft) throws {
    let texts = YAMLText.values(of: "instructions", in: try source.text(file)).map(GRPORun.experiences)
    let experiences = texts.max { $0.count < $1.count } ?? []
    draft.batch(label: file.base)
    let entries = experiences.map { BankEntry($0.content, name: $0.id) }
    let change = try draft.become(entries, on: shelf(GRPORun.name(of: file)), using: request.similarity)
    note(experiences.map(\.id), change, file.base)
  }

  mutating func note(_ ids: [String], _ change: ShelfChange, _ file: String) {
    guard ids.count == change.proposals.count else { return }
    known.append((file, Dictionary(zip(ids, change.proposals), uniquingKeysWith: { first, _ in first })))
  }

  /// `[G0]. …` at the beginning of a line, up to the next one.
  static func experiences(in instructions: String) -> [(id: String, content: String)] {
    var found: [(id: String, content: String)] = []
    for line in instructions.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.drop { $0 == " " }
      if bare.hasPrefix("["), let close = bare.firstIndex(of: "]"), bare[close...].hasPrefix("]. ") {
        let id = String(bare[bare.index(after: bare.startIndex)..<close])
        if GRPOPiece.isExperienceID(id) {
          found.append((id, bare[bare.index(close, offsetBy: 3)...].trimmed))
          continue
        }
      }
      if !found.isEmpty {
        found[found.count - 1].content = stackedLine(found[found.count - 1].content, line.trimmed)
      }
    }
    return found
  }

  private static func stackedLine(_ text: String, _ line: String) -> String {
    line.isEmpty ? text : text + "\n" + line
  }

  private func takeState(_ root: JSONValue, _ file: SourceFile, _ draft: inout LogDraft) throws {
    draft.batch(label: file.name)
    let entries = try (root.members ?? []).map { BankEntry(try $0.value.demandText(), name: $0.name) }
    try draft.become(entries, on: shelf("memory"), using: request.similarity)
  }

  // MARK: Scores

  private func takeSets(_ file: SourceFile, _ draft: inout LogDraft) throws {
    try source.reading(file) { root in
      let sets = try GRPOSets(root)
      let proposals = sets.proposals(among: known)
      draft.batch(label: file.base)
      sets.score(proposals, file, &draft)
    }
  }

  private mutating func takeSummary(_ file: SourceFile, _ draft: inout LogDraft) throws {
    var steps = summaries
    try source.records(file, request, &draft) { number, line, draft in
      let reward = try line.member("avg_reward").demandNumber()
      guard let step = line["step"]?.whole else {
        return draft.account.leftOut(
          "an average of reward whose step is not named", example: "\(reward)", at: "\(file.name):\(number)")
      }
      draft.batch(label: "step \(step)", epoch: steps)
      draft.eval(epoch: steps, split: "practice", score: reward)
      steps += 1
    }
    summaries = steps
  }

  /// Judges come after one another by the steps and rounds in their names.
  mutating func tellJudges(_ draft: inout LogDraft) throws {
    for judgement in judged.sorted() {
      let change = try judgement.take(shelf(judgement.memory), request, &draft)
      note(judgement.ids, change, judgement.label)
    }
  }
}
