import JSON

/// The JSON in what a model said: the whole text, what stands in a fence, or the first object or list in it.
///
/// Complexity: O(bytes), for each bracket that begins nothing whole.
package func foundJSON(in text: String) -> JSONDocument? {
  if let document = JSONDocument(Array(text.utf8)), document.root.isCompound { return document }
  let bytes = Array(text.utf8)
  var start = 0
  // A text of brackets only is not worth more than so many looks.
  for _ in 0..<16 {
    guard let open = bytes[start...].firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") })
    else { return nil }
    if let end = compoundEnd(bytes, from: open), let document = JSONDocument(Array(bytes[open..<end])) {
      return document
    }
    start = open + 1
  }
  return nil
}

/// Behind the bracket that closes the one at `start`.
private func compoundEnd(_ bytes: [UInt8], from start: Int) -> Int? {
  var (depth, isInText, at) = (0, false, start)
  while at < bytes.count {
    switch bytes[at] {
    case UInt8(ascii: "\\") where isInText: at += 1
    case UInt8(ascii: "\""): isInText.toggle()
    case UInt8(ascii: "{") where !isInText, UInt8(ascii: "[") where !isInText: depth += 1
    case UInt8(ascii: "}") where !isInText, UInt8(ascii: "]") where !isInText:
      depth -= 1
      if depth == 0 { return at + 1 }
    default: break
    }
    at += 1
  }
  return nil
}

extension JSONValue {
  fileprivate var isCompound: Bool { members != nil || elements != nil }

  /// The list itself, or the only list of an object: models wrap lists because schemas ask for objects.
  package var onlyList: [JSONValue]? {
    if let elements { return elements }
    let lists = (members ?? []).compactMap { $0.value.elements }
    return lists.count == 1 ? lists[0] : nil
  }
}
