import Answers
import Basics
import Embedding
import Files
import Language
import Sessions
import Studies

/// Runs a script from its first statement to its last and keeps what each one showed.
package struct ResultRecorder {
  private let script: RecordedScript
  private let session: Session
  /// What embedded the logs so far, in the order of its use.
  private var embedders: [EmbedderChoice] = []

  package init(_ script: RecordedScript, _ session: Session) throws {
    (self.script, self.session) = (script, session)
    try script.checkForm(session)
  }

  /// The script with the results that its statements show now.
  package mutating func recorded(as form: RecordForm) throws -> String {
    var results: [[RecordedLine]] = []
    for piece in script.pieces { results.append(form.lines(of: try result(of: piece))) }
    let inputs = session.study.inputs.filter { $0.path != "-" }
    return script.text(
      pins: [.engine(maaVersion)] + (try embedders.map { try $0.pin })
        + inputs.map { .input(sha256: $0.sha256, path: $0.path) } + [.results(form)],
      results: results)
  }

  /// What a statement shows; nil for what is not recorded, as `save` is not.
  package mutating func result(of piece: ScriptPiece) throws -> String? {
    try script.locating(piece) {
      let outcome = try session.perform(piece.statement)
      if session.study.log != nil, !embedders.contains(session.study.settings.embedder) {
        embedders.append(session.study.settings.embedder)
      }
      return outcome.number == nil ? nil : outcome.answer.plainText
    }
  }
}

extension RecordedScript {
  /// A fault of a statement says where it stands.
  func locating<Value>(_ piece: ScriptPiece, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let fault where !(fault is Interrupted) {
      throw ScriptFault(file: path, line: piece.statement.line, fault: fault)
    }
  }

  /// The form of all statements, before the first one runs.
  func checkForm(_ session: Session) throws {
    for piece in pieces {
      try locating(piece) { _ = try Call(piece.statement, in: session.registry.vocabulary, parameters: nil) }
    }
    let declared = statements.compactMap { $0.declaredParameter(in: session.registry.vocabulary) }
    try UsageFault.checkNames(session.options.overrides.keys, areAmong: declared)
  }
}

extension RecordForm {
  /// How what a statement showed stands below it.
  func lines(of result: String?) -> [RecordedLine] {
    guard let result, !result.isEmpty else { return [] }
    switch self {
    case .outputs: return RecordForm.lines(result).map { RecordedLine(.output, $0) }
    case .digests: return [RecordedLine(.digest, String(Digest.sha256(of: Array(result.utf8)).prefix(16)))]
    }
  }

  /// A comment has no room for spaces at its end, nor for a second line.
  private static func lines(_ result: String) -> [String] {
    var lines = result.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

extension EmbedderChoice {
  /// What would make other vectors, in a word; nothing is loaded or asked for it.
  var pin: Pin {
    get throws {
      switch self {
      case .recorded: .embedder(kind: kind.rawValue, fingerprint: "vectors-of-the-log")
      case .http(let endpoint):
        .embedder(kind: kind.rawValue, fingerprint: HTTPEmbedder(endpoint).fingerprint)
      case .lexical, .static, .minilm:
        // One word, and another one for each arithmetic: a script may use both.
        .embedder(
          kind: text.filter { $0 != " " }, fingerprint: try make(allowsNetwork: false).fingerprint)
      }
    }
  }
}
