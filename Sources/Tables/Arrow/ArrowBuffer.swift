/// Bytes of a column, in the form in which they were gathered.
package enum ArrowBuffer: Sendable {
  case bytes([UInt8])
  case words([Int64])
  case numbers([Double])

  package var length: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .words(let words): 8 * words.count
    case .numbers(let numbers): 8 * numbers.count
    }
  }

  /// Safe as long as `body` keeps nothing. Every machine that Swift runs on is little-endian, as Arrow's default is.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    switch self {
    case .bytes(let bytes): try bytes.withUnsafeBytes(body)
    case .words(let words): try words.withUnsafeBytes(body)
    case .numbers(let numbers): try numbers.withUnsafeBytes(body)
    }
  }
}

/// Eight flags to a byte, the first in the lowest bit.
struct ArrowBits: Sendable {
  private(set) var bytes: [UInt8] = []
  private var count = 0

  init() {}

  init(repeating flag: Bool, count: Int) {
    self.count = count
    bytes = Array(repeating: flag ? 0xFF : 0, count: (count + 7) / 8)
    // Bits behind the last one are zero.
    if flag, count % 8 != 0 { bytes[count / 8] = (1 << UInt8(count % 8)) - 1 }
  }

  subscript(index: Int) -> Bool { bytes[index / 8] >> UInt8(index % 8) & 1 == 1 }

  mutating func append(_ flag: Bool) {
    if count % 8 == 0 { bytes.append(0) }
    if flag { bytes[count / 8] |= 1 << UInt8(count % 8) }
    count += 1
  }
}

/// Texts one behind the other, and where each ends, after a zero.
struct ArrowTexts: Sendable {
  private(set) var ends: [Int64] = [0]
  private(set) var bytes: [UInt8] = []

  init() {}

  /// One of `texts` for each row. Complexity: O(bytes), and no text is made.
  init(_ texts: [String], of places: [Int32]) {
    var each = ArrowTexts()
    for text in texts { each.append(text) }
    ends = [Int64](unsafeUninitializedCapacity: places.count + 1) { ends, count in
      ends[0] = 0
      for (row, place) in places.enumerated() {
        ends[row + 1] = ends[row] + each.ends[Int(place) + 1] - each.ends[Int(place)]
      }
      count = places.count + 1
    }
    let length = Int(ends[places.count])
    bytes = [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
      each.copy(places, to: bytes)
      count = length
    }
  }

  /// Safe: `target` has room for the texts of all these places, and each lies within `bytes`.
  private func copy(_ places: [Int32], to target: UnsafeMutableBufferPointer<UInt8>) {
    bytes.withUnsafeBufferPointer { bytes in
      guard var next = target.baseAddress, let first = bytes.baseAddress else { return }
      for place in places {
        let (start, end) = (Int(ends[Int(place)]), Int(ends[Int(place) + 1]))
        next.initialize(from: first + start, count: end - start)
        next += end - start
      }
    }
  }

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(Int64(bytes.count))
  }
}
