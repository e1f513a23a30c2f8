import Basics

/// Shared texts and where they stand.
package struct SymbolTable: Sendable {
  package private(set) var texts: TextColumn
  private var positions: [ByteText: Int32] = [:]

  package init(_ texts: TextColumn = TextColumn()) {
    self.texts = texts
    for index in 0..<texts.count { positions[ByteText(texts[index])] = Int32(truncatingIfNeeded: index) }
  }

  package mutating func position(of text: String) -> Int32 {
    if let known = positions[ByteText(text)] { return known }
    let position = Int32(truncatingIfNeeded: texts.count)
    texts.append(text)
    positions[ByteText(text)] = position
    return position
  }
}
