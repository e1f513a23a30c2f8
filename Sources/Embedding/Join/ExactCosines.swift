import CJoin
import Identity

/// The cosines of one row with several others: those of `Vectors`, to the bit, but several at a time.
package struct ExactCosines {
  private let vectors: Vectors
  private let screen: Screen
  /// Rows that lie side by side.
  private let rowCount: Int
  private let pairs: PairCosines
  private var dots: [Float] = []

  package init(_ vectors: Vectors, _ screen: Screen = .best) {
    (self.vectors, self.screen) = (vectors, screen)
    rowCount = vectors.dense.count / vectors.dimension
    pairs = PairCosines(vectors)
  }

  /// With each of the others, in their order.
  package mutating func of(_ row: Int32, with others: ArraySlice<Int32>) -> [Cosine] {
    guard others.count > 1, row < rowCount, others.allSatisfy({ $0 < rowCount }) else {
      return pairs.cosines(row, with: others)
    }
    if dots.count < others.count { dots = Array(repeating: 0, count: others.count) }
    vectors.dense.withUnsafeBufferPointer { values in
      others.withUnsafeBufferPointer { others in
        dots.withUnsafeMutableBufferPointer { dots in
          // Safe: all rows lie within the values, and there is room for as many results as there are others.
          maa_join_dots(screen.kind)?(
            values.baseAddress, vectors.dimension, Int(row), others.baseAddress, others.count,
            dots.baseAddress)
        }
      }
    }
    return dots.prefix(others.count).map { Cosine($0) }
  }
}
