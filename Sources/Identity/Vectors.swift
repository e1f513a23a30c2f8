/// Vectors of unit length, one row per operation. A row of zeros is a text without content.
public struct Vectors: Sendable {
  public let dimension: Int
  /// Rows side by side, without those that were appended; empty where they are sparse.
  package let dense: [Float]
  package let sparse: SparseRows?
  /// Rows that were appended, in blocks of `VectorBlocks.rows`.
  var appended = VectorBlocks()
  package internal(set) var lineage = Lineage()

  public init(dimension: Int, values: [Float]) {
    precondition(dimension > 0 && values.count % dimension == 0, "rows must be whole")
    self.dimension = dimension
    (dense, sparse) = (values, nil)
  }

  package init(_ sparse: SparseRows) {
    dimension = sparse.dimension
    (dense, self.sparse) = ([], sparse)
  }

  public var count: Int { firstCount + appended.count }

  /// Without the rows that were appended.
  private var firstCount: Int { sparse?.count ?? dense.count / dimension }

  /// All numbers of the rows that were not appended, side by side. Complexity: that of copying them where they are sparse.
  public var values: [Float] {
    guard let sparse else { return dense }
    var values: [Float] = []
    values.reserveCapacity(sparse.count * dimension)
    for row in 0..<sparse.count { withRow(row) { values.append(contentsOf: $0) } }
    return values
  }

  package func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    if row >= firstCount { return appended.withRow(row - firstCount, dimension, body) }
    guard let sparse else {
      return dense.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[(row * dimension)..<((row + 1) * dimension)]))
      }
    }
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: dimension) { room in
      // Safe: there is room for a row.
      if let base = room.baseAddress { sparse.expand(row, to: base) }
      return body(UnsafeBufferPointer(room))
    }
  }

  public func cosine(_ first: Int, _ second: Int) -> Cosine {
    if max(first, second) * dimension >= dense.count { return cosineOfOthers(first, second) }
    return dense.withUnsafeBufferPointer { buffer in
      // Safe: both rows lie inside the buffer, which `init` checked to hold whole rows.
      let rows = (buffer.baseAddress.map { ($0 + first * dimension, $0 + second * dimension) })
      return rows.map { Cosine(dot($0.0, $0.1, dimension)) } ?? .zero
    }
  }

  /// One of them was appended, or is sparse.
  private func cosineOfOthers(_ first: Int, _ second: Int) -> Cosine {
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
