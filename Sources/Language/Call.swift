/// A statement understood: which verb, which words, which flags. Parameters are expanded.
package struct Call: Sendable {
  package let manual: Manual
  package private(set) var words: [String] = []
  /// Values of the flags given; a switch has the value "".
  package private(set) var flags: [String: String] = [:]
  private var sourceWords: [Word] = []
  private var sqlWords: [Word] = []
  private var sourceFlags: [String: Word?] = [:]

  /// Checks a statement against the manual of its verb; `parameters` nil checks form only, without values.
  package init(_ statement: Statement, in vocabulary: Vocabulary, parameters: Parameters?) throws {
    manual = try vocabulary.manual(of: statement)
    switch statement.body {
    case .note(let text):
      words = [text]
      sourceWords = [Word(text)]
    case .words(let words):
      try refusePipes(words)
      try sort(words.dropFirst())
      try checkWordCount()
      if let parameters { try expand(with: parameters) }
    }
  }

  package subscript(flag: String) -> String? { flags[flag] }

  package func has(_ flag: String) -> Bool { sourceFlags[flag] != nil }

  /// A recorded flag that the person did not type, such as a file's hash.
  package mutating func record(_ flag: String, _ value: String) {
    flags[flag] = value
    sourceFlags[flag] = Word(value)
  }

  /// With parameters as their names, for whoever looks at a statement that does not run.
  package func withLiterals() -> Call {
    var call = self
    call.words = sourceWords.map(\.spelled)
    for (name, word) in sourceFlags { call.flags[name] = word?.spelled ?? "" }
    return call
  }

  /// Words and values of flags with what they stand for, under the names that messages give them. SQL is left out.
  package var typedValues: [(kind: ValueKind, name: String, value: String)] {
    let typed = words.enumerated().compactMap { index, word in
      kind(ofWord: index).map { ($0.kind, $0.name, word) }
    }
    let flagged = manual.allFlags.compactMap { flag in
      flag.value.flatMap { kind in flags[flag.name].map { (kind, "--\(flag.name)", $0) } }
    }
    return typed + flagged
  }

  /// The last word of a manual may stand for many.
  private func kind(ofWord index: Int) -> Positional? {
    manual.words.indices.contains(index) ? manual.words[index] : manual.words.last
  }

  /// A flag that said how to do what is done now.
  package mutating func drop(_ flag: String) {
    flags[flag] = nil
    sourceFlags[flag] = nil
  }

  /// Values that name files, as the session finds them. What is recorded stays as it was typed.
  package mutating func placeFiles(_ place: (ValueKind, String) -> String) {
    for index in words.indices {
      guard let word = kind(ofWord: index) else { break }
      words[index] = place(word.kind, words[index])
    }
    for flag in manual.allFlags {
      guard let kind = flag.value, let value = flags[flag.name] else { continue }
      // `--to 12` of a trajectory is a batch.
      if Int(value) == nil { flags[flag.name] = place(kind, value) }
    }
  }

  /// The words of SQL; nil where there are none.
  package var sql: String? { sqlWords.isEmpty ? nil : SQLWords.text(of: sqlWords) }

  /// Records another spelling of a word: the fingerprint where a person typed a row or a unit.
  package mutating func record(word index: Int, as text: String) {
    guard sourceWords.indices.contains(index), sourceWords[index].literal != nil else { return }
    sourceWords[index] = Word(text)
  }

  /// The statement as it is recorded: one spelling for one meaning.
  package var canonical: String {
    let words = [Word(manual.verb)] + sourceWords.map(\.keptFromBeingAFlag)
    let flags = manual.allFlags.flatMap { flag -> [String] in
      guard let word = sourceFlags[flag.name] else { return [] }
      return ["--\(flag.name)"] + (word.map { [Quoting.quoted($0)] } ?? [])
    }
    let query = sql.map { [SQLWords.written($0, verb: manual.verb)] } ?? []
    return (words.map { Quoting.quoted($0) } + query + flags).joined(separator: " ")
  }

  /// Whether a word of the statement takes its value from a parameter that the command line set.
  package func dependsOnOverride(_ parameters: Parameters) -> Bool {
    sourceWords.contains { word in
      word.pieces.contains { piece in
        if case .parameter(let name) = piece { parameters.overrides[name] != nil } else { false }
      }
    }
  }
}

extension Call {
  /// In SQL a bar is an operator.
  private func refusePipes(_ words: [Word]) throws {
    guard manual.sql != .query, let bar = words.firstIndex(where: { $0.literal == "|" }) else { return }
    let program = words.dropFirst(bar + 1).first?.literal ?? "CMD"
    throw StatementFault.pipe(to: program, verb: manual.verb)
  }

