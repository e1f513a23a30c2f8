import Basics
import TraceLogs

/// Another tool's memory as it stands, by that tool's own ids.
///
/// Each change makes a proposal of the current batch that was applied. An id that the tool gives again after it was
/// deleted is another item.
package struct LiveBank {
  var builder: LogBuilder
  private var standing: [ByteText: Standing] = [:]
  /// Tool ids in the order of the bank.
  package private(set) var ids: [String] = []

  private struct Standing {
    var item: String
    var content: String
  }

  init(_ builder: LogBuilder) { self.builder = builder }

  package func contains(_ toolID: String) -> Bool { standing[ByteText(toolID)] != nil }
  package func content(of toolID: String) -> String? { standing[ByteText(toolID)]?.content }
  /// The item's id in the log.
  package func itemID(of toolID: String) -> String? { standing[ByteText(toolID)]?.item }
  package var isEmpty: Bool { ids.isEmpty }
  /// Whether anything ever stood here.
  package var hasHistory: Bool { !builder.log.items.isEmpty || builder.log.proposals.count > 0 }
  /// The addition that brought an item in, by the item's id in the log; nil of one that was there before.
  func proposal(of itemID: String) -> Int32? { builder.proposal(called: itemID) }

  /// For an item to which the tool gives none.
  package var unusedID: String {
    var number = builder.log.items.count + builder.log.proposals.count + 1
    while contains("m\(number)") { number += 1 }
    return "m\(number)"
  }

  /// An item that was there before the first batch.
  mutating func begin(_ toolID: String, _ content: String) {
    place(toolID, Standing(item: builder.item(toolID, content), content: content), after: ids.last)
  }

  /// Where the tool's id stands already, that item is changed instead.
  @discardableResult
  package mutating func add(
    _ toolID: String, _ content: String, after: String? = nil, reason: String? = nil
  ) -> Int32 {
    if contains(toolID) { return change(toolID, content, reason: reason) }
    let anchor = after.flatMap { itemID(of: $0) }.map { "after:\($0)" } ?? "tail"
    let proposal = builder.propose(.add, anchor, content, id: toolID, reason: reason)
    builder.apply(proposal)
    let standing = Standing(item: builder.id(of: proposal), content: content)
    place(toolID, standing, after: after.flatMap { contains($0) ? $0 : nil } ?? ids.last)
    return proposal
  }

  /// To empty content is to remove. What does not stand there is added.
  @discardableResult
  package mutating func change(_ toolID: String, _ content: String, reason: String? = nil) -> Int32 {
    guard let item = itemID(of: toolID) else { return add(toolID, content, reason: reason) }
    let proposal = builder.propose(.modify, item, content, id: nil, reason: reason)
    builder.apply(proposal)
    standing[ByteText(toolID)]?.content = content
    if content.isEmpty { forget(toolID) }
    return proposal
  }

  /// Nil where nothing stands there.
  @discardableResult
  package mutating func remove(_ toolID: String, reason: String? = nil) -> Int32? {
    contains(toolID) ? change(toolID, "", reason: reason) : nil
  }

  /// One item in the place of several: the first that stands keeps its place and gets the content, the others go.
  @discardableResult
  package mutating func merge(_ toolIDs: [String], _ content: String, reason: String? = nil) -> Int32? {
    var seen: Set<ByteText> = []
    let standing = toolIDs.filter { contains($0) && seen.insert(ByteText($0)).inserted }
    guard let first = standing.first else { return nil }
    guard standing.count > 1, !content.isEmpty else { return change(first, content, reason: reason) }
    let proposal = builder.merge(
      standing.compactMap { itemID(of: $0) }, content, id: nil, reason: reason)
    builder.apply(proposal)
    self.standing[ByteText(first)]?.content = content
    for gone in standing.dropFirst() { forget(gone) }
    return proposal
  }

  /// The tool calls the item otherwise now; no proposal.
  package mutating func rename(_ toolID: String, to newID: String) {
    guard ByteText(toolID) != ByteText(newID), !contains(newID) else { return }
    guard let found = standing.removeValue(forKey: ByteText(toolID)) else { return }
    standing[ByteText(newID)] = found
    if let index = ids.firstIndex(where: { ByteText($0) == ByteText(toolID) }) { ids[index] = newID }
  }

  private mutating func place(_ toolID: String, _ new: Standing, after: String?) {
    standing[ByteText(toolID)] = new
    let isLast = after.map { ids.last.map(ByteText.init) == ByteText($0) } ?? true
    if isLast { return ids.append(toolID) }
    let index = ids.firstIndex { ByteText($0) == after.map(ByteText.init) }
    ids.insert(toolID, at: index.map { $0 + 1 } ?? ids.count)
  }

  private mutating func forget(_ toolID: String) {
    standing[ByteText(toolID)] = nil
    ids.removeAll { ByteText($0) == ByteText(toolID) }
  }
}
