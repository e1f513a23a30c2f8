import Basics

extension TraceLog {
  /// Lets anchors name proposals by other ids, as appending to an earlier log does where that has the ids too.
  /// Complexity: O(proposals).
  package mutating func renameInAnchors(_ renamed: [ByteText: String]) {
    guard !renamed.isEmpty else { return }
    var positions: [Int32: Int32] = [:]
    for proposal in 0..<proposals.count {
      let (symbol, isAdd) = (proposals.anchor[proposal], proposals.type[proposal] == .add)
      let place = symbol << 1 | (isAdd ? 1 : 0)
      if let known = positions[place] {
        proposals.anchor[proposal] = known
        continue
      }
      let name = TraceLog.anchor(symbols[Int(symbol)], isAdd: isAdd, renamed)
      let position = name.map { _ in Int32(truncatingIfNeeded: symbols.count) } ?? symbol
      if let name { symbols.append(name) }
      positions[place] = position
      proposals.anchor[proposal] = position
    }
  }

  /// The id of the proposal or item that an anchor names, if it names one.
  package static func named(by anchor: String, isAdd: Bool) -> String? {
    let prefix = "after:"
    guard isAdd else { return anchor }
    return anchor.utf8.starts(with: prefix.utf8)
      ? String(decoding: anchor.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
  }

  private static func anchor(_ anchor: String, isAdd: Bool, _ renamed: [ByteText: String]) -> String? {
    guard let id = named(by: anchor, isAdd: isAdd), let name = renamed[ByteText(id)] else { return nil }
    return isAdd ? "after:" + name : name
  }
}
