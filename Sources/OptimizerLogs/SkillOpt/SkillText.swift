import Importing

/// A skill's document cut into items.
struct SkillText {
  private(set) var blocks: [String] = []

  /// `block`: a bullet with its continuation, a paragraph, a heading, a code block. `section`: a heading with all below it.
  init(_ text: String, unit: String) {
    if unit == "document" {
      blocks = [text.trimmed]
    } else {
      var cutter = BlockCutter(bySection: unit == "section")
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) { cutter.take(line) }
      blocks = cutter.finish()
    }
    blocks.removeAll(where: \.isEmpty)
  }

  private struct BlockCutter {
    let bySection: Bool
    private var blocks: [String] = []
    private var lines: [Substring] = []
    private var isInCode = false
    private var isInHead = false
    private var isFirst = true

    init(bySection: Bool) { self.bySection = bySection }

    mutating func take(_ line: Substring) {
      defer { isFirst = false }
      let bare = line.trimmed
      // The YAML head of a skill is one block.
      if bare == "---", isFirst || isInHead {
        lines.append(line)
        if isInHead { cut() }
        isInHead = isFirst
        return
      }
      if isInCode || isInHead { return append(line, bare) }
      // Marks of protected regions are no text.
      if bare.hasPrefix("<!--"), bare.hasSuffix("-->") { return cut() }
      if bare.isEmpty, !bySection { return cut() }
      if startsBlock(line, bare) { cut() }
      append(line, bare)
      if bare.hasPrefix("#"), !bySection { cut() }
    }

    private mutating func append(_ line: Substring, _ bare: String) {
      lines.append(line)
      guard bare.hasPrefix("```") else { return }
      isInCode.toggle()
      if !isInCode, !bySection { cut() }
    }

    private func startsBlock(_ line: Substring, _ bare: String) -> Bool {
      if bare.hasPrefix("#") || (!bySection && bare.hasPrefix("```")) { return true }
      guard !bySection, !line.hasPrefix(" ") else { return false }
      let digits = bare.prefix { $0.isNumber }
      return bare.hasPrefix("- ") || bare.hasPrefix("* ") || bare.hasPrefix("+ ")
        || (!digits.isEmpty
          && (bare.dropFirst(digits.count).hasPrefix(". ") || bare.dropFirst(digits.count).hasPrefix(") ")))
    }

    private mutating func cut() {
      let block = lines.joined(separator: "\n").trimmed
      if !block.isEmpty { blocks.append(block) }
      lines = []
    }

    mutating func finish() -> [String] {
      cut()
      return blocks
    }
  }
}
