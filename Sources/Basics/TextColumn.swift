/// Many texts in one buffer: a log of a million proposals costs two allocations, not a million.
public struct TextColumn: Sendable, Equatable {
  // Stored under other names, so that other modules can inline the appending but not change the bytes.
  @usableFromInline var storedBytes: [UInt8] = []
  @usableFromInline var storedEnds: [Int] = []

  public init() {}

  public init(_ texts: some Sequence<String>) {
    for text in texts { append(text) }
  }

  /// Nil where the ends are not those of texts, one behind the other, that take all bytes.
  package init?(bytes: [UInt8], ends: [Int]) {
    var before = 0
    for end in ends {
      guard end >= before else { return nil }
      before = end
    }
    guard before == bytes.count else { return nil }
    (storedBytes, storedEnds) = (bytes, ends)
  }

  @inlinable public var bytes: [UInt8] { storedBytes }

  /// `ends[i]` is where text `i` ends in `bytes`; it begins where text `i - 1` ends.
  @inlinable public var ends: [Int] { storedEnds }

  @inlinable public var count: Int { storedEnds.count }

  @inlinable public func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : storedEnds[index - 1])..<storedEnds[index]
  }

  public subscript(index: Int) -> String {
    String(decoding: storedBytes[range(index)], as: UTF8.self)
  }

  /// Hands the bytes of text `index` to `body`, for as long as it runs.
  @inlinable public func withText<Result>(
    _ index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let range = range(index)
    return try storedBytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Whether two texts are the same, byte by byte.
  public func areSame(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (range(first), range(second))
    guard one.count == other.count else { return false }
    return storedBytes.withUnsafeBytes { bytes in
      var at = 0
      // Safe: both are within the bytes, and no load goes beyond what they have.
      while at + 8 <= one.count {
        let word = bytes.loadUnaligned(fromByteOffset: one.lowerBound + at, as: UInt64.self)
        if word != bytes.loadUnaligned(fromByteOffset: other.lowerBound + at, as: UInt64.self) {
          return false
        }
        at += 8
      }
      while at < one.count {
        if bytes[one.lowerBound + at] != bytes[other.lowerBound + at] { return false }
        at += 1
      }
      return true
    }
  }

  public mutating func append(_ text: String) {
    storedBytes.append(contentsOf: text.utf8)
    storedEnds.append(storedBytes.count)
  }

  @inlinable public mutating func append(_ text: UnsafeRawBufferPointer) {
    storedBytes.append(contentsOf: text)
    storedEnds.append(storedBytes.count)
  }

  public mutating func append(contentsOf other: TextColumn) {
    append(contentsOf: other, 0..<other.count)
  }

  /// Appends the texts `range` of another column, all of them at once.
  public mutating func append(contentsOf other: TextColumn, _ range: Range<Int>) {
    guard let last = range.last else { return }
    let source = other.range(range.lowerBound).lowerBound..<other.range(last).upperBound
    let offset = storedBytes.count - source.lowerBound
    storedBytes.append(contentsOf: other.storedBytes[source])
    for index in range { storedEnds.append(other.storedEnds[index] + offset) }
  }

  /// Empties the column and keeps its memory for the next texts.
  public mutating func removeAll() {
    storedBytes.removeAll(keepingCapacity: true)
    storedEnds.removeAll(keepingCapacity: true)
  }

  public mutating func reserve(texts: Int, bytes byteCount: Int) {
    storedEnds.reserveCapacity(texts)
    storedBytes.reserveCapacity(byteCount)
  }
}
