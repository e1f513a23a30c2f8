import JSON

/// The candidates of a run: what they say, where they come from, and how they did on the validation set.
struct GEPACandidates {
  /// Per candidate, its components in their order.
  var texts: [[GEPAComponent]] = []
  /// Nil where it is not recorded; the seed has none.
  var parents: [[Int]?] = []
  var scores: [Double?] = []
  /// Scores of single examples of the validation set.
  var examples: [[GEPAExample]] = []
  var best: Int?

  var count: Int { texts.count }

  init() {}

  /// A list of objects, component to text.
  init(list: JSONValue) throws(JSONMismatch) {
    for candidate in try list.demandList("a list of candidates") {
      texts.append(try GEPACandidates.components(candidate))
    }
    grow()
  }

  /// `GEPAResult.to_dict`.
  init(result: JSONValue) throws(JSONMismatch) {
    try self.init(list: result.member("candidates"))
    for (index, row) in (result["parents"]?.elements ?? []).enumerated() where index < count {
      parents[index] = row.elements?.compactMap(\.whole) ?? []
    }
    for (index, score) in (result["val_aggregate_scores"]?.elements ?? []).enumerated() where index < count {
      scores[index] = score.number
    }
    for (index, row) in (result["val_subscores"]?.elements ?? []).enumerated() where index < count {
      examples[index] = GEPACandidates.examples(row)
    }
    best = result["best_idx"]?.whole ?? indexOfBest
  }

  /// Of equals the first.
  private var indexOfBest: Int? {
    let known = scores.indices.compactMap { index in scores[index].map { (index, $0) } }
    return known.max { ($0.1, -$0.0) < ($1.1, -$1.0) }?.0
  }

  /// Every column as long as `texts`.
  private mutating func grow() {
    parents += Array(repeating: nil, count: max(0, count - parents.count))
    scores += Array(repeating: nil, count: max(0, count - scores.count))
    examples += Array(repeating: [], count: max(0, count - examples.count))
  }

  /// What the text log knows beyond this.
  mutating func complete(from log: GEPATextLog) {
    for found in log.accepted where scores.indices.contains(found.program) && scores[found.program] == nil {
      scores[found.program] = found.score
      if examples[found.program].isEmpty { examples[found.program] = found.examples }
    }
    if count > 0, scores[0] == nil { scores[0] = log.seedScore }
    if best == nil { best = indexOfBest }
  }

  /// From the best candidate back to the seed, each by its first parent.
  var lineage: Set<Int> {
    var (line, next): (Set<Int>, Int?) = ([], best)
    while let index = next, index >= 0, index < count, line.insert(index).inserted {
      next = parents[index]?.first
    }
    return line
  }

  private static func components(_ candidate: JSONValue) throws(JSONMismatch) -> [GEPAComponent] {
    if let text = candidate.text { return [GEPAComponent(name: "prompt", text: text)] }
    guard let members = candidate.members else { throw candidate.mismatch(expected: "an object of texts") }
    var components: [GEPAComponent] = []
    for (name, value) in members {
      components.append(GEPAComponent(name: name, text: try value.demandText("a component's text")))
    }
    return components
  }

  /// By the example's id, or by its place as before version 2 of the schema.
  private static func examples(_ row: JSONValue) -> [GEPAExample] {
    if let members = row.members {
      return members.compactMap { name, value in value.number.map { GEPAExample(name: name, score: $0) } }
    }
    return (row.elements ?? []).enumerated().compactMap { index, value in
      value.number.map { GEPAExample(name: "\(index)", score: $0) }
    }
  }
}

struct GEPAComponent: Equatable {
  let name: String
  let text: String
}

/// One example of the validation set under one candidate.
struct GEPAExample: Equatable {
  let name: String
  let score: Double
}
