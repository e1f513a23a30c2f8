import Spans

/// Lists and objects in cells of a table that Python printed: quoted by apostrophes, with True, False and None.
enum PythonText {
  /// What a cell says; the text itself where it says neither JSON nor anything of Python's.
  static func unfolded(_ text: String) -> AttributeValue {
    let value = AttributeValue.text(text).unfolded
    guard case .text = value, let first = text.first, first == "[" || first == "{" else { return value }
    let json = AttributeValue.text(asJSON(text)).unfolded
    if case .text = json { return value }
    return json
  }

  /// One pass: texts keep what is in them, words outside of them are translated.
  private static func asJSON(_ text: String) -> String {
    var (json, word) = ("", "")
    var quote: Character?
    var isEscaped = false
    for character in text {
      if let open = quote {
        take(character, in: open, &quote, &isEscaped, into: &json)
      } else if character == "'" || character == "\"" {
        quote = character
        json.append("\"")
      } else if character.isLetter {
        word.append(character)
      } else {
        json += flushed(&word)
        json.append(character)
      }
    }
    return json + flushed(&word)
  }

  private static func take(
    _ character: Character, in open: Character, _ quote: inout Character?, _ isEscaped: inout Bool,
    into json: inout String
  ) {
    if isEscaped {
      isEscaped = false
      json += character == "'" ? "'" : "\\\(character)"
    } else if character == "\\" {
      isEscaped = true
    } else if character == open {
      quote = nil
      json.append("\"")
    } else {
      json += character == "\"" ? "\\\"" : String(character)
    }
  }

  private static func flushed(_ word: inout String) -> String {
    defer { word = "" }
    switch word {
    case "True": return "true"
    case "False": return "false"
    case "None", "nan": return "null"
    default: return word
    }
  }
}
