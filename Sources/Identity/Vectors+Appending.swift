/// Rows in blocks: who appends copies no more than the last block.
struct VectorBlocks: Sendable {
  static let rows = 1_024

  private(set) var count = 0
  private var blocks: [[Float]] = []

  mutating func append(_ values: [Float], _ dimension: Int) {
    var start = 0
    while start < values.count {
      let room = VectorBlocks.rows - count % VectorBlocks.rows
      if room == VectorBlocks.rows { blocks.append([]) }
      let end = min(values.count, start + room * dimension)
      blocks[blocks.count - 1] += values[start..<end]
      count += (end - start) / dimension
      start = end
    }
  }

  func withRow<Result>(_ row: Int, _ dimension: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result
  {
    let (block, place) = row.quotientAndRemainder(dividingBy: VectorBlocks.rows)
    return blocks[block].withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[(place * dimension)..<((place + 1) * dimension)]))
    }
  }
}

extension Vectors {
  /// These rows and then those of `other`. Complexity: O(rows of `other`) and a block.
  package func appending(_ other: Vectors) -> Vectors {
    precondition(other.dimension == dimension, "rows of one length")
    var next = self
    next.appended.append(other.values, dimension)
    next.lineage = lineage.continued
    return next
  }
}
