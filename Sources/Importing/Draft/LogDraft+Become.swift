import Basics

/// A bank's next state, as a tool wrote it down: items with their ids, or mere texts.
extension LogDraft {
  package static let usualThreshold = 0.8

  /// Makes the bank be `state`, by removals, changes and additions in the current batch.
  ///
  /// An item with an id is the one of that id. Without ids, equal texts are one item; of the rest, a text that went and
  /// one that came are one item that changed where their cosine is at least `threshold`, the highest first, the older
  /// on a tie. Texts that differ in white space alone are equal. What is added goes to the tail, wherever in the state it
  /// stands: the same addition elsewhere is the same operation.
  package mutating func become(
    _ state: [(id: String?, content: String)], using similarity: any TextSimilarity,
    threshold: Double = usualThreshold, reason: String? = nil
  ) throws {
    let ids = bank.ids
    let known = knownOrigins(of: state, among: ids)
    // An item with an id is no other's successor, nor has it a predecessor but its own.
    var matching = TextMatching(
      ids.map { bank.content(of: $0) ?? "" }, state.map { $0.id == nil ? $0.content : "" }, known: known)
    matching.matchEqual()
    let isOpen = !matching.removed.isEmpty && matching.added.contains { state[$0].id == nil }
    if try !matching.matchAlike(using: similarity, threshold: threshold) {
      account.noted("too many texts came and went at once to tell changed ones from others")
    } else if isOpen {
      account.noted(
        "a text without an id is a changed one from a cosine of \(threshold) by \(similarity.name) on")
    }
    for place in matching.removed { bank.remove(ids[place], reason: reason) }
    for (entry, origin) in zip(state, matching.origins) where !foldedText(entry.content).isEmpty {
      take(entry, origin.map { ids[$0] }, reason)
    }
  }

  private func knownOrigins(of state: [(id: String?, content: String)], among ids: [String]) -> [Int?] {
    guard state.contains(where: { $0.id != nil }) else { return [] }
    let places = Dictionary(
      ids.enumerated().map { (ByteText($1), $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<Int> = []
    return state.map { entry in
      guard let place = entry.id.flatMap({ places[ByteText($0)] }), !foldedText(entry.content).isEmpty,
        seen.insert(place).inserted
      else { return nil }
      return place
    }
  }

  private mutating func take(
    _ entry: (id: String?, content: String), _ standing: String?, _ reason: String?
  ) {
    guard let standing else {
      bank.add(entry.id ?? bank.unusedID, entry.content, reason: reason)
      return
    }
    if let content = bank.content(of: standing), foldedText(content) != foldedText(entry.content) {
      bank.change(standing, entry.content, reason: reason)
    }
  }
}
