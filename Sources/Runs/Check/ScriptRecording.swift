import Files
import Sessions

/// What `run --check` does with one file: holds it against itself, or records it anew.
package struct ScriptRecording {
  private let path: String
  private let makeSession: () throws -> Session

  package init(_ path: String, _ makeSession: @escaping () throws -> Session) {
    (self.path, self.makeSession) = (path, makeSession)
  }

  /// How many statements show what is recorded, and what there is to notice.
  package func check(allowsOtherEngine: Bool) throws -> (statements: Int, notices: [CheckFault]) {
    let script = try RecordedScript.read(path)
    let session = try makeSession()
    defer { session.close() }
    var check = try ResultCheck(script, session, allowsOtherEngine: allowsOtherEngine)
    try check.run()
    return (script.pieces.count, check.notices)
  }

  /// Whether the file became another one. Nothing is written where a statement fails.
  package func update(as form: RecordForm?) throws -> Bool {
    let script = try RecordedScript.read(path)
    let text = try ScriptRecording.recorded(script, as: form ?? script.form ?? .outputs, makeSession)
    guard text != script.source else { return false }
    try writeAtomically(Array(text.utf8), to: path)
    return true
  }

  /// The script with what its statements show.
  package static func recorded(
    _ script: RecordedScript, as form: RecordForm, _ makeSession: () throws -> Session
  )
    throws -> String
  {
    guard !script.sharesLines else { throw CheckFault.noRoomForResults(path: script.path) }
    let session = try makeSession()
    defer { session.close() }
    var recorder = try ResultRecorder(script, session)
    return try recorder.recorded(as: form)
  }
}
