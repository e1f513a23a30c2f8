import Answers
import Language
import Sessions
import Studies

/// Runs a script that holds its results, and stops at the first statement that shows another one.
package struct ResultCheck {
  private let script: RecordedScript
  private let session: Session
  private let form: RecordForm
  /// Another engine or embedder is told, and results are compared all the same.
  private let allowsOtherEngine: Bool
  package private(set) var notices: [CheckFault] = []

  package init(_ script: RecordedScript, _ session: Session, allowsOtherEngine: Bool) throws {
    guard let form = script.form else { throw CheckFault.nothingRecorded(path: script.path) }
    (self.script, self.session, self.form) = (script, session, form)
    self.allowsOtherEngine = allowsOtherEngine
  }

  /// Throws what differs first.
  package mutating func run() throws {
    try checkEngine()
    var recorder = try ResultRecorder(script, session)
    for piece in script.pieces {
      let found = try recorder.result(of: piece)
      try script.locating(piece) {
        try checkInputs()
        try checkEmbedder()
        try compare(piece, form.lines(of: found))
      }
    }
  }

  private mutating func checkEngine() throws {
    for case .engine(let version) in script.pins where version != maaVersion {
      try tell(.otherEngine(path: script.path, recorded: version, found: maaVersion))
    }
  }

  private mutating func tell(_ fault: CheckFault) throws {
    guard allowsOtherEngine else { throw fault }
    if !notices.contains(fault) { notices.append(fault) }
  }

  private func checkInputs() throws {
    if session.options.allowsChangedInputs { return }
    for case .input(let sha256, let path) in script.pins {
      guard let input = session.study.inputs.first(where: { $0.path == path }), input.sha256 != sha256 else {
        continue
      }
      throw SessionFault.inputChanged(path: path, recorded: sha256, found: input.sha256)
    }
  }

  private mutating func checkEmbedder() throws {
    guard session.study.log != nil,
      case .embedder(let kind, let found) = try session.study.settings.embedder.pin
    else { return }
    for case .embedder(kind, let recorded) in script.pins where recorded != found {
      try tell(.otherEmbedder(path: script.path, recorded: "\(kind) \(recorded)", found: "\(kind) \(found)"))
    }
  }

  private func compare(_ piece: ScriptPiece, _ found: [RecordedLine]) throws {
    let recorded = piece.records.filter { $0.mark != .pin }
    guard recorded.map(\.written) != found.map(\.written) else { return }
    let verb = piece.statement.verb ?? "the note"
    if form == .digests {
      throw CheckFault.otherDigest(
        path: script.path, verb: verb, recorded: recorded.first?.text ?? "none",
        found: found.first?.text ?? "none")
    }
    let lines = LineDifference(recorded.map(\.text), found.map(\.text)).lines
    throw CheckFault.otherResult(path: script.path, verb: verb, difference: lines)
  }
}
