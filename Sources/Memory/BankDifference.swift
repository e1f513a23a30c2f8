/// What became of one item between two banks.
public enum BankChange: Sendable, Equatable {
  case added(BankItem)
  case removed(BankItem)
  case modified(id: String, before: String, after: String)

  public var id: String {
    switch self {
    case .added(let item), .removed(let item): item.id
    case .modified(let id, _, _): id
    }
  }
}

extension Bank {
  /// What changed from this bank to a later one, in the order of the later; what is gone stands before the first
  /// item that stood after it and still does.
  /// Complexity: O(items of both).
  public func changes(to later: Bank) -> [BankChange] {
    var changes: [BankChange] = []
    var rest = items[...]
    for item in later.items {
      guard let before = content(of: item.id) else {
        changes.append(.added(item))
        continue
      }
      let gone = rest.prefix { !later.holds($0.id) }
      changes += gone.map(BankChange.removed)
      rest = rest.dropFirst(gone.count + 1)
      if !before.utf8.elementsEqual(item.content.utf8) {
        changes.append(.modified(id: item.id, before: before, after: item.content))
      }
    }
    return changes + rest.filter { !later.holds($0.id) }.map(BankChange.removed)
  }
}
