/// Help as plain text, made from the manuals.
package enum HelpText {
  package static func overview(_ vocabulary: Vocabulary) -> String {
    var lines: [String] = []
    for group in Manual.Group.allCases {
      let manuals = vocabulary.manuals.filter { $0.group == group }
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
      lines += flagLines(manual.allFlags)
    }
    lines.append("")
    let width = manual.examples.map(\.statement.count).max() ?? 0
    lines += manual.examples.map { "  maa › \(padded($0.statement, width))  # \($0.comment)" }
    return lines.joined(separator: "\n")
  }

  static func flagForm(_ flag: Flag) -> String {
    flag.value.map { "--\(flag.name) \($0.placeholder)" } ?? "--\(flag.name)"
  }

  private static let widestForm = 36

  /// A form that is too wide has what it means below it; a meaning that is too long goes on below itself.
  package static func flagLines(_ flags: [Flag]) -> [String] {
    let width = flags.map { flagForm($0).count }.filter { $0 <= widestForm }.max() ?? 0
    return flags.flatMap { flag -> [String] in
      let form = flagForm(flag)
      let meaning = wrapped(flag.summary, width: widestLine - width - 4).map { $0.dropFirst(2) }
      let first = form.count <= width ? meaning.first : nil
      let below = first == nil ? meaning[...] : meaning.dropFirst()
      let head = first.map { "  \(padded(form, width))  \($0)" } ?? "  \(form)"
      return [head] + below.map { "  \(padded("", width))  \($0)" }
    }
  }

  private static let widestLine = 100

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  package static func wrapped(_ paragraph: String, width: Int = 76) -> [String] {
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
