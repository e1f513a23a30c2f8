import CKernels

/// Rows of one thread as bytes, for the products that come next.
final class ByteRows {
  private let bytes: UnsafeMutablePointer<UInt8>
  private let cut: UnsafeMutablePointer<maa_row>
  private let level, tile: Int32

  init(rows: Int, width: Int, level: Int32) {
    (self.level, tile) = (level, maa_best_tile(level))
    // Safe: both are initialized whole, hold the rows that an encoder has at most, and are freed with this.
    bytes = .allocate(capacity: rows * width)
    bytes.initialize(repeating: 0, count: rows * width)
    cut = .allocate(capacity: rows)
    cut.initialize(repeating: maa_row(), count: rows)
  }

  deinit {
    bytes.deallocate()
    cut.deallocate()
  }

  /// `lowest` is 0 where values lie to both sides of 0 alike; else no value is below it.
  func take(_ x: UnsafePointer<Float>, _ rows: Int, width: Int, lowest: Float) {
    maa_bytes_cut(level, x, rows, width, lowest, bytes, cut)
    // Safe: there is room for whole blocks. What an earlier and wider layer kept of rows that are not there now would be
    // looked up behind the weights of this one.
    for row in rows..<Self.inBlocks(rows) { cut[row] = maa_row() }
  }

  private static func inBlocks(_ rows: Int) -> Int {
    let block = Int(maa_row_block)
    return (rows + block - 1) / block * block
  }

  /// Each row that a product reads, those of the last block that are not there as well.
  private func checkInvariants(_ rows: Int, inputs: Int) {
    #if MAA_INVARIANTS
      for row in 0..<Self.inBlocks(rows) {
        withUnsafeBytes(of: cut[row].kept) { kept in
          let inputsKept = stride(from: 0, to: kept.count, by: 4).map {
            kept.load(fromByteOffset: $0, as: Int16.self)
          }
          precondition(
            inputsKept.allSatisfy { 0 <= $0 && $0 < inputs }, "what was kept is an input of this layer")
        }
      }
    #endif
  }

  /// What was taken last, times some outputs of a layer.
  func multiply(
    _ panels: MiniLMModel.BytePanels, _ linear: MiniLMModel.Linear, _ outputs: Range<Int>, _ rows: Int,
    gelu: Bool, to y: UnsafeMutablePointer<Float>
  ) {
    checkInvariants(rows, inputs: linear.inputs)
    let first = outputs.lowerBound
    maa_bytes_linear(
      level, tile, bytes, cut, rows, linear.inputs, panels.bytes + first * linear.inputs,
      panels.steps + first,
      panels.sums + first, linear.bias.start + first, outputs.count, gelu ? 1 : 0, y)
  }
}
