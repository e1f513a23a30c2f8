/// The manual, made from the registry: Markdown for `docs/`, troff for `man`.
package enum ManualPage {
  package static func markdown(_ vocabulary: Vocabulary) -> String {
    var lines = [
      "# Manual", "",
      "Made from the commands' own descriptions by `make manual`; edit those, not this page.", "",
    ]
    for group in Manual.Group.allCases {
      let manuals = vocabulary.manuals.filter { $0.group == group }
      guard !manuals.isEmpty else { continue }
      lines += ["## \(group.rawValue)", ""]
      lines += manuals.flatMap(section)
    }
    return lines.joined(separator: "\n")
  }

  private static func section(_ manual: Manual) -> [String] {
    var lines = ["### \(manual.verb)", "", "`\(manual.usage)`", "", "\(capitalized(manual.summary)).", ""]
    if !manual.details.isEmpty { lines += [manual.details, ""] }
    if !manual.allFlags.isEmpty {
      lines += ["| flag | |", "|---|---|"]
      lines += manual.allFlags.map { "| `\(escapedBars(HelpText.flagForm($0)))` | \($0.summary) |" }
      lines.append("")
    }
    lines.append("```")
    let width = manual.examples.map(\.statement.count).max() ?? 0
    lines += manual.examples.map { "\(HelpText.padded($0.statement, width))  # \($0.comment)" }
    return lines + ["```", ""]
  }

  package static func troff(_ vocabulary: Vocabulary, version: String, options: String) -> String {
    var lines = [
      ".TH MAA 1 \"\" \"maa \(version)\"", ".SH NAME", "maa \\- an evidence notebook for agent memory",
      ".SH SYNOPSIS", ".B maa", "[\\fIFILE\\fR | run \\fIFILE\\fR... | -c \\fISTATEMENTS\\fR | -]",
      ".SH OPTIONS", ".nf", escaped(options), ".fi", ".SH COMMANDS",
    ]
    for manual in vocabulary.manuals {
      lines += [".TP", ".B \(escaped(manual.usage))", escaped(capitalized(manual.summary) + ".")]
      lines += manual.details.isEmpty ? [] : [".br", escaped(manual.details)]
      lines += manual.allFlags.map {
        ".br\n\\fB\(escaped(HelpText.flagForm($0)))\\fR: \(escaped($0.summary))"
      }
    }
    lines += [
      ".SH EXIT STATUS",
      "0 done, 1 a statement failed, 2 wrong usage, 3 another result than recorded, 4 another input than recorded, 5 a newer language, 6 another version than recorded, 7 another embedder, 124 a limit of time, 125 a limit of memory, 130 interrupted.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func escapedBars(_ text: String) -> String {
    text.map { $0 == "|" ? "\\|" : String($0) }.joined()
  }

  /// Backslashes and hyphens mean something to troff, and so do a dot or a quote that begin a line.
  private static func escaped(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let body = line.map { $0 == "\\" ? "\\e" : $0 == "-" ? "\\-" : String($0) }.joined()
      return body.hasPrefix(".") || body.hasPrefix("'") ? "\\&" + body : body
    }
    return lines.joined(separator: "\n")
  }
}
