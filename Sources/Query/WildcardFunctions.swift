import CSQLite
import SQLite

/// LIKE and GLOB for queries: as SQLite has them, but for their time, and that they can be stopped.
final class WildcardFunctions {
  private let isStopped: () -> Bool
  /// The pattern at hand: most queries have one for all rows.
  private var last: (text: [UInt8], escape: Unicode.Scalar?, isGlob: Bool, pattern: WildcardPattern)?
  /// As `SQLITE_LIMIT_LIKE_PATTERN_LENGTH` is set.
  static let longestPattern = 250

  private init(_ isStopped: @escaping () -> Bool) { self.isStopped = isStopped }

  static func define(on database: Database, isStopped: @escaping () -> Bool) {
    let functions = WildcardFunctions(isStopped)
    for count in [2, 3] as [Int32] {
      SQLFunction.define("like", arguments: count, on: database) { functions.answer($0, isGlob: false) }
    }
    SQLFunction.define("glob", arguments: 2, on: database) { functions.answer($0, isGlob: true) }
  }

  private func answer(_ call: FunctionCall, isGlob: Bool) {
    if call.hasNull { return call.giveNull() }
    let pattern = call.text(0)
    guard pattern.count <= WildcardFunctions.longestPattern else {
      return call.fail(message: "LIKE or GLOB pattern too complex")
    }
    var escape: Unicode.Scalar?
    if call.arguments.count == 3 {
      let scalars = String(decoding: call.text(2), as: UTF8.self).unicodeScalars
      guard scalars.count == 1 else {
        return call.fail(message: "ESCAPE expression must be a single character")
      }
      escape = scalars.first
    }
    let text = String(decoding: call.text(1).prefix { $0 != 0 }, as: UTF8.self)
    let matched = self.pattern(pattern, escape, isGlob).matches(text.unicodeScalars, isStopped: isStopped)
    if let matched { call.give(matched ? 1 : 0) } else { call.failAsStopped() }
  }

  private func pattern(_ bytes: UnsafeRawBufferPointer, _ escape: Unicode.Scalar?, _ isGlob: Bool)
    -> WildcardPattern
  {
    if let last, last.escape == escape, last.isGlob == isGlob, last.text.elementsEqual(bytes) {
      return last.pattern
    }
    // As a C string, a pattern ends at its first zero.
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    let pattern = isGlob ? WildcardPattern(glob: text) : WildcardPattern(like: text, escape: escape)
    last = (Array(bytes), escape, isGlob, pattern)
    return pattern
  }
}
