import Basics

/// A bank's next state, as a tool wrote it down: items with their ids, or mere texts.
extension LogDraft {
  package static let usualThreshold = 0.8

  /// Makes the bank be `state`, by additions, changes and removals in the current batch.
  ///
  /// An item with an id is the one of that id. Without ids, equal texts are one item; of the rest, a text that was
  /// removed and one that was added are one item that changed where their cosine is at least `threshold`, the highest
  /// first, the older on a tie.
  package mutating func become(
    _ state: [(id: String?, content: String)], using similarity: any TextSimilarity,
    threshold: Double = usualThreshold, reason: String? = nil
  ) throws {
    var match = StateMatch(state, in: bank)
    try match.matchAlike(using: similarity, threshold: threshold)
    if match.needsSimilarity {
      account.noted(
        "without ids, a text is a changed one from a cosine of \(threshold) by \(similarity.name) on")
    }
    for gone in match.removed { bank.remove(gone, reason: reason) }
    var previous: String?
    for (index, entry) in state.enumerated() where !entry.content.isEmpty {
      previous = take(entry, match.standing[index], after: previous, reason)
    }
  }

  private mutating func take(
    _ entry: (id: String?, content: String), _ standing: String?, after: String?, _ reason: String?
  ) -> String {
    if let standing {
      if let content = bank.content(of: standing), ByteText(content) != ByteText(entry.content) {
        bank.change(standing, entry.content, reason: reason)
      }
      return standing
    }
    let id = entry.id ?? bank.unusedID
    bank.add(id, entry.content, after: after, reason: reason)
    return id
  }
}

/// Which standing item each entry of a new state is.
private struct StateMatch {
  private let state: [(id: String?, content: String)]
  private let bank: LiveBank
  /// Per entry, the tool's id of the item that it is.
  private(set) var standing: [String?]
  private var taken: Set<ByteText> = []
  private(set) var needsSimilarity = false

  init(_ state: [(id: String?, content: String)], in bank: LiveBank) {
    (self.state, self.bank) = (state, bank)
    standing = state.map { entry in entry.id.flatMap { bank.contains($0) ? $0 : nil } }
    for case .some(let id) in standing { taken.insert(ByteText(id)) }
    matchEqual()
  }

  /// In the order of the bank.
  var removed: [String] { bank.ids.filter { !taken.contains(ByteText($0)) } }

  private mutating func matchEqual() {
    var free: [ByteText: [String]] = [:]
    for id in removed.reversed() { free[ByteText(bank.content(of: id) ?? ""), default: []].append(id) }
    for (index, entry) in state.enumerated() where entry.id == nil {
      guard let id = free[ByteText(entry.content)]?.popLast() else { continue }
      match(index, id)
    }
  }

  mutating func matchAlike(using similarity: any TextSimilarity, threshold: Double) throws {
    let old = removed
    let new = state.indices.filter {
      standing[$0] == nil && state[$0].id == nil && !state[$0].content.isEmpty
    }
    guard !old.isEmpty, !new.isEmpty else { return }
    needsSimilarity = true
    let cosines = try similarity.cosines(
      old.map { bank.content(of: $0) ?? "" }, new.map { state[$0].content })
    let pairs = cosines.indices.filter { cosines[$0] >= threshold }
      .sorted { (-cosines[$0], $0) < (-cosines[$1], $1) }
    for pair in pairs {
      let (id, index) = (old[pair / new.count], new[pair % new.count])
      if standing[index] == nil, !taken.contains(ByteText(id)) { match(index, id) }
    }
  }

  private mutating func match(_ index: Int, _ id: String) {
    standing[index] = id
    taken.insert(ByteText(id))
  }
}
