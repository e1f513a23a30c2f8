import Analyses
import Files
import Language

/// A session on disk: where it lies and what stood there when it was last read or written.
package struct SessionFile: Sendable, Equatable {
  package let path: String
  package let sha256: String

  package static let heading = "maa 1"

  /// Whether results stand below its statements; `save` keeps them there.
  package let records: RecordForm?

  package init(path: String, sha256: String, records: RecordForm? = nil) {
    (self.path, self.sha256, self.records) = (path, sha256, records)
  }

  /// Reads and checks a script; the statements stand without the heading and without the recorded result.
  package static func read(_ path: String) throws -> (SessionFile, [Statement]) {
    let (text, sha256) = try source(path)
    let statements = try script(text, path: path)
    let records = try locatingFaults(in: path) { RecordedScript.form(of: try Lexer.pieces(in: text)) }
    return (SessionFile(path: path, sha256: sha256, records: records), statements)
  }

  /// The text of a script, which must be UTF-8, and the hash of its bytes.
  package static func source(_ path: String) throws -> (text: String, sha256: String) {
    let bytes = try readWhole(path)
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let body = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    guard let text = String(validating: body, as: UTF8.self) else {
      throw SessionFault.invalidUTF8(path: path)
    }
    return (text, Digest.sha256(of: bytes))
  }

  /// The statements of a script that must begin with `maa 1`.
  package static func script(_ text: String, path: String) throws -> [Statement] {
    let statements = try locatingFaults(in: path) { try Lexer.statements(in: text) }
    try checkHeading(statements.first, path: path)
    return Array(statements.dropFirst())
  }

  static func checkHeading(_ first: Statement?, path: String) throws {
    guard let first, first.verb == "maa" else { throw SessionFault.notASession(path: path) }
    let version = first.words.dropFirst().map { $0.literal ?? "$" }.joined(separator: " ")
    guard version == "1" else { throw SessionFault.newerSession(path: path, version: version) }
  }

  /// Statements as a script, with the result that they must give again.
  package static func text(of statements: [String], result: String?) -> String {
    let lines = [heading] + statements + (result.map { ["expect result = \($0)"] } ?? [])
    return lines.joined(separator: "\n") + "\n"
  }

  /// Turns a fault of the language into one with file and line.
  package static func locatingFaults<Value>(in path: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let fault as LanguageFault {
      throw ScriptFault(file: path, line: fault.line, fault: fault)
    }
  }

  /// Writes a session; `expecting` is what must stand there: nil where nothing may.
  package static func write(_ text: String, to path: String, over expected: SessionFile?, force: Bool) throws
    -> SessionFile
  {
    if !force, isRegularFile(path) {
      guard let expected, expected.path == path else { throw SessionFault.fileExists(path: path) }
      guard try Digest.sha256(of: readWhole(path)) == expected.sha256 else {
        throw SessionFault.fileChanged(path: path)
      }
    }
    let bytes = Array(text.utf8)
    try writeAtomically(bytes, to: path)
    return SessionFile(path: path, sha256: Digest.sha256(of: bytes))
  }
}

extension LanguageFault {
  var line: Int {
    switch self {
    case .unclosedQuote(_, let line, _), .openEnd(let line), .badEscape(_, let line, _),
      .badParameter(let line, _):
      line
    }
  }
}

extension Session {
  /// The session as a script, with the result it must give again.
  package func script(withResult: Bool) throws -> String {
    SessionFile.text(of: statements, result: withResult ? try analysis.result() : nil)
  }
}
