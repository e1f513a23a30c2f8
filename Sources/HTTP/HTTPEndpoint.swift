/// Where a model is asked, as a session records it. It names the variable that holds the key, never the key.
package struct HTTPEndpoint: Sendable, Hashable {
  package let url: String
  package let model: String
  /// Nil looks into `usualKeyVariable`, and into that of OpenAI where the server is theirs.
  package let keyVariable: String?
  /// The key of a model of one kind goes to no server of another.
  package let usualKeyVariable: String
  package let host: String

  /// An address without a path gets the usual one; any other path is taken as it is.
  package init(
    url: String, model: String, keyVariable: String? = nil, usualPath: String = "/v1/embeddings",
    usualKeyVariable: String = "MAA_EMBEDDING_KEY"
  ) throws(HTTPFault) {
    let address = try HTTPAddress(url, usualPath: usualPath)
    guard !model.isEmpty else { throw .emptyModel }
    // A key given in the place of its variable's name must not be recorded, nor shown.
    guard keyVariable.map(APIKey.mayBeVariable) ?? true else { throw .badVariableName }
    self.url = address.text
    self.host = address.host
    self.model = model
    self.keyVariable = keyVariable
    self.usualKeyVariable = usualKeyVariable
  }

  /// As `embed` and `settings` show it.
  package var text: String { "\(url) \(model)" }

  /// Nobody between here and the server can read along.
  package var isPrivate: Bool { url.hasPrefix("https://") || isThisMachine }

  var isThisMachine: Bool { host == "localhost" || host == "[::1]" || HTTPAddress.isLoopback(host) }

  /// Throws where the key that it names, or that it would find, is none; where it is not there, only if what names it
  /// might be the key itself. A variable that is not set is missed when a request is made: vectors may all be kept.
  package func checkKey() throws(HTTPFault) {
    do { _ = try APIKey.read(for: self) } catch {
      guard case .noKey(let variable) = error, APIKey.isWrittenAsVariable(variable) else { throw error }
    }
  }
}

/// An address of http or https (RFC 3986), in the narrow form that every reader of addresses takes alike.
struct HTTPAddress {
  let text: String
  let host: String

  /// What addresses cannot hold unescaped, and `#`, which is never sent.
  private static let forbidden = Array("\\\"<>^`{|}#".utf8)

  init(_ text: String, usualPath: String) throws(HTTPFault) {
    guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && !HTTPAddress.forbidden.contains($0) }) else {
      throw .badURL(.characters)
    }
    guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) else {
      throw .badURL(.scheme)
    }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@") else { throw .badURL(.password) }
    guard let host = HTTPAddress.host(of: authority.lowercased()) else { throw .badURL(.host) }
    let (path, query) = HTTPAddress.split(rest.dropFirst(authority.count))
    guard !HTTPAddress.holdsSecret(query) else { throw .badURL(.secret) }
    self.host = host
    self.text =
      scheme + authority.lowercased() + (path.isEmpty || path == "/" ? usualPath : path) + query
  }

  private static func split(_ rest: Substring) -> (path: String, query: String) {
    let path = rest.prefix { $0 != "?" }
    return (String(path), String(rest.dropFirst(path.count)))
  }

  /// The part before the port, nil where either is malformed.
  private static func host(of authority: String) -> String? {
    let isBracketed = authority.hasPrefix("[")
    let host: Substring
    if isBracketed {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[...end]
    } else {
      host = authority.prefix { $0 != ":" }
    }
    let port = authority.dropFirst(host.count)
    return isHost(host, isBracketed) && isPort(port) ? String(host) : nil
  }

  private static func isHost(_ host: Substring, _ isBracketed: Bool) -> Bool {
    if isBracketed {
      return host.count > 3 && host.dropFirst().dropLast().utf8.allSatisfy(":.0123456789abcdef".utf8.contains)
    }
    return !host.isEmpty && host.utf8.allSatisfy { isAlphanumeric($0) || "-._".utf8.contains($0) }
  }

  private static func isPort(_ port: Substring) -> Bool {
    guard let colon = port.first else { return true }
    let digits = port.dropFirst()
    guard colon == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    return Int(digits).map { (1...65_535).contains($0) } ?? false
  }

  /// A query such as `?api-key=…` or `?auth=…` would be recorded.
  private static func holdsSecret(_ query: String) -> Bool {
    query.dropFirst().split(separator: "&").contains { parameter in
      let name = parameter.prefix { $0 != "=" }.lowercased()
      return ["key", "token", "secret", "pass", "pwd", "sig", "auth", "cred", "bearer", "jwt"].contains {
        name.contains($0)
      }
    }
  }

  static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}
