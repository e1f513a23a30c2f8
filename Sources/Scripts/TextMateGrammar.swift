import Language
import Tables

/// A grammar by which editors colour sessions, made from the registry (https://macromates.com/manual/en/language_grammars).
/// The names of scopes are those that themes know.
package enum TextMateGrammar {
  package static func text(_ vocabulary: Vocabulary) -> String {
    let verbs = vocabulary.manuals.flatMap { [$0.verb] + $0.aliases }.filter { $0.allSatisfy(\.isLetter) }
    let verb = "(?:^|(?<=;))\\s*(\(verbs.sorted().joined(separator: "|")))(?=\\s|;|$)"
    let flags = Set(vocabulary.manuals.flatMap(\.allFlags).map(\.name)).sorted()
    let patterns = [
      match("^#>.*$", "markup.inserted.output.maa"), match("^#[=:] .*$", "comment.line.record.maa"),
      match("(?:^|(?<=\\s|;))#.*$", "comment.line.number-sign.maa"),
      match("^maa\\s+[0-9]+", "keyword.control.version.maa"),
      captured(verb, "keyword.other.verb.maa"),
      captured("(?<=\\s)(--(?:\(flags.joined(separator: "|"))))(?=[=\\s;]|$)", "entity.name.tag.flag.maa"),
      span(
        "\\$'", "'", "string.quoted.other.maa",
        inside: [match("\\\\(?:u\\{[0-9a-fA-F]+\\}|.)", "constant.character.escape.maa")]),
      span("'", "'", "string.quoted.single.maa"),
      span(
        "\"", "\"", "string.quoted.double.maa",
        inside: [match("\\\\.", "constant.character.escape.maa"), parameter]),
      parameter, match("\\b(?:op|w):[0-9a-f]{8,64}\\b", "constant.other.fingerprint.maa"),
      match("\\bU[0-9]+\\b", "variable.other.unit.maa"),
      match("(?<![\\w.])[-+]?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\\w.])", "constant.numeric.maa"),
      match(
        "\\b(?:where|order by|limit|select|from|and|or|not|desc|group by)\\b", "keyword.operator.sql.maa"),
      match("(?<=\\s)(?:=|!=|<=?|>=?|:)(?=\\s)", "keyword.operator.comparison.maa"),
      match("\\\\$", "punctuation.separator.continuation.maa"),
      match(";", "punctuation.terminator.statement.maa"),
    ]
    return """
      {
        "name": "maa session",
        "scopeName": "source.maa",
        "fileTypes": ["maa"],
        "firstLineMatch": "^maa\\\\s+[0-9]+",
        "patterns": [
          \(patterns.joined(separator: ",\n    "))
        ]
      }

      """
  }

  private static let parameter = match(
    "\\$(?:[A-Za-z_][A-Za-z0-9_]*|\\{[A-Za-z_][A-Za-z0-9_]*\\})", "variable.parameter.maa")

  private static func match(_ pattern: String, _ scope: String) -> String {
    "{\"match\": \(JSONText.quoted(pattern)), \"name\": \(JSONText.quoted(scope))}"
  }

  private static func captured(_ pattern: String, _ scope: String) -> String {
    "{\"match\": \(JSONText.quoted(pattern)), \"captures\": {\"1\": {\"name\": \(JSONText.quoted(scope))}}}"
  }

  private static func span(_ begin: String, _ end: String, _ scope: String, inside: [String] = []) -> String {
    "{\"begin\": \(JSONText.quoted(begin)), \"end\": \(JSONText.quoted(end)), \"name\": \(JSONText.quoted(scope)), "
      + "\"patterns\": [\(inside.joined(separator: ", "))]}"
  }
}
