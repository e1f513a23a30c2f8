import Basics
import TraceLogs

/// A memory that remembers which unit wrote what, so that edits can be taken back.
///
/// Taking units back makes memory what it were had they never been applied: all else that was ever applied is applied
/// again, in the order in which it was. What needs a unit that is gone waits in the list, and stands again when what
/// bars it goes too.
struct Ledger: Sendable {
  private enum Entry: Sendable {
    case arrived(Item)
    case applied(Int32, Edit)
  }

  private var entries: [Entry] = []
  /// Whether an addition is refused only for what stands at its position.
  var looksAtPlaces = false
  private(set) var bank = Bank()
  /// By item: the unit whose words it has, or that deleted it.
  private var holders: [ByteText: Int32] = [:]

  init(_ items: [Item]) { arrive(items) }

  mutating func arrive(_ items: [Item]) {
    for item in items { take(.arrived(item)) }
  }

  /// Whether it changed anything.
  @discardableResult
  mutating func apply(_ edit: Edit, of unit: Int32) -> Bool { take(.applied(unit, edit)) }

  /// Complexity: O(entries · bank).
  mutating func withdraw(_ units: [Int32]) {
    let gone = Set(units)
    guard !gone.isEmpty else { return }
    let kept = entries.filter { entry in
      if case .applied(let unit, _) = entry { !gone.contains(unit) } else { true }
    }
    let looksAtPlaces = looksAtPlaces
    self = Ledger([])
    self.looksAtPlaces = looksAtPlaces
    for entry in kept { perform(entry) }
    entries = kept
  }

  func holder(of item: String) -> Int32? { holders[ByteText(item)] }

  /// Units whose words stand, or whose deletion does; by ascending number.
  var standing: [Int32] { Set(holders.values).sorted() }

  @discardableResult
  private mutating func take(_ entry: Entry) -> Bool {
    let isDone = perform(entry)
    if isDone { entries.append(entry) }
    return isDone
  }

  @discardableResult
  private mutating func perform(_ entry: Entry) -> Bool {
    switch entry {
    case .arrived(let item): bank.arrive(item.id, item.content)
    case .applied(let unit, let edit):
      guard (try? bank.apply(edit, atPlace: looksAtPlaces)) != nil else { return false }
      for item in edit.writtenItems { holders[ByteText(item)] = unit }
    }
    return true
  }
}
