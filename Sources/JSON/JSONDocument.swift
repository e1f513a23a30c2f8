/// A whole JSON text: a server's answer, a file of decisions.
///
///     guard let document = JSONDocument(bytes) else { … JSONFlaw.find(in: bytes) … }
///     let data = try document.root.member("data").demandList()
///
/// Safe because the tape lives as long as its parser, which takes no second text, and a value holds its document.
package final class JSONDocument {
  private let parser: LineParser
  let tape: Tape

  /// Nil if the bytes are not one JSON value.
  package init?(_ bytes: [UInt8]) {
    guard let parser = LineParser() else { return nil }
    // The parser stops at the zero and may read up to 64 bytes behind it.
    let padded = bytes + [UInt8](repeating: 0, count: 65)
    let line = padded.withUnsafeBufferPointer { buffer -> LineParser.Line in
      guard let base = buffer.baseAddress, parser.index(base, count: bytes.count) else { return .malformed }
      return parser.next(before: bytes.count)
    }
    guard case .document(let tape) = line else { return nil }
    (self.parser, self.tape) = (parser, tape)
  }

  package var root: JSONValue { JSONValue(document: self, place: Tape.first) }

  func string(_ at: Int) -> String { String(decoding: tape.string(at), as: UTF8.self) }
}
