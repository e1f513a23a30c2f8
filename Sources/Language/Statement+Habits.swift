/// What people type out of habit, as statements of this language.
extension Statement {
  /// A bare query is one of `sql`; `.tables` and `.schema`, behind `sql` too, ask for what sqlite3 shows for them.
  var inFull: Statement {
    guard let first = words.first?.literal?.lowercased() else { return self }
    var full = self
    switch first {
    case "select", "with", "values": full.body = .words([Word("sql")] + words)
    case ".tables": full.body = .words([Word("sql"), Word("--schema")] + words.dropFirst())
    case ".schema": full.body = .words([Word("sql")] + words.dropFirst() + [Word("--schema")])
    case ".quit", ".exit": full.body = .words([Word("quit")] + words.dropFirst())
    case ".help": full.body = .words([Word("help")] + words.dropFirst())
    case "sql":
      guard words.dropFirst().first?.literal?.hasPrefix(".") == true else { return self }
      full.body = .words(Array(words.dropFirst()))
      return full.inFull
    default: break
    }
    return full
  }
}
