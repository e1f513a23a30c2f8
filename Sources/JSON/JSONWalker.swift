/// Walks through JSON of any length without holding it: objects and lists are entered, other values are taken whole or passed over.
///
///     let walker = try JSONWalker { try file.read(into: $0) }
///     try walker.eachDocument {
///       try walker.eachMember { name in
///         guard name == "spans" else { return }          // what the body leaves is passed over
///         try walker.eachElement { try walker.take { tape in … } }
///       }
///     }
///
/// The text may be one document or several, one after another. What is taken is checked by simdjson; what is passed over has to
/// close its brackets and no more. Memory: the longest value that is taken, which is bounded.
package final class JSONWalker {
  /// Fills the buffer from its beginning and says how far; 0 only at the end.
  package typealias Fill = (UnsafeMutableRawBufferPointer) throws -> Int

  package enum Kind { case object, list, text, other }

  private let fill: Fill
  /// The longest value that may be taken, in bytes.
  private let limit: Int
  private let parser: LineParser
  /// Owned. `bytes[..<count]` are read; 65 more can be, for the parser.
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The next byte to look at.
  private var place = 0
  private var count = 0
  private var isAtEnd = false
  /// Of the text before `bytes[0]`.
  private var before = Position()
  /// Bytes taken so far, to see whether a body took its value.
  private var taken = 0

  private struct Position {
    var newlines = 0
    var column = 0

    mutating func pass(_ bytes: UnsafeBufferPointer<UInt8>) {
      for byte in bytes {
        if byte == 10 { (newlines, column) = (newlines + 1, 0) } else { column += 1 }
      }
    }
  }

  private static let padding = 65

  /// `window` is how much is read at a time. Throws where there is no memory for a parser.
  package init(limit: Int = 64 << 20, window: Int = 256 << 10, fill: @escaping Fill) throws {
    guard let parser = LineParser() else { throw JSONWalkFault(line: 1, column: 1, flaw: .noMemory) }
    (self.parser, self.fill, self.limit) = (parser, fill, limit)
    capacity = max(window, 64)
    bytes = .allocate(capacity: capacity + JSONWalker.padding)
  }

  deinit { bytes.deallocate() }

  // MARK: The way through

  /// Calls `body` before each document of the text.
  package func eachDocument(_ body: () throws -> Void) throws {
    while try next() != nil { try one(body) }
  }

  /// What kind of value comes next; nil at the end of the text.
  package func kind() throws -> Kind? {
    switch try next() {
    case nil: nil
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .list
    case UInt8(ascii: "\""): .text
    default: .other
    }
  }

  /// Enters an object and calls `body` before the value of each member, with the member's name.
  package func eachMember(_ body: (String) throws -> Void) throws {
    try expect(UInt8(ascii: "{"), "{")
    if try close(UInt8(ascii: "}")) { return }
    repeat {
      let name = try name()
      try expect(UInt8(ascii: ":"), ":")
      try one { try body(name) }
    } while try goesOn(until: UInt8(ascii: "}"), ", or }")
  }

  /// Enters a list and calls `body` before each element.
  package func eachElement(_ body: () throws -> Void) throws {
    try expect(UInt8(ascii: "["), "[")
    if try close(UInt8(ascii: "]")) { return }
    repeat { try one(body) } while try goesOn(until: UInt8(ascii: "]"), ", or ]")
  }

  /// Takes the next value whole. The tape holds until `body` returns.
  package func take<Result>(_ body: (Tape) throws -> Result) throws -> Result {
    let length = try length(limit: limit)
    // Safe: a value of `length` bytes stands at `place`, and the buffer is padded. The byte behind it is put back.
    let (start, behind) = (bytes + place, bytes[place + length])
    start[length] = 0
    defer { start[length] = behind }
    guard parser.index(start, count: length), case .document(let tape) = parser.next(before: length) else {
      throw fault(.malformed)
    }
    let result = try body(tape)
    move(length)
    return result
  }

  /// Takes the next value whole, to be kept.
  package func document() throws -> JSONDocument {
    let length = try length(limit: limit)
    guard let document = JSONDocument(Array(UnsafeBufferPointer(start: bytes + place, count: length))) else {
      throw fault(.malformed)
    }
    move(length)
    return document
  }

  /// Passes over the next value, whatever its length.
  package func skip() throws {
    _ = try next()
    var scan = ValueScan()
    while true {
      if let end = scan.end(bytes, place..<count) { return move(end - place) }
      move(count - place)
      if try !refill() { return try finish(scan) }
    }
  }

  /// Where the walk stands.
  package var position: (line: Int, column: Int) {
    var here = before
    here.pass(UnsafeBufferPointer(start: bytes, count: place))
    return (here.newlines + 1, here.column + 1)
  }

  // MARK: Steps

  /// A value that `body` takes, or that is passed over.
  private func one(_ body: () throws -> Void) throws {
    let start = taken
    try body()
    if taken == start { try skip() }
  }

  private func move(_ length: Int) {
    place += length
    taken += length
  }

  /// The next byte that is no space.
  private func next() throws -> UInt8? {
    while true {
      while place < count {
        let byte = bytes[place]
        guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
        place += 1
      }
      if try !refill() { return nil }
    }
  }

  private func expect(_ byte: UInt8, _ word: String) throws {
    guard let seen = try next() else { throw fault(.cutOff) }
    guard seen == byte else { throw fault(.expected(word)) }
    move(1)
  }

  private func close(_ bracket: UInt8) throws -> Bool {
    guard try next() == bracket else { return false }
    move(1)
    return true
  }

  private func goesOn(until bracket: UInt8, _ expected: String) throws -> Bool {
    guard let byte = try next() else { throw fault(.cutOff) }
    guard byte == bracket || byte == UInt8(ascii: ",") else { throw fault(.expected(expected)) }
    move(1)
    return byte != bracket
  }

  private func name() throws -> String {
    guard let byte = try next() else { throw fault(.cutOff) }
    guard byte == UInt8(ascii: "\"") else { throw fault(.expected("the name of a member")) }
    return try take { tape in String(decoding: tape.string(Tape.first), as: UTF8.self) }
  }

  /// How long the next value is; all of it is in the buffer then.
  private func length(limit: Int) throws -> Int {
    guard try next() != nil else { throw fault(.cutOff) }
    var scan = ValueScan()
    var seen = 0
    while true {
      if let end = scan.end(bytes, place + seen..<count) { return end - place }
      seen = count - place
      guard seen <= limit else { throw fault(.tooLong(limit: limit)) }
      if try !refill() {
        try finish(scan)
        return seen
      }
    }
  }

  private func finish(_ scan: ValueScan) throws {
    guard scan.mayEndHere else { throw fault(.cutOff) }
  }

  /// Drops what was taken and reads on; false at the end of the text.
  private func refill() throws -> Bool {
    guard !isAtEnd else { return false }
    before.pass(UnsafeBufferPointer(start: bytes, count: place))
    // In bounds: what is left lies within what was read.
    bytes.update(from: bytes + place, count: count - place)
    (place, count) = (0, count - place)
    if count == capacity { grow() }
    let room = UnsafeMutableRawBufferPointer(start: bytes + count, count: capacity - count)
    let read = try fill(room)
    count += read
    isAtEnd = read == 0
    return read > 0
  }

  private func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + JSONWalker.padding)
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    (bytes, capacity) = (larger, 2 * capacity)
  }

  private func fault(_ flaw: JSONWalkFault.Flaw) -> JSONWalkFault {
    let (line, column) = position
    return JSONWalkFault(line: line, column: column, flaw: flaw)
  }
}

/// What ended a walk, and where; lines and columns count from 1.
package struct JSONWalkFault: Error, Equatable {
  package enum Flaw: Equatable, Sendable {
    case expected(String)
    /// A value that simdjson refuses: no JSON, no UTF-8, or nested too deeply.
    case malformed
    case cutOff
    case tooLong(limit: Int)
    case noMemory
  }

  package let line: Int
  package let column: Int
  package let flaw: Flaw

  package init(line: Int, column: Int, flaw: Flaw) {
    (self.line, self.column, self.flaw) = (line, column, flaw)
  }
}
