/// Why a server gave no answer. Data only: `Phrasing` has the words. Texts from outside are short, and the key
/// is taken out of them; whoever shows them makes them harmless.
package enum HTTPFault: Error, Equatable {
  package enum URLFlaw: Sendable, Equatable {
    case characters, scheme, host
    /// A user name, with or without a password.
    case password
    /// A query that holds a key or the like.
    case secret
  }

  case badURL(URLFlaw)
  case emptyModel
  /// What should name an environment variable may be the key itself, so it is not kept.
  case badVariableName
  case noLibrary
  case noKey(variable: String)
  case badKey(variable: String)
  case outOfMemory
  /// The transfer failed; `reason` is a phrase, `tries` how often it was tried.
  case noAnswer(host: String, reason: String, tries: Int)
  case redirected(host: String, to: String)
  /// The server answered with an error. `sentKey` says whether it was given a key.
  case refused(host: String, status: Int, message: String, tries: Int, sentKey: Bool)
  /// The server wants a longer pause than anyone would sit through.
  case longWait(host: String, seconds: Int)
  case tooLarge(host: String, limit: Int)
  case notJSON(host: String, seen: String)
  /// What is no JSON beyond a word that JSON does not have; `word` as it stands there, `byte` its place from 1.
  case notJSONNumber(host: String, word: String, byte: Int)
  /// JSON that ends in the middle, though the server closed the connection as if it were all.
  case cutOff(host: String, bytes: Int, tries: Int)

  /// Whether the statement that was refused may hold a key, or a password: then nobody should write it down.
  package var mayConcernSecret: Bool {
    switch self {
    case .badURL, .badVariableName: true
    // A key of a kind that nobody has thought of: names of variables are upper-case by custom.
    case .noKey(let variable): variable.contains(where: \.isLowercase)
    default: false
    }
  }
}

/// The beginning of a text, on one line.
package func shortened(_ text: String, to most: Int = 160) -> String {
  let head = text.unicodeScalars.prefix(8 * most)
  let words = head.split { $0.properties.isWhitespace }.map { String(String.UnicodeScalarView($0)) }
  let line = words.joined(separator: " ").unicodeScalars
  let isWhole = line.count <= most && head.endIndex == text.unicodeScalars.endIndex
  return isWhole ? String(line) : String(String.UnicodeScalarView(line.prefix(most))) + "…"
}
