/// What `--help` prints, made from the options.
package enum ProgramHelp {
  private static let head = """
    maa: an evidence notebook for agent memory

    """
  private static let tail = """

    Exit codes: 0 done, 1 a statement failed or an expectation did not hold, 2 wrong usage or an unreadable
    script, 3 another result than recorded, 4 an input is not the file recorded, 5 a script of a newer
    language, 6 recorded by another version, 7 recorded with another embedder, 124 a limit of time,
    125 a limit of memory, 130 interrupted.
    `maa -c help` lists the commands.

    """

  package static var text: String {
    let forms = [
      ("maa", "the shell"), ("maa FILE.maa", "the shell, on a saved session"),
      ("maa LOG.jsonl", "the shell, on a trace log"),
    ]
    let more = Subcommand.allCases.map { ("maa \($0.form)", $0.summary) }
    let last = [
      ("maa -c 'STATEMENT; …'", "runs statements"), ("maa -", "runs statements from standard input"),
    ]
    let options = ProgramOption.all.filter { $0.name.hasPrefix("--") }
    let general = options.filter { $0.subcommands.isEmpty }
    var text =
      head + "\n" + listed(forms + more + last) + "\n" + listed(general.map { ($0.form, $0.summary) })
    for subcommand in Subcommand.allCases {
      let own = options.filter { $0.subcommands.contains(subcommand) }
      if own.isEmpty { continue }
      text += "\nmaa \(subcommand.rawValue)\n" + listed(own.map { ($0.form, $0.summary) })
    }
    return text + tail
  }

  /// Two columns; a form that is too wide has what it means below it.
  private static func listed(_ lines: [(form: String, summary: String)]) -> String {
    let widest = 30
    let width = lines.map(\.form.count).filter { $0 <= widest }.max() ?? 0
    return lines.map { form, summary in
      let gap = String(repeating: " ", count: max(0, width - form.count))
      if form.count <= width { return "  \(form)\(gap)  \(summary)\n" }
      return "  \(form)\n  \(String(repeating: " ", count: width))  \(summary)\n"
    }.joined()
  }
}
