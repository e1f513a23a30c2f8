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
  }

  /// What was taken last, times some outputs of a layer.
  func multiply(
    _ panels: MiniLMModel.BytePanels, _ linear: MiniLMModel.Linear, _ outputs: Range<Int>, _ rows: Int,
    gelu: Bool, to y: UnsafeMutablePointer<Float>
  ) {
    let first = outputs.lowerBound
    maa_bytes_linear(
      level, tile, bytes, cut, rows, linear.inputs, panels.bytes + first * linear.inputs,
      panels.steps + first,
      panels.sums + first, linear.bias.start + first, outputs.count, gelu ? 1 : 0, y)
  }
}
