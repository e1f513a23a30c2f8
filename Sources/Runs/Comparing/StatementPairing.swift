/// Statements of two sessions side by side, step by step: equal ones together, ones of the same verb together, others each by
/// itself.
struct StatementPairing {
  /// How many statements of either session are done after each step.
  let steps: [(first: Int, second: Int)]

  init(_ first: [String], _ second: [String]) {
    var steps: [(first: Int, second: Int)] = []
    var (i, j) = (0, 0)
    while i < first.count || j < second.count {
      let move = StatementPairing.move(first[i...], second[j...])
      (i, j) = (i + move.first, j + move.second)
      steps.append((i, j))
    }
    self.steps = steps
  }

  private static func move(_ first: ArraySlice<String>, _ second: ArraySlice<String>) -> (
    first: Int, second: Int
  ) {
    guard let left = first.first else { return (0, 1) }
    guard let right = second.first else { return (1, 0) }
    if left == right { return (1, 1) }
    // What the other session has later is missing here.
    let (leftComes, rightComes) = (second.contains(left), first.contains(right))
    if leftComes != rightComes { return leftComes ? (0, 1) : (1, 0) }
    return subject(left) == subject(right) ? (1, 1) : (1, 0)
  }

  /// The verb, and of a setting or a parameter its name.
  private static func subject(_ statement: String) -> String {
    let words = statement.split(separator: " ")
    return words.prefix(["set", "param"].contains(words.first) ? 2 : 1).joined(separator: " ")
  }
}
