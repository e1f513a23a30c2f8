/// Text set into Markdown as GitHub and Jupyter read it: it stays text.
public enum MarkdownText {
  /// A paragraph of its own, on one line: nothing in it opens markup, a list, a heading or a rule.
  public static func paragraph(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let escaped = MarkdownRenderer().escaped(String(line.drop { $0 == " " || $0 == "\t" }))
    return escapingList(escapingMarker(escaped))
  }

  /// A block of code, whatever stands in it: its fence is longer than any run of backticks inside.
  public static func fenced(_ text: String, language: String = "") -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  private static func escapingMarker(_ line: String) -> String {
    guard let first = line.unicodeScalars.first, "#-+=:".unicodeScalars.contains(first) else { return line }
    return "\\" + line
  }

  /// `12.` and `12)` would begin a numbered list.
  private static func escapingList(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard let end = scalars.firstIndex(where: { !("0"..."9").contains($0) }), end > scalars.startIndex,
      scalars[end] == "." || scalars[end] == ")"
    else { return line }
    return String(scalars[..<end]) + "\\" + String(scalars[end...])
  }

  private static func longestRun(of scalar: Unicode.Scalar, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for next in text.unicodeScalars {
      run = next == scalar ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
