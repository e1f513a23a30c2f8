import Files

/// The secret that a server knows its callers by. Read from the environment when a request is made, kept by
/// nothing that is recorded, and taken out of whatever a server says.
struct APIKey {
  private let secret: String

  /// Many people have this one set for other programs; it goes to nobody else than it is meant for.
  static let openAIVariable = "OPENAI_API_KEY"

  /// Nil where there is none: servers on one's own machine rarely want one.
  static func read(for endpoint: HTTPEndpoint) throws(HTTPFault) -> APIKey? {
    if let variable = endpoint.keyVariable {
      guard let key = try read(variable) else { throw .noKey(variable: variable) }
      return key
    }
    if let key = try read(endpoint.usualKeyVariable) { return key }
    let isMeantForIt =
      endpoint.isThisMachine || endpoint.host == "openai.com" || endpoint.host.hasSuffix(".openai.com")
    return isMeantForIt ? try read(openAIVariable) : nil
  }

  /// Whether a text may name a variable. A key may look like a name: `hf_…` does. A variable that is set names itself;
  /// of others, what looks as if drawn at random is taken for a key.
  static func mayBeVariable(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    guard text.utf8.allSatisfy({ HTTPAddress.isAlphanumeric($0) || $0 == UInt8(ascii: "_") }) else {
      return false
    }
    return Environment[text] != nil || !text.split(separator: "_").contains { looksRandom($0) }
  }

  /// As people write the names of variables, and nobody writes a key: in capitals, digits at the end at most.
  static func isWrittenAsVariable(_ text: String) -> Bool {
    let isLetter: (UInt8) -> Bool = { (0x41...0x5a).contains($0) || $0 == UInt8(ascii: "_") }
    let rest = text.utf8.drop(while: isLetter)
    return rest.startIndex > text.utf8.startIndex && rest.allSatisfy { (0x30...0x39).contains($0) }
      && rest.count < 4
  }

  /// Sixteen characters or more without a break, and letters of both kinds or digits among them.
  private static func looksRandom(_ part: Substring) -> Bool {
    let kinds = [
      part.contains(where: \.isUppercase), part.contains(where: \.isLowercase),
      part.contains(where: \.isNumber),
    ]
    return part.utf8.count >= 16 && kinds.count { $0 } > 1
  }

  private static func read(_ variable: String) throws(HTTPFault) -> APIKey? {
    guard let value = Environment[variable] else { return nil }
    let secret = trimmed(value)
    if secret.isEmpty { return nil }
    // Anything else could end the header and begin another.
    guard secret.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .badKey(variable: variable) }
    return APIKey(secret: secret)
  }

  /// Files that hold keys often end in a line end.
  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  var header: String { "Authorization: Bearer \(secret)" }

  /// By bytes: a character joined to its end would make another string of it, and no other key.
  func hidden(in text: String) -> String {
    let (bytes, secret) = (Array(text.utf8), Array(secret.utf8))
    var shown: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place...].starts(with: secret) {
        shown += "[key]".utf8
        place += secret.count
      } else {
        shown.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: shown, as: UTF8.self)
  }
}
