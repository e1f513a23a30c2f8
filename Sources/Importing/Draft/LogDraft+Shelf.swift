import Basics

/// One entry of a bank's state, as a tool wrote it down.
package struct BankEntry: Equatable {
  /// By which the tool knows it again; nil where it has no id that lasts.
  package var id: String?
  package var content: String
  /// What it may be called where it is new and has no id.
  package var name: String?
  package var reason: String?

  package init(id: String? = nil, _ content: String, name: String? = nil, reason: String? = nil) {
    (self.id, self.content, self.name, self.reason) = (id, content, name, reason)
  }
}

/// One of several banks that stand in one log, such as the playbooks of several agents. The empty name is the only one's.
package struct BankShelf: Sendable, Equatable {
  package let name: String
  package var threshold = LogDraft.usualThreshold

  package init(_ name: String = "") { self.name = name }

  /// The tool's id in the log's bank.
  package func id(_ toolID: String) -> String { name.isEmpty ? toolID : "\(name)/\(toolID)" }

  package func holds(_ bankID: String) -> Bool { name.isEmpty || bankID.hasPrefix(name + "/") }
}

/// What a state changed, as proposals of the current batch, and which item each of its entries is now.
package struct ShelfChange: Equatable {
  package var proposals: [Int32] = []
  /// Per entry of the state, the tool's id in the log's bank; nil where it is empty.
  package var ids: [String?] = []
}

/// A bank's next state, as a tool wrote it down.
extension LogDraft {
  /// Makes a shelf hold `state`, by additions, changes and removals in the current batch.
  ///
  /// An entry with an id is the item of that id. Without ids, equal texts are one item; of the rest, a text that was removed and
  /// one that was added are one item that changed where their cosine is at least the shelf's threshold, the highest first, the
  /// older on a tie. What is added goes to the tail, wherever in the state it stands: the same addition elsewhere is the same
  /// operation.
  @discardableResult
  package mutating func become(
    _ state: [BankEntry], on shelf: BankShelf, using similarity: any TextSimilarity
  ) throws -> ShelfChange {
    var match = ShelfMatching(state, bank, shelf)
    try match.matchAlike(using: similarity)
    switch match.likeness {
    case .notAsked: break
    case .asked:
      account.noted(
        "without ids, a text is a changed one from a cosine of \(shelf.threshold) by \(similarity.name) on")
    case .tooMany: account.noted("too many texts came and went at once to tell changed ones from others")
    }
    var change = ShelfChange(ids: Array(repeating: nil, count: state.count))
    for gone in match.removed {
      if let proposal = bank.remove(gone) { change.proposals.append(proposal) }
    }
    for (index, entry) in state.enumerated() where !entry.content.isEmpty {
      change.ids[index] = take(entry, match.standing[index], on: shelf, &change)
    }
    return change
  }

  /// The entries of a shelf before anything was proposed on it.
  package mutating func begin(_ state: [BankEntry], on shelf: BankShelf) -> [String?] {
    state.map { entry in
      guard !entry.content.isEmpty else { return nil }
      let id = free(entry.id ?? entry.name, on: shelf)
      item(id: id, entry.content)
      return id
    }
  }

  private mutating func take(
    _ entry: BankEntry, _ standing: String?, on shelf: BankShelf, _ change: inout ShelfChange
  ) -> String {
    if let standing {
      if let content = bank.content(of: standing), ByteText(content) != ByteText(entry.content) {
        change.proposals.append(bank.change(standing, entry.content, reason: entry.reason))
      }
      return standing
    }
    let id = free(entry.id ?? entry.name, on: shelf)
    change.proposals.append(bank.add(id, entry.content, reason: entry.reason))
    return id
  }

  /// An id that nothing on the shelf bears.
  private func free(_ toolID: String?, on shelf: BankShelf) -> String {
    guard let toolID, !toolID.isEmpty else { return shelf.id(bank.unusedID) }
    var (id, number) = (shelf.id(toolID), 2)
    while bank.contains(id) {
      id = shelf.id("\(toolID)~\(number)")
      number += 1
    }
    return id
  }
}

/// Which standing item each entry of a shelf's new state is.
private struct ShelfMatching {
  private let state: [BankEntry]
  private let bank: LiveBank
  private let shelf: BankShelf
  private(set) var standing: [String?]
  private(set) var likeness = Comparing.notAsked
  private var taken: Set<ByteText> = []

  enum Comparing { case notAsked, asked, tooMany }

  /// Cosines held at one time.
  private static let mostPairs = 4_000_000

  private let old: [String]

  init(_ state: [BankEntry], _ bank: LiveBank, _ shelf: BankShelf) {
    (self.state, self.bank, self.shelf) = (state, bank, shelf)
    old = bank.ids.filter(shelf.holds)
    standing = Array(repeating: nil, count: state.count)
    for (index, entry) in state.enumerated() {
      // Of two entries with one id, the first is the item.
      guard let id = entry.id.map(shelf.id), bank.contains(id), !taken.contains(ByteText(id)) else {
        continue
      }
      match(index, id)
    }
    matchEqual()
  }

  /// In the order of the bank.
  var removed: [String] { old.filter { !taken.contains(ByteText($0)) } }

  private mutating func matchEqual() {
    var free: [ByteText: [String]] = [:]
    for id in removed.reversed() { free[ByteText(bank.content(of: id) ?? ""), default: []].append(id) }
    for (index, entry) in state.enumerated() where entry.id == nil {
      guard let id = free[ByteText(entry.content)]?.popLast() else { continue }
      match(index, id)
    }
  }

  mutating func matchAlike(using similarity: any TextSimilarity) throws {
    let old = removed
    let new = state.indices.filter {
      standing[$0] == nil && state[$0].id == nil && !state[$0].content.isEmpty
    }
    guard !old.isEmpty, !new.isEmpty else { return }
    likeness = old.count <= ShelfMatching.mostPairs / new.count ? .asked : .tooMany
    guard likeness == .asked else { return }
    let cosines = try similarity.cosines(
      old.map { bank.content(of: $0) ?? "" }, new.map { state[$0].content })
    let pairs = cosines.indices.filter { cosines[$0] >= shelf.threshold }
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
