import Files
import JSON
import Tables

/// The statements of a run that are done, a line each, so that it can be gone on with after its process ended.
final class RunProgress {
  private let path: String
  private let heading: String
  private var file: AppendedFile
  private var passed: [RanStatement] = []
  private var ahead: ArraySlice<RanStatement>

  /// `ahead` are those that an earlier process did.
  init(_ path: String, digest: String, ahead: [RanStatement]) throws {
    (self.path, self.ahead) = (path, ahead[...])
    heading = "{\"maa_run\": \(RunRecord.version), \"depends\": \(JSONText.quoted(digest))}\n"
    file = try RunProgress.written(heading, ahead, to: path)
  }

  /// Anew, for what follows the last whole line is nothing.
  private static func written(_ heading: String, _ done: [RanStatement], to path: String) throws
    -> AppendedFile
  {
    try writeAtomically(Array((heading + done.map(line).joined()).utf8), to: path, isSynced: false)
    return try AppendedFile(path)
  }

  /// What the next statement did, if an earlier process did it.
  func next() -> RanStatement? { ahead.popFirst() }

  /// From here on all is done anew: the study is another than it was then.
  func forgetRest() throws {
    ahead = []
    file = try RunProgress.written(heading, passed, to: path)
  }

  /// `isNew` where its line does not stand already.
  func note(_ ran: RanStatement, isNew: Bool) throws {
    passed.append(ran)
    if isNew { try file.append(RunProgress.line(ran)) }
  }

  private static func line(_ ran: RanStatement) -> String {
    let expectation = ran.expectation.map(RunRecord.expectation) ?? "null"
    return RunRecord.object([
      ("line", "\(ran.line)"), ("statement", JSONText.quoted(ran.statement)),
      ("text", JSONText.quoted(ran.text)),
      ("warnings", RunRecord.list(ran.warnings.map(JSONText.quoted))), ("rows", "\(ran.rows)"),
      ("seconds", RunRecord.seconds(ran.seconds)), ("expectation", expectation),
      ("file", ran.file.map(JSONText.quoted) ?? "null"),
    ]) + "\n"
  }

  /// Nil where there is none, or one that depended on something else.
  static func read(_ path: String, _ digest: String) -> [RanStatement]? {
    guard isRegularFile(path), let bytes = try? readWhole(path) else { return nil }
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    guard let heading = lines.popFirst().flatMap({ JSONDocument(Array($0)) })?.root,
      heading["maa_run"]?.whole == RunRecord.version, heading["depends"]?.text == digest
    else { return nil }
    var done: [RanStatement] = []
    for line in lines {
      guard let ran = JSONDocument(Array(line)).flatMap({ RanStatement($0.root) }) else { break }
      done.append(ran)
    }
    return done
  }
}

extension RanStatement {
  fileprivate init?(_ value: JSONValue) {
    guard let line = value["line"]?.whole, let statement = value["statement"]?.text,
      let text = value["text"]?.text, let rows = value["rows"]?.whole, let seconds = value["seconds"]?.number
    else { return nil }
    (self.line, self.statement, self.text) = (line, statement, text)
    (self.rows, self.seconds) = (rows, seconds)
    warnings = value["warnings"]?.elements?.compactMap(\.text) ?? []
    expectation = value["expectation"].flatMap(RanExpectation.init)
    file = value["file"]?.text
  }
}

extension RanExpectation {
  init?(_ value: JSONValue) {
    guard let figure = value["figure"]?.text, let seen = value["seen"]?.text, let holds = value["holds"]?.flag
    else { return nil }
    self.init(figure: figure, seen: seen, holds: holds)
  }
}
