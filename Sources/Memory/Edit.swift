/// An operation ready to be applied to a bank.
public struct Edit: Sendable, Equatable {
  public indirect enum Action: Sendable, Equatable {
    /// A new item, called `id`.
    case add(id: String, at: Place)
    /// Another content for the item; empty content deletes it.
    case modify(item: String)
    /// The content for the first of the items; the others go.
    case merge(items: [String])
    /// Each that is possible, in their order. The content is that of all.
    case together([Edit])
  }

  /// Where an added item goes.
  public enum Place: Sendable, Equatable {
    case head, tail
    case after(String)

    /// The anchor of an `add` as a log writes it; what is no anchor is the tail.
    public init(anchor: String) {
      let prefix = "after:"
      if anchor.utf8.starts(with: prefix.utf8) {
        self = .after(String(decoding: anchor.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
      } else {
        self = anchor == "head" ? .head : .tail
      }
    }
  }

  public var action: Action
  public var content: String

  public init(_ action: Action, content: String) {
    self.action = action
    self.content = content
  }

  /// The item that must stand for the edit to be possible; nil where none must.
  public var anchorItem: String? {
    switch action {
    case .add(_, .after(let item)), .modify(let item): item
    case .merge(let items): items.first
    case .add, .together: nil
    }
  }

  /// The items whose content changes or goes.
  public var modifiedItems: [String] {
    switch action {
    case .modify(let item): [item]
    case .merge(let items): items
    case .together(let edits): edits.flatMap(\.modifiedItems)
    case .add: []
    }
  }

  /// The id that an added item gets.
  public var newItem: String? {
    if case .add(let id, _) = action { id } else { nil }
  }

  /// The items that say afterwards what the edit says.
  public var writtenItems: [String] {
    switch action {
    case .modify(let item), .add(let item, _): [item]
    case .merge(let items): Array(items.prefix(1))
    case .together(let edits): edits.flatMap(\.writtenItems)
    }
  }
}

/// Why a bank does not take an edit.
public enum EditRefusal: Error, Sendable, Hashable {
  /// The item it goes to or after does not stand in the bank.
  case anchorGone
  /// The bank says so already: an equal text stands there, or the item has this content.
  case stands
  /// An item of that id stands or stood; ids are not used twice.
  case idTaken
  /// An addition without content.
  case nothingToAdd
}
