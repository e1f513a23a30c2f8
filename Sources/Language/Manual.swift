/// All that is known of a command apart from what it does: parsing, help, completion, the manual and the
/// tests read it from here.
package struct Manual: Sendable {
  package enum Group: String, Sendable, CaseIterable {
    case input = "Input"
    case settings = "Settings"
    case merges = "Merges and decisions"
    case evidence = "Evidence"
    case memory = "Pool and memory"
    case live = "A model in the loop"
    case session = "Session"
  }

  package enum Effect: Sendable {
    /// May change the study; recorded and run again when a session is folded.
    case study
    /// Shows something; recorded, so that a replay shows it again.
    case look
    /// Works on the session itself; not recorded.
    case session
  }

  package let verb: String
  package var aliases: [String] = []
  package let group: Group
  package let effect: Effect
  /// One line, without a full stop.
  package let summary: String
  package var words: [Positional] = []
  /// How usage shows the words, where their names alone would mislead.
  package var form: String?
  package var flags: [Flag] = []
  /// Nil: whatever looks shows a table.
  package var showsTable: Bool?
  /// Its picture can be written to a file, or shown as numbers.
  package var draws = false
  /// Comments on lines of their own are statements of this verb.
  package var takesComments = false
  /// It gives the parameter that its first word names.
  package var declaresParameter = false
  /// The rows it shows may be named by later statements, so that folding runs it, though it only looks.
  package var showsRows = false
  /// After the first word comes a statement, whose flags are its own.
  package var takesStatement = false
  /// Which words are SQL, if any.
  package var sql: SQLForm?
  /// Paragraphs.
  package var details = ""
  package let examples: [Example]

  package init(
    verb: String, aliases: [String] = [], group: Group, effect: Effect, summary: String,
    words: [Positional] = [], form: String? = nil, flags: [Flag] = [], showsTable: Bool? = nil,
    draws: Bool = false, takesComments: Bool = false, declaresParameter: Bool = false,
    showsRows: Bool = false, takesStatement: Bool = false, sql: SQLForm? = nil, details: String = "",
    examples: [Example]
  ) {
    (self.verb, self.aliases, self.group) = (verb, aliases, group)
    (self.effect, self.summary, self.words) = (effect, summary, words)
    (self.form, self.flags, self.showsTable) = (form, flags, showsTable)
    (self.draws, self.takesComments, self.declaresParameter) = (draws, takesComments, declaresParameter)
    (self.showsRows, self.takesStatement, self.sql) = (showsRows, takesStatement, sql)
    (self.details, self.examples) = (details, examples)
  }
}

/// Where SQL stands in a statement.
package enum SQLForm: Sendable, Equatable {
  /// All words are one query.
  case query
  /// `where`, `order by` and `limit` over the columns of this table come after the words.
  case clauses(of: String)
}

package struct Positional: Sendable {
  package let name: String
  package let kind: ValueKind
  package var isOptional = false
  package var repeats = false

  package init(_ name: String, _ kind: ValueKind, optional: Bool = false, repeats: Bool = false) {
    self.name = name
    self.kind = kind
    self.isOptional = optional
    self.repeats = repeats
  }
}

package struct Flag: Sendable {
  package let name: String
  /// What older scripts call it.
  package let earlier: String?
  /// Nil for a switch.
  package let value: ValueKind?
  package let summary: String
  package let isRequired: Bool

  package init(
    _ name: String, _ value: ValueKind? = nil, _ summary: String, required: Bool = false,
    earlier: String? = nil
  ) {
    (self.name, self.earlier) = (name, earlier)
    self.value = value
    self.summary = summary
    self.isRequired = required
  }
}

/// What a word stands for: how it is checked and completed.
package enum ValueKind: Sendable, Equatable {
  case text
  case number
  case count
  case existingFile
  case newFile
  /// `U12`, `w:1f3a90c2`, or the log's own id of a proposal.
  case operation
  case setting
  case verb
  case measure
  case parameter
  case choice([String])
  /// The same of so many words that usage has a name in their place.
  case named(String, [String])

  /// How usage lines call it.
  package var placeholder: String {
    switch self {
    case .text: "TEXT"
    case .number: "X"
    case .count: "N"
    case .existingFile, .newFile: "FILE"
    case .operation: "WORDING"
    case .setting: "SETTING"
    case .verb: "VERB"
    case .measure: "MEASURE"
    case .parameter: "NAME"
    case .choice(let names): names.joined(separator: "|")
    case .named(let name, _): name
    }
  }
}

/// Statements that show a command at work. The tests run every one of them.
package struct Example: Sendable {
  package let statement: String
  package let comment: String
  /// What must have happened before; not shown.
  package let after: String

  package init(_ statement: String, _ comment: String, after: String = "load datasets/kitchen.jsonl") {
    self.statement = statement
    self.comment = comment
    self.after = after
  }
}

extension Manual {
  /// The command's own flags, those of whatever draws, and `--wide` for whatever shows a table.
  package var allFlags: [Flag] {
    flags + (draws ? drawingFlags : [])
      + (showsTable ?? (effect == .look) ? [Flag("wide", nil, "shows every column in full")] : [])
  }

  /// One line such as `merges [--kind near|merged] [--limit N]`.
  package var usage: String {
    let words = [verb] + (form.map { [$0] } ?? wordForms) + clauseForms
    let whole = (words + allFlags.map(Manual.form(of:))).joined(separator: " ")
    guard whole.count > 96 else { return whole }
    // A line of thirty flags tells nobody anything; help lists them below it.
    return (words + allFlags.filter(\.isRequired).map(Manual.form(of:)) + ["[FLAG…]"]).joined(separator: " ")
  }

  private static func form(of flag: Flag) -> String {
    let form = flag.value.map { "--\(flag.name) \($0.placeholder)" } ?? "--\(flag.name)"
    return flag.isRequired ? form : "[\(form)]"
  }

  private var clauseForms: [String] {
    guard case .clauses? = sql else { return [] }
    return ["[where EXPR]", "[order by EXPR]", "[limit N]"]
  }

  private var wordForms: [String] {
    words.map { word in
      let shown: String
      if case .choice(let names) = word.kind {
        shown = names.joined(separator: "|")
      } else {
        shown = word.name
      }
      let repeated = word.repeats ? "\(shown)…" : shown
      return word.isOptional ? "[\(repeated)]" : repeated
    }
  }
}
