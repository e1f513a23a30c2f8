/// Texts of other tools, brought into the form in which a bank holds them.
extension StringProtocol where SubSequence == Substring {
  /// Without spaces and line ends at both ends.
  package var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }),
      let end = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[start...end])
  }

  /// The text between the first `open` and the next `close`, and what follows; nil where they are not there.
  package func between(_ open: String, _ close: String) -> (inside: String, rest: Substring)? {
    guard let start = range(ofText: open), let end = self[start.upperBound...].range(ofText: close) else {
      return nil
    }
    return (String(self[start.upperBound..<end.lowerBound]), self[end.upperBound...])
  }

  /// Complexity: O(length · length of `text`) in the worst case, of bytes.
  package func range(ofText text: String) -> Range<Index>? {
    let (hay, needle) = (utf8, Array(text.utf8))
    guard let first = needle.first else { return nil }
    var start = hay.startIndex
    while let found = hay[start...].firstIndex(of: first) {
      if hay[found...].starts(with: needle) { return found..<hay.index(found, offsetBy: needle.count) }
      start = hay.index(after: found)
    }
    return nil
  }

  /// The parts of the text before, between and after what separates them.
  package func parts(separatedBy separator: String) -> [Substring] {
    var (parts, rest): ([Substring], Substring) = ([], self[...])
    while let found = rest.range(ofText: separator) {
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    return parts + [rest]
  }
}

/// Texts one under another, without those that are empty.
package func stacked(_ texts: String?...) -> String {
  texts.compactMap { $0?.trimmed }.filter { !$0.isEmpty }.joined(separator: "\n\n")
}