  /// Separates words from flags, which may stand anywhere; after `--` there are only words.
  private mutating func sort(_ source: ArraySlice<Word>) throws {
    var rest = source
    while let word = rest.popFirst() {
      if word.isFlagsEnd {
        while let word = rest.popFirst() { take(word, before: rest.first) }
        return
      }
      guard let (name, attached) = word.asFlag else {
        take(word, before: rest.first)
        if manual.takesStatement && sourceWords.count > 1 {
          sourceWords += rest
          return
        }
        continue
      }
      try take(flag: name, attached: attached, from: &rest)
    }
  }

  /// Behind the first word of SQL all words are SQL.
  private mutating func take(_ word: Word, before next: Word?) {
    let begins = sqlWords.isEmpty && manual.sql.map { SQLWords.begins($0, with: word, next) } ?? false
    if begins || !sqlWords.isEmpty { sqlWords.append(word) } else { sourceWords.append(word) }
  }

  private mutating func take(flag name: String, attached: Word?, from rest: inout ArraySlice<Word>) throws {
    guard let flag = manual.allFlags.first(where: { $0.name == name || $0.earlier == name }) else {
      let known = manual.allFlags.map(\.name)
      throw StatementFault.unknownFlag(
        name, verb: manual.verb, suggestion: suggestion(for: name, among: known), known: known)
    }
    guard sourceFlags[flag.name] == nil else { throw StatementFault.repeatedFlag(name) }
    guard flag.value != nil else {
      if attached != nil { throw StatementFault.valueForSwitch(name) }
      sourceFlags[flag.name] = .some(nil)
      return
    }
    guard let value = attached ?? rest.popFirst() else { throw StatementFault.missingValue(flag: name) }
    sourceFlags[flag.name] = value
  }

  private func checkWordCount() throws {
    let manual = self.manual
    let required = manual.words.filter { !$0.isOptional }
    if sourceWords.count + (manual.sql == .query ? sqlWords.count : 0) < required.count {
      throw StatementFault.missingWord(manual.words[sourceWords.count].name, usage: manual.usage)
    }
    let isOpen = manual.words.contains { $0.repeats }
    if !isOpen, sourceWords.count > manual.words.count {
      let extra = Quoting.quoted(sourceWords[manual.words.count])
      throw StatementFault.extraWord(extra, usage: manual.usage)
    }
  }

  private mutating func expand(with parameters: Parameters) throws {
    words = try sourceWords.map { try $0.expanded(with: parameters) }
    for (name, word) in sourceFlags { flags[name] = try word?.expanded(with: parameters) ?? "" }
  }
}

extension Word {
  /// Quoted where it would be read as a flag, having come after `--`.
  fileprivate var keptFromBeingAFlag: Word {
    guard case .text(let first)? = pieces.first, first.unicodeScalars.first == "-" else { return self }
    var word = self
    word.isQuoted = true
    return word
  }

  var isFlagsEnd: Bool { !isQuoted && literal == "--" }

  /// `--name` or `--name=value`.
  var asFlag: (name: String, attached: Word?)? {
    guard !isFlagsEnd, case .text(let first)? = pieces.first, first.hasPrefix("--") else { return nil }
    let body = first.dropFirst(2)
    guard let equals = body.firstIndex(of: "=") else {
      // A quoted word is a flag's value or a text, never a flag.
      return isQuoted || pieces.count > 1 ? nil : (String(body), nil)
    }
    var value = self
    value.pieces[0] = .text(String(body[body.index(after: equals)...]))
    return (String(body[..<equals]), value)
  }
}

extension Call {
  /// The words from one on, as a statement of their own.
  package func statement(from index: Int) -> Statement? {
    guard index < sourceWords.count else { return nil }
    return Statement(body: .words(Array(sourceWords[index...])), line: 1)
  }

  package func number(_ text: String, for name: String) throws -> Double {
    guard let value = decimal(text) else {
      throw StatementFault.badValue(name: name, seen: text, expected: "a number")
    }
    return value
  }

  /// The value of a flag that counts something.
  package func count(of flag: String) throws -> Int? {
    guard let text = flags[flag] else { return nil }
    guard let value = Int(text), value >= 0 else {
      throw StatementFault.badValue(name: "--\(flag)", seen: text, expected: "a whole number from 0")
    }
    return value
  }

  package func choice<Choice: RawRepresentable & CaseIterable>(_ text: String, for name: String) throws
    -> Choice where Choice.RawValue == String
  {
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    throw StatementFault.badChoice(
      name: name, seen: text, choices: names, suggestion: suggestion(for: text, among: names))
  }
}

/// A finite number in decimal form; hexadecimal, `nan` and `inf` are texts.
package func decimal(_ text: String) -> Double? {
  guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
  return Double(text).flatMap { $0.isFinite ? $0 : nil }
}
