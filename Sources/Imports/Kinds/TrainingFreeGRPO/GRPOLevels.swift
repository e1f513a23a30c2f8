import JSON

/// Experiences in levels: those of single steps (L0), patterns drawn from several (L1), principles drawn from patterns (L2). As
/// lyf-workshop/TF-LLM writes them.
struct GRPOLevels {
  private let shelf: BankShelf
  private let request: ImportRequest

  init(_ shelf: BankShelf, _ request: ImportRequest) { (self.shelf, self.request) = (shelf, request) }

  private struct Experience {
    let id: String
    let content: String
    let step: Int
    let sources: [String]
    let problems: Int?

    init(_ value: JSONValue, _ sources: String) throws(JSONMismatch) {
      id = try value.member("id").demandWord()
      content = try value.member("content").demandText()
      step = value["step"]?.whole ?? 0
      self.sources = value[sources]?.words ?? []
      problems = value["problem_count"]?.whole
    }

    var reason: String? { sources.isEmpty ? nil : "from " + sources.joined(separator: ", ") }
  }

  /// A step's L0 experiences are the whole memory after it: they are compared with the step's before by text. What stands above them
  /// stays.
  func read(_ file: SourceFile, _ source: ImportSource, _ draft: inout LogDraft) throws {
    let levels = try source.reading(file) { root in
      try [("l0_experiences", ""), ("l1_experiences", "source_l0_ids"), ("l2_experiences", "source_l1_ids")]
        .map { name, sources in try (root[name]?.elements ?? []).map { try Experience($0, sources) } }
    }
    let steps = Set(levels.flatMap { $0 }.map(\.step)).sorted()
    let (low, high) = (BankShelf(shelf.id("L0")), BankShelf(shelf.id("above")))
    for step in steps {
      let base = levels[0].filter { $0.step == step }
      draft.batch(label: "\(file.base) step \(step)", tasks: base.compactMap(\.problems).max())
      if !base.isEmpty {
        try draft.become(base.map { BankEntry($0.content, name: $0.id) }, on: low, using: request.similarity)
      }
      for new in levels[1] + levels[2] where new.step == step {
        draft.bank.add(high.id(new.id), new.content, reason: new.reason)
      }
    }
    if steps.isEmpty {
      draft.account.leftOut("a file of levels that holds no experience", example: file.name)
    }
    draft.account.cannot("say what an experience in levels did: \(file.base) holds no rewards")
  }
}
