import CJSON

/// simdjson over JSON Lines. One per thread, and kept: its memory grows with the longest text it has seen.
///
/// Its two stages are kept apart. The first looks at many lines at once, that is where the vector instructions
/// pay; the second takes one line at a time, so that a bad line spoils no other. Inlinable, as the tape is.
public final class LineParser {
  /// What the second stage made of a line.
  @frozen
  public enum Line {
    /// The tape holds it, until the next line is taken.
    case document(Tape)
    case blank
    case malformed
  }

  @usableFromInline let parser: OpaquePointer

  /// Nil if there is no memory.
  package init?() {
    guard let parser = maa_json_new() else { return nil }
    self.parser = parser
  }

  deinit { maa_json_free(parser) }

  /// Stage one over whole lines. `bytes[count]` must be a newline or a zero, and 64 bytes behind it must be
  /// readable. False if the lines have to be taken one by one to find out which of them is bad.
  @inlinable
  public func index(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    // Safe: who calls sees to the bytes behind, as above.
    maa_json_index(parser, bytes, count) == 0
  }

  /// Stage two for the next line, which ends before `end`, a place among the indexed bytes. They must still be
  /// there.
  @inlinable
  public func next(before end: Int) -> Line {
    switch Int(maa_json_next(parser, end)) {
    case MAA_JSON_DOCUMENT: .document(Tape(words: maa_json_tape(parser), strings: maa_json_strings(parser)))
    case MAA_JSON_BLANK: .blank
    default: .malformed
    }
  }
}
