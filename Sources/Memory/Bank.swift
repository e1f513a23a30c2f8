import Basics
import TraceLogs

/// An agent's memory: an ordered list of items that are addressed by id. An id is never used twice, even when its
/// item is gone.
///
///     var bank = Bank([Item(id: "m1", content: "Look around.")])
///     try bank.apply(Edit(.add(id: "p7", at: .after("m1")), content: "Check the sink first."))
///
/// Complexity: finding by id O(1); applying an edit O(items), of integers.
public struct Bank: Sendable {
  /// Numbers of items in the order of the memory; they index `contents` and `ids`.
  private var order: [Int32] = []
  private var ids: [String] = []
  private var contents: [String] = []
  /// Whatever was ever here, by id; the ones that are gone are not in `standing`.
  private var numbers: [ByteText: Int32] = [:]
  private var standing: [Bool] = []
  /// How many items say each text, white space folded.
  private var texts: [String: Int] = [:]

  public init(_ items: some Sequence<Item> = []) {
    for item in items { arrive(item.id, item.content) }
  }

  public var count: Int { order.count }

  public var items: [BankItem] {
    order.map { BankItem(id: ids[Int($0)], content: contents[Int($0)]) }
  }

  public func content(of id: String) -> String? { number(of: id).map { contents[Int($0)] } }

  public func holds(_ id: String) -> Bool { number(of: id) != nil }

  /// Whether an item of that id stands or stood here.
  public func hasHeld(_ id: String) -> Bool { numbers[ByteText(id)] != nil }

  /// Puts an item at the tail that came from elsewhere; one whose id is known is not taken again.
  public mutating func arrive(_ id: String, _ content: String) {
    if !hasHeld(id) { insert(id, content, at: order.count) }
  }

  private func number(of id: String) -> Int32? {
    guard let number = numbers[ByteText(id)], standing[Int(number)] else { return nil }
    return number
  }
}

/// One addressable piece of a bank.
public struct BankItem: Sendable, Equatable {
  public var id: String
  public var content: String

  public init(id: String, content: String) {
    self.id = id
    self.content = content
  }
}

extension Bank: Equatable {
  public static func == (left: Bank, right: Bank) -> Bool { left.items == right.items }
}

extension Bank {
  /// Why the edit cannot be applied or would change nothing; nil where it would. An addition changes nothing where any item
  /// has its text, or, `atPlace`, where the item at its position does.
  public func refusal(of edit: Edit, atPlace: Bool = false) -> EditRefusal? {
    let text = foldedText(edit.content)
    switch edit.action {
    case .add(let id, let place):
      if text.isEmpty { return .nothingToAdd }
      if case .after(let item) = place, !holds(item) { return .anchorGone }
      if atPlace ? isSaid(text, at: place) : texts[text, default: 0] > 0 { return .stands }
      return hasHeld(id) ? .idTaken : nil
    case .modify(let item):
      guard let content = content(of: item) else { return .anchorGone }
      return foldedText(content) == text ? .stands : nil
    case .merge(let items): return refusal(ofMerging: items, to: text)
    case .together(let edits):
      let refusals = edits.map { refusal(of: $0) }
      return refusals.contains(nil) ? nil : refusals.first ?? .nothingToAdd
    }
  }

  private func isSaid(_ text: String, at place: Edit.Place) -> Bool {
    let there: Int32? =
      switch place {
      case .head: order.first
      case .tail: order.last
      case .after(let item):
        number(of: item).flatMap(order.firstIndex).flatMap { $0 + 1 < order.count ? order[$0 + 1] : nil }
      }
    return there.map { foldedText(contents[Int($0)]) == text } ?? false
  }

  private func refusal(ofMerging items: [String], to text: String) -> EditRefusal? {
    guard let first = items.first, let content = content(of: first) else { return .anchorGone }
    let isMerged = foldedText(content) == text && !items.dropFirst().contains(where: holds)
    return isMerged ? .stands : nil
  }

  /// Applies the edit, or throws why not and stays as it was.
  public mutating func apply(_ edit: Edit, atPlace: Bool = false) throws(EditRefusal) {
    if let refusal = refusal(of: edit, atPlace: atPlace) { throw refusal }
    switch edit.action {
    case .add(let id, .head): insert(id, edit.content, at: 0)
    case .add(let id, .tail): insert(id, edit.content, at: order.count)
    case .add(let id, .after(let item)):
      insert(id, edit.content, at: number(of: item).flatMap(order.firstIndex).map { $0 + 1 } ?? order.count)
    case .modify(let item):
      if let number = number(of: item) { replace(number, by: edit.content) }
    case .merge(let items):
      for item in items.dropFirst() where item != items[0] {
        if let number = number(of: item) { replace(number, by: "") }
      }
      if let number = items.first.flatMap(number) { replace(number, by: edit.content) }
    case .together(let edits): applyPossible(edits)
    }
  }

  private mutating func applyPossible(_ edits: [Edit]) {
    for edit in edits {
      do throws(EditRefusal) { try apply(edit) } catch { continue }  // the others stand for themselves
    }
  }

  private mutating func insert(_ id: String, _ content: String, at position: Int) {
    let number = Int32(truncatingIfNeeded: ids.count)
    numbers[ByteText(id)] = number
    ids.append(id)
    contents.append(content)
    standing.append(true)
    order.insert(number, at: position)
    texts[foldedText(content), default: 0] += 1
    checkInvariants()
  }

  private mutating func replace(_ number: Int32, by content: String) {
    texts[foldedText(contents[Int(number)]), default: 1] -= 1
    if foldedText(content).isEmpty {
      standing[Int(number)] = false
      order.removeAll { $0 == number }
    } else {
      contents[Int(number)] = content
      texts[foldedText(content), default: 0] += 1
    }
    checkInvariants()
  }

  /// As `Partition.checkInvariants`; of a large bank only now and then. Complexity: O(items that ever were).
  private func checkInvariants() {
    #if MAA_INVARIANTS
      guard ids.count < 64 || ids.count.nonzeroBitCount == 1 else { return }
      precondition(ids.count == contents.count && ids.count == standing.count, "columns of one length")
      precondition(numbers.count == ids.count, "an id is never used twice")
      precondition(Set(order).count == order.count, "an item stands once")
      precondition(Set(order) == Set(standing.indices.filter { standing[$0] }.map(Int32.init)), "who stands")
      let said = Dictionary(order.map { (foldedText(contents[Int($0)]), 1) }, uniquingKeysWith: +)
      precondition(said == texts.filter { $0.value > 0 }, "texts are counted")
    #endif
  }
}
