/// Vectors of unit length, one row per operation, in one buffer. A row of zeros is a text without content.
public struct Vectors: Sendable {
  public let dimension: Int
  /// Without the rows that were appended.
  public let values: [Float]
  /// Rows that were appended, in blocks of `VectorBlocks.rows`.
  var appended = VectorBlocks()
  package internal(set) var lineage = Lineage()

  public init(dimension: Int, values: [Float]) {
    precondition(dimension > 0 && values.count % dimension == 0, "rows must be whole")
    self.dimension = dimension
    self.values = values
  }

  public var count: Int { firstCount + appended.count }

  /// How many rows lie in `values`.
  private var firstCount: Int { values.count / dimension }

  package func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    if row >= firstCount { return appended.withRow(row - firstCount, dimension, body) }
    return values.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[(row * dimension)..<((row + 1) * dimension)]))
    }
  }

  public func cosine(_ first: Int, _ second: Int) -> Cosine {
    if max(first, second) * dimension >= values.count { return cosineOfAppended(first, second) }
    return values.withUnsafeBufferPointer { buffer in
      // Safe: both rows lie inside the buffer, which `init` checked to hold whole rows.
      let rows = (buffer.baseAddress.map { ($0 + first * dimension, $0 + second * dimension) })
      return rows.map { Cosine(dot($0.0, $0.1, dimension)) } ?? .zero
    }
  }

  private func cosineOfAppended(_ first: Int, _ second: Int) -> Cosine {
    withRow(first) { first in
      withRow(second) { second in
        guard let first = first.baseAddress, let second = second.baseAddress else { return .zero }
        // Safe: each lends a whole row.
        return Cosine(dot(first, second, dimension))
      }
    }
  }
}

/// A cosine rounded to four decimals, held as a whole number: comparing two of them is exact, so no answer
/// depends on threads or on the order in which a library adds.
public struct Cosine: Sendable, Hashable, Comparable {
  public let tenThousandths: Int32

  public static let zero = Cosine(tenThousandths: 0)

  public init(tenThousandths: Int32) { self.tenThousandths = tenThousandths }

  /// Not a number becomes zero; what rounding errors carry beyond ±1 is brought back.
  public init(_ value: Float) {
    let scaled = (Double(value) * 10_000).rounded(.toNearestOrEven)
    self.tenThousandths = scaled.isNaN ? 0 : Int32(max(-10_000, min(10_000, scaled)))
  }

  public init(_ value: Double) { self.init(Float(value)) }

  public var value: Double { Double(tenThousandths) / 10_000 }

  public static func < (left: Cosine, right: Cosine) -> Bool { left.tenThousandths < right.tenThousandths }
}

/// The dot product in a fixed order: sixteen running sums, added pairwise at the end. No fused multiply-add,
/// so that every processor rounds alike.
///
/// The pointers must be readable for `count` elements; `Vectors` and the leader loop see to it.
@inline(__always)
package func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
  var sums = SIMD16<Float>.zero
  let rawA = UnsafeRawPointer(a)
  let rawB = UnsafeRawPointer(b)
  let whole = count & ~15
  var index = 0
  while index < whole {
    sums +=
      rawA.loadUnaligned(fromByteOffset: index * 4, as: SIMD16<Float>.self)
      * rawB.loadUnaligned(fromByteOffset: index * 4, as: SIMD16<Float>.self)
    index += 16
  }
  var rest: Float = 0
  while index < count {
    rest += a[index] * b[index]
    index += 1
  }
  let eight = sums.lowHalf + sums.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y + rest
}
