import Language

/// How a script holds what its statements showed.
package enum RecordForm: String, Sendable, CaseIterable { case outputs, digests }

/// What a script with recorded results was recorded with: `#: engine 0.1.0`, below the heading.
package enum Pin: Sendable, Equatable {
  case engine(String)
  case embedder(kind: String, fingerprint: String)
  case input(sha256: String, path: String)
  case results(RecordForm)

  init?(_ record: RecordedLine) {
    guard record.mark == .pin else { return nil }
    let words = record.text.split(separator: " ", maxSplits: 2).map(String.init)
    switch (words.first, words.count) {
    case ("engine", 2): self = .engine(words[1])
    case ("embedder", 3): self = .embedder(kind: words[1], fingerprint: words[2])
    case ("input", 3): self = .input(sha256: words[1], path: words[2])
    case ("results", 2):
      guard let form = RecordForm(rawValue: words[1]) else { return nil }
      self = .results(form)
    default: return nil
    }
  }

  package var line: RecordedLine {
    switch self {
    case .engine(let version): RecordedLine(.pin, "engine \(version)")
    case .embedder(let kind, let fingerprint): RecordedLine(.pin, "embedder \(kind) \(fingerprint)")
    case .input(let sha256, let path): RecordedLine(.pin, "input \(sha256) \(path)")
    case .results(let form): RecordedLine(.pin, "results \(form.rawValue)")
    }
  }
}
