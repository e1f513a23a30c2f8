/// Pairs of labelled operations with one key, which merging might join, each labelled the same (1) or different (0).
public struct OperationPairs: Sendable {
  public let pairs: LabelledPairs
  /// How many such pairs the log has.
  public let total: Int

  public static let most = 500_000

  /// Where there are more pairs than `limit`, that many are drawn among them, with replacement; always the same ones.
  /// Complexity: O(operations + min(pairs, limit) × (dimension + log keys)).
  public init(
    _ identities: TrueIdentities, _ operations: Operations, _ vectors: Vectors, limit: Int = most,
    pulse: Pulse = .silent
  ) throws {
    var taking = TakenPairs(identities, operations)
    total = taking.total
    let wanted = min(total, limit)
    var random = Randomness(seed: 1, purpose: 0x6361_6c69)
    var (cosines, scores): ([Cosine], [Double]) = ([], [])
    for index in 0..<wanted {
      if index % 4_096 == 0 { try pulse.beat("comparing", index, wanted) }
      let (first, second) = taking.pair(total <= limit ? index : random.below(total))
      cosines.append(vectors.cosine(first, second))
      scores.append(identities.ofOperation[first] == identities.ofOperation[second] ? 1 : 0)
    }
    pairs = LabelledPairs(cosines: cosines, scores: scores, sameFrom: 0.5)
  }
}

/// All pairs within keys, numbered: key by key, and row by row below the diagonal within a key.
private struct TakenPairs {
  private var members: [[Int32]]
  /// How many pairs stand before each key, and in all.
  private var before: [Int] = [0]
  private var recent = 0

  init(_ identities: TrueIdentities, _ operations: Operations) {
    members = Array(repeating: [], count: operations.keyCount)
    for operation in 0..<operations.count where identities.ofOperation[operation] >= 0 {
      members[Int(operations.key[operation])].append(Int32(operation))
    }
    members.removeAll { $0.count < 2 }
    for member in members { before.append(total + member.count * (member.count - 1) / 2) }
  }

  var total: Int { before[before.count - 1] }

  mutating func pair(_ number: Int) -> (Int, Int) {
    let key = key(of: number)
    let place = number - before[key]
    var row = Int((Double(8 * place + 1).squareRoot() + 1) / 2)
    // The root may be rounded to the wrong side of a whole number.
    while row * (row - 1) / 2 > place { row -= 1 }
    while row * (row + 1) / 2 <= place { row += 1 }
    return (Int(members[key][place - row * (row - 1) / 2]), Int(members[key][row]))
  }

  /// Pairs mostly come in order, so that the key is that of the pair before.
  private mutating func key(of number: Int) -> Int {
    if before[recent] <= number, number < before[recent + 1] { return recent }
    var (low, high) = (0, members.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if before[middle] <= number { low = middle } else { high = middle }
    }
    recent = low
    return low
  }
}
