/// Help as plain text, made from the manuals.
package enum HelpText {
  package static func overview() -> String {
    var lines: [String] = []
    for group in Manual.Group.allCases {
      let manuals = Registry.manuals.filter { $0.group == group }
      guard !manuals.isEmpty else { continue }
      lines.append("  \(group.rawValue)")
      lines += manuals.map { "    \(padded($0.verb, 11))  \($0.summary)" }
    }
    return (lines + ["", "  help VERB explains one · Tab completes · quit leaves"]).joined(separator: "\n")
  }

  package static func page(for manual: Manual) -> String {
    var lines = ["  \(manual.usage)", "", "  \(manual.summary)"]
    if !manual.details.isEmpty {
      for paragraph in manual.details.split(separator: "\n") { lines += [""] + wrapped(String(paragraph)) }
    }
    if !manual.allFlags.isEmpty {
      lines.append("")
      let width = manual.allFlags.map { flagForm($0).count }.max() ?? 0
      lines += manual.allFlags.map { "  \(padded(flagForm($0), width))  \($0.summary)" }
    }
    lines.append("")
    let width = manual.examples.map(\.statement.count).max() ?? 0
    lines += manual.examples.map { "  maa › \(padded($0.statement, width))  # \($0.comment)" }
    return lines.joined(separator: "\n")
  }

  static func flagForm(_ flag: Flag) -> String {
    flag.value.map { "--\(flag.name) \($0.placeholder)" } ?? "--\(flag.name)"
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func wrapped(_ paragraph: String, width: Int = 76) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in paragraph.split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 1 > width {
        lines.append("  " + line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + ["  " + line]
  }
}
