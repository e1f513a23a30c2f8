import CSums

/// Rows of which most numbers are zero: of each those that are not, and where they stand. The vectors of a million short texts
/// take a quarter of the room, and what is not there need not be read. `CSums` knows how a row lies.
///
/// In chunks, so that several may make them side by side and nothing is copied in the end.
package final class SparseRows: Sendable {
  package let dimension: Int
  package let count: Int
  private let chunks: [SparseChunk]

  /// `chunks` hold `SparseChunk.rows` rows each, but for the last, made for this dimension.
  package init(dimension: Int, _ chunks: [SparseChunk]) {
    precondition(chunks.allSatisfy { $0.sixteens * 16 == dimension }, "rows of one length")
    precondition(chunks.dropLast().allSatisfy { $0.count == SparseChunk.rows }, "chunks must be whole")
    (self.dimension, self.chunks) = (dimension, chunks)
    count = chunks.reduce(0) { $0 + $1.count }
  }

  /// Writes a row with all its zeros. `target` has room for `dimension` numbers.
  package func expand(_ row: Int, to target: UnsafeMutablePointer<Float>, width: Int32 = .max) {
    // Safe: whoever asks has room for all, and the chunk stays while this does.
    maa_sparse_expand(width, place(of: row), dimension / 16, target)
  }

  /// The dot products of rows with one that was expanded: what `dot` gives, to the bit. `room` is used again.
  package func dots(
    _ rows: ArraySlice<Int32>, with other: UnsafePointer<Float>, width: Int32 = .max, room: inout SparseRoom
  ) {
    room.rows.removeAll(keepingCapacity: true)
    for row in rows { room.rows.append(place(of: Int(row))) }
    while room.dots.count < room.rows.count { room.dots.append(0) }
    room.dots.withUnsafeMutableBufferPointer { [rows = room.rows] dots in
      // Safe: there is room for as many dots as there are rows; all rows have as many numbers as the other.
      maa_sparse_dots(width, other, rows, rows.count, dimension / 16, dots.baseAddress)
    }
  }

  private func place(of row: Int) -> MaaSparseRow {
    chunks[row / SparseChunk.rows].place(of: row % SparseChunk.rows)
  }
}

/// Where rows lie, and what came of them.
package struct SparseRoom {
  fileprivate var rows: [MaaSparseRow] = []
  package fileprivate(set) var dots: [Float] = []

  package init() {}
}

/// Rows beside each other, made once.
/// Unchecked, because nothing is written once it is made.
package final class SparseChunk: @unchecked Sendable {
  package static let rows = 1_024

  let count: Int
  let sixteens: Int
  /// For each sixteen numbers of each row, which of them are not zero.
  private let kept: UnsafeMutablePointer<UInt16>
  /// The numbers of row `i` stand from `starts[i]` on.
  private let starts: UnsafeMutablePointer<Int32>
  private let values: UnsafeMutablePointer<Float>

  fileprivate init(_ maker: SparseMaker) {
    (count, sixteens) = (maker.starts.count - 1, maker.sixteens)
    kept = SparseChunk.copied(maker.kept[...])
    starts = SparseChunk.copied(maker.starts[...])
    // Kernels load sixteen at a time, and use those that are there.
    values = SparseChunk.copied((maker.values + repeatElement(0, count: 16))[...])
  }

  deinit {
    kept.deallocate()
    starts.deallocate()
    values.deallocate()
  }

  private static func copied<Element: BitwiseCopyable>(_ elements: ArraySlice<Element>)
    -> UnsafeMutablePointer<Element>
  {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer {
      // Safe: there is room for all of them; an empty array has no address, and nothing to copy.
      if let base = $0.baseAddress { memory.initialize(from: base, count: elements.count) }
    }
    return memory
  }

  /// Its values have sixteen numbers behind them.
  fileprivate func place(of row: Int) -> MaaSparseRow {
    precondition(row < count)
    return MaaSparseRow(kept: kept + row * sixteens, values: values + Int(starts[row]))
  }
}

/// Puts rows together to a chunk, and then to the next. The room for them is used again.
package struct SparseMaker {
  fileprivate let sixteens: Int
  fileprivate var starts: [Int32] = [0]
  fileprivate var kept: [UInt16] = []
  fileprivate var values: [Float] = []

  /// `dimension` is a multiple of sixteen.
  package init(dimension: Int) {
    precondition(dimension > 0 && dimension % 16 == 0)
    sixteens = dimension / 16
  }

  /// A row: for each sixteen numbers a bit for each that is not zero, the lowest for the first, and those.
  package mutating func append(kept row: UnsafeBufferPointer<UInt16>, values: UnsafeBufferPointer<Float>) {
    precondition(row.count == sixteens, "a whole row")
    kept.append(contentsOf: row)
    self.values.append(contentsOf: values)
    starts.append(Int32(truncatingIfNeeded: self.values.count))
  }

  /// All rows since the last.
  package mutating func chunk() -> SparseChunk {
    defer {
      starts.removeLast(starts.count - 1)
      kept.removeAll(keepingCapacity: true)
      values.removeAll(keepingCapacity: true)
    }
    return SparseChunk(self)
  }
}
