import Answers
import Files
import JSON

/// The folder of a run: what it showed, what it said, what it was, and the files that it wrote.
struct RunFolder {
  let path: String

  static let output = "output.txt"
  static let messages = "log.txt"
  static let script = "session.maa"
  static let record = "run.json"
  private static let progressFile = "progress.jsonl"
  private static let own = [output, messages, script, record, progressFile]

  /// Whether a run of this name stands there, done or not.
  var isTaken: Bool {
    [RunFolder.record, RunFolder.progressFile].contains { isRegularFile("\(path)/\($0)") }
  }

  /// Whether the run is done, and depends on nothing that has changed.
  func isDone(_ digest: String) -> Bool {
    guard let record = stored?.root, record["depends"]?.text == digest, record["exit"]?.whole == 0 else {
      return false
    }
    return (record["inputs"]?.elements ?? []).allSatisfy { input in
      guard let name = input["path"]?.text, let sha256 = input["sha256"]?.text else { return false }
      let own = "\(path)/\(name)"
      return (try? Files.sha256(ofFile: isRegularFile(own) ? own : name)) == sha256
    }
  }

  private var stored: JSONDocument? {
    guard isRegularFile("\(path)/\(RunFolder.record)") else { return nil }
    return (try? readWhole("\(path)/\(RunFolder.record)")).flatMap(JSONDocument.init)
  }

  /// Begins, or goes on with what an earlier process did; `resumes` false leaves nothing of it.
  func begin(_ digest: String, resumes: Bool) throws -> RunProgress {
    let file = "\(path)/\(RunFolder.progressFile)"
    let ahead = resumes ? RunProgress.read(file, digest) : nil
    if ahead == nil, isTaken { removeFolder(path) }
    try makeFolder(path)
    for file in filesBelow(path) where isLeftover(file) { removeFile("\(path)/\(file)") }
    removeFile("\(path)/\(RunFolder.record)")
    return try RunProgress(file, digest: digest, ahead: ahead ?? [])
  }

  /// The record comes last: where it stands, all stands.
  func finish(_ outcome: RunOutcome, script: String?, digest: String) throws {
    try write(outcome.shown, RunFolder.output)
    try write(outcome.said, RunFolder.messages)
    if let script { try write(script, RunFolder.script) }
    try write(RunRecord.text(outcome, digest: digest, peak: peakMemory()), RunFolder.record)
    removeFile("\(path)/\(RunFolder.progressFile)")
  }

  /// Files that statements wrote.
  var exported: [String] { filesBelow(path).filter { !RunFolder.own.contains($0) && !isLeftover($0) } }

  private func write(_ text: String, _ name: String) throws {
    try writeAtomically(Array(text.utf8), to: "\(path)/\(name)", isSynced: false)
  }
}

extension RunOutcome {
  /// As standard output had it.
  fileprivate var shown: String { statements.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n") }

  /// What standard error had, with the lines of the script.
  fileprivate var said: String {
    let notices = statements.flatMap { ran in ran.warnings.map { "\(ran.line): notice: \($0)\n" } }
    guard let complaint else { return notices.joined() }
    let place = line.map { "\($0): " } ?? ""
    let rest = complaint.details + (complaint.hint.map { [$0] } ?? [])
    return notices.joined() + "\(place)error: \(complaint.message)\n" + rest.map { "  \($0)\n" }.joined()
  }
}
