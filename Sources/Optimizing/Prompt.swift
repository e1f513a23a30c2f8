import Channels
import Files

/// A text for a model, with places that are filled in: `{{traces}}`. Lines `---` divide it: first the system's part, which may be
/// empty, then the user's and the model's in turn, the user's last. So a prompt may show by example what it wants.
package struct ModelPrompt: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case propose, judge, answer, repair

    /// What a text of this kind cannot do without.
    package var placeholders: [String] {
      switch self {
      case .propose: ["memory", "traces"]
      case .judge: ["traces", "states"]
      case .answer: ["memory", "question"]
      case .repair: ["fault"]
      }
    }

    package var file: String { "\(rawValue).txt" }
  }

  package let kind: Kind
  private let text: String
  package let sha256: String

  package init(_ kind: Kind, _ text: String) throws(OptimizingFault) {
    (self.kind, self.text) = (kind, text)
    sha256 = Digest.sha256(of: Array(text.utf8))
    let names = ModelPrompt.names(in: text)
    for name in kind.placeholders where !names.contains(name) {
      throw .missingPlaceholder(prompt: kind.file, name: name)
    }
    if let name = names.first(where: { !kind.placeholders.contains($0) }) {
      throw .unknownPlaceholder(prompt: kind.file, name: name)
    }
  }

  package func messages(_ values: [String: String]) -> [ChatMessage] {
    let parts = parts.map { ModelPrompt.filled($0, values) }
    guard parts.count > 1 else { return [ChatMessage(.user, parts.first ?? "")] }
    let turns = parts.dropFirst().enumerated().map { index, part in
      ChatMessage(index % 2 == 0 ? .user : .assistant, part)
    }
    return (parts[0].isEmpty ? [] : [ChatMessage(.system, parts[0])]) + turns
  }

  private var parts: [String] {
    var parts = [""]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "---" { parts.append("") } else { parts[parts.count - 1] += line + "\n" }
    }
    return parts
  }

  /// In one pass: what is filled in is not looked through again, whatever a trace says.
  private static func filled(_ text: String, _ values: [String: String]) -> String {
    var (filled, rest) = ("", Substring(text))
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      let name = String(rest[start.upperBound..<end.lowerBound])
      filled += rest[..<start.lowerBound]
      filled += values[name] ?? "{{\(name)}}"
      rest = rest[end.upperBound...]
    }
    return String((filled + rest).drop { $0 == "\n" }.reversed().drop { $0 == "\n" }.reversed())
  }

  private static func names(in text: String) -> [String] {
    var (names, rest) = ([String](), Substring(text))
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      names.append(String(rest[start.upperBound..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return names
  }
}

/// All of them: the usual ones, but for those that a folder has.
package struct Prompts: Sendable, Equatable {
  private let prompts: [ModelPrompt.Kind: ModelPrompt]

  package init(folder: String?) throws {
    var prompts: [ModelPrompt.Kind: ModelPrompt] = [:]
    for kind in ModelPrompt.Kind.allCases {
      let path = folder.map { "\($0)/\(kind.file)" }
      let own = try path.flatMap {
        try isRegularFile($0) ? String(decoding: readWhole($0), as: UTF8.self) : nil
      }
      prompts[kind] = try ModelPrompt(kind, own ?? kind.usualText)
    }
    self.prompts = prompts
  }

  package func messages(_ kind: ModelPrompt.Kind, _ values: [String: String]) -> [ChatMessage] {
    prompts[kind]?.messages(values) ?? []
  }

  /// In the order of kinds.
  package var hashes: [(name: String, sha256: String)] {
    ModelPrompt.Kind.allCases.compactMap { kind in prompts[kind].map { (kind.rawValue, $0.sha256) } }
  }
}
