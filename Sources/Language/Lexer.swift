/// Why a source text cannot be read as statements.
package enum LanguageFault: Error, Equatable {
  case unclosedQuote(quote: String, line: Int, column: Int)
  /// A backslash is the last character.
  case openEnd(line: Int)
  case badEscape(String, line: Int, column: Int)
  case badParameter(line: Int, column: Int)

  /// Whether more text could mend it: the shell then asks for another line.
  package var wantsMore: Bool {
    switch self {
    case .unclosedQuote, .openEnd: true
    case .badEscape, .badParameter: false
    }
  }
}

/// Reads statements as a POSIX shell reads words: `'…'`, `"…"`, `$'…'`, `\`, `#`, `;`, `$name`.
package struct Lexer {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private var lineStart = 0
  /// Where the statement that was read last ends, and what was passed on the way to it; for whoever wants the layout, too.
  private(set) var lastLine = 1
  var passed = Passed()

  package static func statements(in source: String) throws -> [Statement] {
    var lexer = Lexer(source)
    var statements: [Statement] = []
    while let statement = try lexer.next() { statements.append(statement.inFull) }
    return statements
  }

  init(_ source: String) { scalars = Array(streamSafe(source).unicodeScalars) }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
  private var following: Unicode.Scalar? { position + 1 < scalars.count ? scalars[position + 1] : nil }
  private var column: Int { position - lineStart + 1 }

  private mutating func advance() {
    if scalars[position] == "\n" {
      line += 1
      lineStart = position + 1
    }
    position += 1
  }

  mutating func next() throws -> Statement? {
    var words: [Word] = []
    while let scalar = current {
      switch scalar {
      case " ", "\t", "\r": advance()
      case "\n", ";":
        let ended = line
        advance()
        if let first = words.first {
          lastLine = ended
          return Statement(body: .words(words), line: min(first.line, ended))
        }
      case "#":
        if let note = note(standsAlone: words.isEmpty && beginsLine()) { return note }
      case "\\" where following == "\n":
        let continued = line
        advance()
        advance()
        if current == nil { throw LanguageFault.openEnd(line: continued) }
      default: words.append(try word())
      }
    }
    lastLine = line
    return words.first.map { Statement(body: .words(words), line: $0.line) }
  }

  /// A comment is a note where it has its line to itself and records no result.
  private mutating func note(standsAlone: Bool) -> Statement? {
    let start = line
    let mark = standsAlone ? recordMark : nil
    let text = comment()
    guard mark == nil, standsAlone else {
      passed.add(text, mark, line: start)
      return nil
    }
    lastLine = start
    return Statement(body: .note(text), line: start)
  }

  private var recordMark: RecordedLine.Mark? {
    let end = position + 2 < scalars.count ? scalars[position + 2] : "\n"
    return " \r\n".unicodeScalars.contains(end) ? following.flatMap { RecordedLine.Mark(rawValue: $0) } : nil
  }

  private func beginsLine() -> Bool {
    scalars[lineStart..<position].allSatisfy { $0 == " " || $0 == "\t" }
  }

  private mutating func comment() -> String {
    var text = String.UnicodeScalarView()
    advance()
    if current == " " { advance() }
    while let scalar = current, scalar != "\n" {
      text.append(scalar)
      advance()
    }
    if text.last == "\r" { text.removeLast() }
    return String(text)
  }

  private mutating func word() throws -> Word {
    let start = position
    var word = try spelledWord()
    word.source = String(String.UnicodeScalarView(scalars[start..<position]))
    return word
  }

  private mutating func spelledWord() throws -> Word {
    var builder = WordBuilder(line: line, column: column)
    while let scalar = current {
      switch scalar {
      case " ", "\t", "\r", "\n", ";": return builder.word
      case "'": try singleQuoted(into: &builder)
      case "\"": try doubleQuoted(into: &builder)
      case "\\": try backslash(into: &builder)
      case "$": try dollar(into: &builder, insideQuotes: false)
      default:
        builder.append(scalar)
        advance()
      }
    }
    return builder.word
  }

  private mutating func singleQuoted(into builder: inout WordBuilder) throws {
    let opened = LanguageFault.unclosedQuote(quote: "'", line: line, column: column)
    builder.isQuoted = true
    advance()
    while let scalar = current {
      advance()
      if scalar == "'" { return }
      builder.append(scalar)
    }
    throw opened
  }

  private mutating func doubleQuoted(into builder: inout WordBuilder) throws {
    let opened = LanguageFault.unclosedQuote(quote: "\"", line: line, column: column)
    builder.isQuoted = true
    advance()
    while let scalar = current {
      switch scalar {
      case "\"":
        advance()
        return
      case "$": try dollar(into: &builder, insideQuotes: true)
      case "\\":
        advance()
        guard let escaped = current else { throw opened }
        if !"\"\\$`\n".unicodeScalars.contains(escaped) { builder.append("\\") }
        if escaped != "\n" { builder.append(escaped) }
        advance()
      default:
        builder.append(scalar)
        advance()
      }
    }
    throw opened
  }

  private mutating func backslash(into builder: inout WordBuilder) throws {
    let start = line
    advance()
    guard let escaped = current else { throw LanguageFault.openEnd(line: start) }
    if escaped != "\n" {
      builder.isQuoted = true
      builder.append(escaped)
    }
    advance()
  }
}

extension Lexer {
  /// `$name`, `${name}`, `$'…'`; a dollar before anything else is a dollar.
  private mutating func dollar(into builder: inout WordBuilder, insideQuotes: Bool) throws {
    let place = LanguageFault.badParameter(line: line, column: column)
    if following == "'", !insideQuotes { return try dollarQuoted(into: &builder) }
    if following == "{" {
      advance()
      advance()
      let name = parameterName()
      guard !name.isEmpty, current == "}" else { throw place }
      advance()
      return builder.appendParameter(name)
    }
    advance()
    let name = parameterName()
    if name.isEmpty { builder.append("$") } else { builder.appendParameter(name) }
  }

  private mutating func parameterName() -> String {
    var name = ""
    while let scalar = current, Parameters.allows(scalar, first: name.isEmpty) {
      name.unicodeScalars.append(scalar)
      advance()
    }
    return name
  }

  private mutating func dollarQuoted(into builder: inout WordBuilder) throws {
    let opened = LanguageFault.unclosedQuote(quote: "$'", line: line, column: column)
    builder.isQuoted = true
    advance()
    advance()
    while let scalar = current {
      if scalar == "'" {
        advance()
        return
      }
      if scalar == "\\" {
        builder.append(try escape(orElse: opened))
      } else {
        builder.append(scalar)
        advance()
      }
    }
    throw opened
  }

  private mutating func escape(orElse opened: LanguageFault) throws -> Unicode.Scalar {
    let (line, column) = (line, column)
    advance()
    guard let kind = current else { throw opened }
    advance()
    switch kind {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "e": return "\u{1b}"
    case "\\", "'", "\"": return kind
    case "u":
      if let scalar = braced() { return scalar }
      fallthrough
    default: throw LanguageFault.badEscape("\\\(kind)", line: line, column: column)
    }
  }

  /// The scalar of `\u{…}`, with the position behind `\u`.
  private mutating func braced() -> Unicode.Scalar? {
    guard current == "{" else { return nil }
    var digits = ""
    advance()
    while let scalar = current, scalar != "}", digits.unicodeScalars.count < 8 {
      digits.unicodeScalars.append(scalar)
      advance()
    }
    guard current == "}" else { return nil }
    advance()
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }
}
