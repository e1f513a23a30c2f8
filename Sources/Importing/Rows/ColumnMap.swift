/// What a column of a table means.
package enum ColumnRole: String, CaseIterable, Sendable {
  case batch, epoch, time, id, content, type, anchor, reason, score, baseline, applied, task, arm, arms,
    outcome, items, held, propensity, relevance, scene

  /// Usual names, in small letters without marks between words; the earlier goes before the later.
  var usualNames: [String] {
    switch self {
    case .batch: ["batch", "step", "iteration", "iter", "round", "generation", "trial"]
    case .epoch: ["epoch"]
    case .time: ["time", "timestamp", "createdat", "date"]
    case .id:
      [
        "id", "itemid", "ruleid", "skillid", "memoryid", "bulletid", "candidateid", "proposalid",
        "experienceid", "item",
        "rule", "skill", "candidate",
      ]
    case .content:
      [
        "content", "text", "ruletext", "skilltext", "insight", "lesson", "memory", "instruction", "prompt",
        "reflection",
      ]
    case .type: ["type", "operation", "op", "action"]
    case .anchor: ["anchor", "target"]
    case .reason: ["reason", "rationale", "why", "justification"]
    case .score: ["score", "acc", "accuracy", "value", "reward", "u", "passrate", "successrate"]
    case .baseline: ["baseline", "base", "baselinescore", "scorebefore", "before", "reference"]
    case .applied: ["applied", "accepted", "kept"]
    case .task:
      ["task", "taskid", "sampleid", "questionid", "instanceid", "problemid", "exampleid", "question"]
    case .arm: ["arm", "method", "variant", "condition", "treatment"]
    case .arms: []
    case .outcome: ["outcome", "correct", "success", "issuccess", "passed", "solved", "hard"]
    case .items: ["items", "selectedindices", "selected", "context", "rules", "skills"]
    case .held: ["held", "heldout", "withheld"]
    case .propensity: ["propensity", "propensities"]
    case .relevance: ["relevance"]
    case .scene: ["scene", "category", "domain", "kind"]
    }
  }
}

/// Which columns mean what.
package struct ColumnMap: Sendable, Equatable {
  /// Several for `arms`, one for the others.
  package private(set) var columns: [ColumnRole: [String]] = [:]
  /// Roles that nobody gave.
  package private(set) var guessed: [ColumnRole] = []

  subscript(role: ColumnRole) -> String? { columns[role]?.first }

  var arms: [String] { columns[.arms] ?? [] }

  /// `batch=epoch,id=rule_id,arms=a+b`; a comma or a plus within a name stands behind a backslash.
  package init(_ text: String?) throws(ImportFault) {
    for part in ColumnMap.split(text ?? "", at: ",") where !part.isEmpty {
      let sides = ColumnMap.split(part, at: "=")
      guard sides.count == 2, let role = ColumnRole(rawValue: sides[0]), !sides[1].isEmpty,
        columns[role] == nil
      else {
        let known = ColumnRole.allCases.map(\.rawValue).joined(separator: ", ")
        throw .badFlag("map", seen: part, expected: "ROLE=COLUMN, each once; roles are \(known)")
      }
      let names = role == .arms ? ColumnMap.split(sides[1], at: "+") : [sides[1]]
      columns[role] = names.map { $0.replacing("\\", with: "") }
    }
  }

  private static func split(_ text: String, at mark: Character) -> [String] {
    var (parts, isEscaped) = ([""], false)
    for character in text {
      if character == mark, !isEscaped { parts.append("") } else { parts[parts.count - 1].append(character) }
      isEscaped = character == "\\" && !isEscaped
    }
    return parts
  }

  /// Fills in what nobody gave by usual names. Columns that are given are nothing else.
  package mutating func guess(from names: [String]) {
    let taken = Set(columns.values.joined())
    // A heading may have thousands of names: each is made plain once.
    var free = names.filter { !taken.contains($0) }.map { PlainName($0) }
    if columns[.arms] == nil, columns[.arm] == nil, columns[.score] == nil,
      let arms = ColumnMap.arms(among: free)
    {
      columns[.arms] = arms.map(\.name)
      guessed.append(.arms)
      let names = Set(arms.map(\.name))
      free.removeAll { names.contains($0.name) }
      if columns[.baseline] == nil, let base = arms.first(where: { $0.plain.hasPrefix("base") }) {
        columns[.baseline] = [base.name]
        guessed.append(.baseline)
      }
    }
    for role in ColumnRole.allCases where columns[role] == nil && role != .arms {
      let found = role.usualNames.lazy.compactMap { usual in free.first { $0.plain == usual } }
        .first
      guard let found else { continue }
      columns[role] = [found.name]
      guessed.append(role)
      free.removeAll { $0.name == found.name }
    }
  }

  /// Two or more columns that end alike, one of which begins with `base`: `baseline_correct`, `new_correct`.
  private static func arms(among names: [PlainName]) -> [PlainName]? {
    for ending in ["correct", "success", "passed", "outcome", "acc", "score"] {
      let alike = names.filter { $0.plain.hasSuffix(ending) && $0.plain != ending }
      if alike.count > 1, alike.contains(where: { $0.plain.hasPrefix("base") }) { return alike }
    }
    return nil
  }

  package static func unusual(_ names: [String], in file: String) -> ImportFault {
    .unfit(
      file: file, place: "heading", seen: names.joined(separator: ", "),
      expected: "names that are usual, or --map with a score and an id, or a task and its outcome")
  }

  /// What the table tells: nil where these columns tell nothing.
  package var kind: TableKind? {
    let isDrawn = self[.held] != nil || self[.propensity] != nil
    if isDrawn, self[.task] != nil, value != nil { return .tasks }
    if !arms.isEmpty || self[.arm] != nil { return self[.arm] != nil && value == nil ? nil : .arms }
    let isProposed = self[.id] != nil || self[.content] != nil
    if isProposed, self[.score] != nil { return .scores }
    if self[.task] != nil, value != nil { return .tasks }
    if self[.content] != nil { return .proposals }
    return nil
  }

  /// The column with what came of a task.
  var value: String? { self[.outcome] ?? self[.score] }

  /// Whether a file has all these columns, but for a baseline that is a number or an arm.
  package func fits(_ names: [String]) -> Bool {
    columns.allSatisfy { role, wanted in role == .baseline || wanted.allSatisfy(names.contains) }
  }

  /// As it would be typed.
  package var text: String {
    ColumnRole.allCases.compactMap { role in
      columns[role].map { "\(role.rawValue)=\($0.joined(separator: "+"))" }
    }.joined(separator: ",")
  }
}

/// What the rows of a table are.
package enum TableKind: Sendable, Equatable {
  /// A row values an item in a batch.
  case scores
  /// A row, or a column of it, is a task under one arm.
  case arms
  /// A row is a task and what came of it.
  case tasks
  /// A row is an item and no more.
  case proposals
}

/// A column's name, and what of it counts: letters and digits in lower case.
private struct PlainName {
  let name: String
  let plain: String

  init(_ name: String) {
    self.name = name
    plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
