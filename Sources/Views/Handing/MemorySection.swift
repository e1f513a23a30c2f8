import Memory

/// A bank as a part of a Markdown file that agents read, between two marks. What stands before and behind them stays, byte
/// for byte.
package enum MemorySection {
  package static let begin = "<!-- maa memory: begin -->"
  package static let end = "<!-- maa memory: end -->"

  /// The file with the bank in the place of the one it had, or at its end.
  package static func file(_ file: [UInt8], holding items: [BankItem], path: String) throws(ViewFault)
    -> [UInt8]
  {
    let section = Array(try text(of: items).utf8)
    let (starts, ends) = (places(of: begin, in: file), places(of: end, in: file))
    if starts.isEmpty, ends.isEmpty { return file + gap(behind: file) + section + [newline] }
    guard starts.count == 1, ends.count == 1, starts[0] < ends[0] else { throw .brokenMarks(path: path) }
    return Array(file[..<starts[0]]) + section + Array(file[(ends[0] + end.utf8.count)...])
  }

  private static let newline = UInt8(ascii: "\n")

  /// A part begins after an empty line.
  private static func gap(behind file: [UInt8]) -> [UInt8] {
    file.isEmpty ? [] : file.last == newline ? [newline] : [newline, newline]
  }

  private static func text(of items: [BankItem]) throws(ViewFault) -> String {
    var lines = [begin, "## Memory", ""]
    for item in items {
      let id = try HandedText.id(item, .section)
      lines.append("- **`\(id)`** \(indented(item.content))")
    }
    return (lines + [end]).joined(separator: "\n")
  }

  /// Lines after the first belong to the bullet; a mark within a text is none.
  private static func indented(_ content: String) -> String {
    let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let first = lines.drop { $0.allSatisfy(\.isWhitespace) }
    return first.enumerated().map { number, line in
      let plain = line.replacing("<!--", with: "<!- -")
      return number == 0
        ? plain.drop(while: \.isWhitespace) : plain.allSatisfy(\.isWhitespace) ? "" : "  \(plain)"
    }.joined(separator: "\n")
  }

  private static func places(of mark: String, in file: [UInt8]) -> [Int] {
    let mark = Array(mark.utf8)
    guard file.count >= mark.count else { return [] }
    return (0...file.count - mark.count).filter {
      file[$0] == mark[0] && file[$0..<$0 + mark.count].elementsEqual(mark)
    }
  }
}
