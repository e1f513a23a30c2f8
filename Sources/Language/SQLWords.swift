/// SQL among the words of a statement.
///
/// Its quotes are SQL's own: words are taken as they were typed. A text that is quoted as a whole is what it says.
/// Parameters stay names, which SQL has, too: their values are bound, never written into the text.
enum SQLWords {
  /// Whether SQL begins with `word`.
  static func begins(_ form: SQLForm, with word: Word, _ next: Word?) -> Bool {
    guard case .clauses = form else { return true }
    guard !word.isQuoted, let next else { return word.isKeyword("where") }
    return word.isKeyword("where") || word.isKeyword("limit")
      || word.isKeyword("order") && next.isKeyword("by")
  }

  static func text(of words: [Word]) -> String {
    let lead = words.prefix(leadCount(words))
    let rest = words.dropFirst(lead.count)
    guard rest.count == 1, let only = rest.first, only.isQuoted else {
      return words.map(\.asSQL).joined(separator: " ")
    }
    return (lead.map(\.asSQL) + [only.spelled]).joined(separator: " ")
  }

  /// One line that is read as the same SQL again: as it stands where that is possible, else quoted.
  static func written(_ sql: String, verb: String) -> String {
    if !sql.unicodeScalars.contains(where: Quoting.isControl), isReadBack(sql, verb) { return sql }
    let words = (try? Lexer.statements(in: sql).first?.words) ?? []
    let lead = words.prefix(leadCount(words)).compactMap(\.literal)
    let rest = sql.dropFirst(lead.joined(separator: " ").count)
    let body = rest.first == " " ? String(rest.dropFirst()) : String(rest)
    let quoted = Quoting.quoted(body)
    return (lead + [quoted == body ? "'\(body)'" : quoted]).joined(separator: " ")
  }

  /// How many words stand before what could be quoted as a whole: `where`, `order by`.
  private static func leadCount(_ words: [Word]) -> Int {
    guard let first = words.first else { return 0 }
    if first.isKeyword("where") { return 1 }
    return first.isKeyword("order") && words.count > 1 && words[1].isKeyword("by") ? 2 : 0
  }

  private static func isReadBack(_ sql: String, _ verb: String) -> Bool {
    guard let read = try? Lexer.statements(in: "\(verb) \(sql)"), read.count == 1, let statement = read.first
    else { return false }
    let words = Array(statement.words.dropFirst())
    return words.allSatisfy { $0.asFlag == nil && !$0.isFlagsEnd } && text(of: words) == sql
  }
}

extension Word {
  func isKeyword(_ keyword: String) -> Bool { !isQuoted && literal?.lowercased() == keyword }

  /// As it was typed, as far as SQL reads it the same way.
  fileprivate var asSQL: String {
    guard let source else { return spelled }
    // Neither `$'…'` nor `${…}` is SQL.
    if source.hasPrefix("$'"), let literal { return "'" + literal.doublingQuotes + "'" }
    return source.contains("${") && !source.hasPrefix("'") ? spelled : source
  }
}

extension String {
  fileprivate var doublingQuotes: String {
    String(String.UnicodeScalarView(unicodeScalars.flatMap { $0 == "'" ? [$0, $0] : [$0] }))
  }
}
