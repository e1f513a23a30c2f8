/// The cosines of one row with others, where many are asked for: what has to be made ready of a row is made once.
/// Not for two threads at a time.
package final class PairCosines {
  private let vectors: Vectors
  /// A row of sparse vectors with all its zeros.
  private var expanded: [Float] = []
  private var row = -1
  private var room = SparseRoom()
  private let width: Int32

  /// `width` is how wide instructions may be; the cosines do not depend on it.
  package init(_ vectors: Vectors, width: Int32 = .max) { (self.vectors, self.width) = (vectors, width) }

  package func cosine(_ first: Int32, _ second: Int32) -> Cosine {
    guard let sparse = vectors.sparse, max(first, second) < sparse.count else {
      return vectors.cosine(Int(first), Int(second))
    }
    find(first, with: [second], sparse)
    return Cosine(room.dots[0])
  }

  /// Those of `vectors`, in the order of `others`.
  /// Complexity: O(others · dimension); of sparse rows O(others · numbers that are not zero + dimension).
  package func cosines(_ first: Int32, with others: ArraySlice<Int32>) -> [Cosine] {
    guard let sparse = vectors.sparse, first < sparse.count, others.allSatisfy({ $0 < sparse.count }) else {
      return others.map { vectors.cosine(Int(first), Int($0)) }
    }
    find(first, with: others, sparse)
    return room.dots.prefix(others.count).map { Cosine($0) }
  }

  private func find(_ first: Int32, with others: ArraySlice<Int32>, _ sparse: SparseRows) {
    if expanded.isEmpty { expanded = Array(repeating: 0, count: sparse.dimension) }
    expanded.withUnsafeMutableBufferPointer { memory in
      // Safe: there is room for a row, and it is never empty.
      guard let base = memory.baseAddress else { return }
      if row != first { sparse.expand(Int(first), to: base, width: width) }
      row = Int(first)
      sparse.dots(others, with: base, width: width, room: &room)
    }
  }
}
