import CJoin
import Identity

/// The cosines of one row with several others: those of `Vectors`, to the bit, but several at a time.
package struct ExactCosines {
  private let vectors: Vectors
  private let screen: Screen
  /// Rows that lie in one buffer.
  private let rowCount: Int
  private var dots: [Float] = []
  private var cosines: [Cosine] = []

  package init(_ vectors: Vectors, _ screen: Screen = .best) {
    (self.vectors, self.screen) = (vectors, screen)
    rowCount = vectors.values.count / vectors.dimension
  }

  /// With each of the others, in their order.
  package mutating func of(_ row: Int32, with others: ArraySlice<Int32>) -> [Cosine] {
    cosines.removeAll(keepingCapacity: true)
    guard others.count > 1, row < rowCount, others.allSatisfy({ $0 < rowCount }) else {
      for other in others { cosines.append(vectors.cosine(Int(other), Int(row))) }
      return cosines
    }
    if dots.count < others.count { dots = Array(repeating: 0, count: others.count) }
    vectors.values.withUnsafeBufferPointer { values in
      others.withUnsafeBufferPointer { others in
        dots.withUnsafeMutableBufferPointer { dots in
          // Safe: all rows lie within the values, and there is room for as many results as there are others.
          maa_join_dots(screen.kind)?(
            values.baseAddress, vectors.dimension, Int(row), others.baseAddress, others.count,
            dots.baseAddress)
        }
      }
    }
    for dot in dots.prefix(others.count) { cosines.append(Cosine(dot)) }
    return cosines
  }
}
