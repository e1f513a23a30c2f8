import CKernels

/// One thread's way through the model, with the memory it needs. Several texts go through at once, their tokens one
/// after another without padding: each row is worked out by itself, so what goes along changes nothing.
final class MiniLMEncoder {
  /// Rows that go through at once: enough to make reading the weights cheap, and few enough for the second cache.
  static let capacity = 22 * maa_row_block

  private let model: MiniLMModel
  private let level: Int32
  private let x, wide, mixed, attention: UnsafeMutableBufferPointer<Float>
  private let bytes: ByteRows?

  init(model: MiniLMModel, level: Int32 = MiniLM.usualLevel) {
    self.model = model
    self.level = level
    let (rows, width, hidden) = (Self.capacity, MiniLMModel.width, MiniLMModel.hidden)
    x = Self.zeros(rows * width)
    mixed = Self.zeros(rows * width)
    // Queries, keys and values of a row, and the values between the two last layers, never live at once.
    wide = Self.zeros(rows * hidden)
    attention = Self.zeros(maa_attention_room(WordPiece.limit))
    bytes = model.arithmetic == .bytes ? ByteRows(rows: rows, width: hidden, level: level) : nil
  }

  deinit { for buffer in [x, wide, mixed, attention] { buffer.deallocate() } }

  private static func zeros(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
    let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
    buffer.initialize(repeating: 0)
    return buffer
  }

  /// Writes the vector of each text to where it is told. The texts have `capacity` tokens together at most.
  func encode(_ texts: [[Int32]], to rows: [UnsafeMutablePointer<Float>]) {
    let count = texts.reduce(0) { $0 + $1.count }
    precondition(count <= Self.capacity && texts.count == rows.count, "the texts must fit")
    guard count > 0, let x = x.baseAddress, let mixed = mixed.baseAddress else { return }
    embed(texts, x, mixed)
    normalize(x, mixed, count, model.embeddingNorm)
    for layer in model.layers { pass(layer, texts, count, x, mixed) }
    var row = 0
    for (text, vector) in zip(texts, rows) {
      maa_pool(level, x + row * MiniLMModel.width, text.count, MiniLMModel.width, vector)
      row += text.count
    }
  }

  private func embed(
    _ texts: [[Int32]], _ x: UnsafeMutablePointer<Float>, _ positions: UnsafeMutablePointer<Float>
  ) {
    let width = MiniLMModel.width
    var row = 0
    for text in texts {
      // Safe: tokens are numbers of the vocabulary, which has as many pieces as there are rows.
      for (place, token) in text.enumerated() {
        (x + (row + place) * width).update(from: model.words.start + Int(token) * width, count: width)
      }
      (positions + row * width).update(from: model.positions.start, count: text.count * width)
      row += text.count
    }
  }

  private func pass(
    _ layer: MiniLMModel.Layer, _ texts: [[Int32]], _ count: Int, _ x: UnsafeMutablePointer<Float>,
    _ mixed: UnsafeMutablePointer<Float>
  ) {
    guard let wide = wide.baseAddress else { return }
    cut(x, count)
    for head in 0..<MiniLMModel.heads { attend(layer.attention, head, texts, count, x, wide, mixed) }
    cut(mixed, count)
    linear(layer.mixing, mixed, count, wide)
    normalize(x, wide, count, layer.attentionNorm)
    cut(x, count)
    linear(layer.rising, x, count, wide, gelu: true)
    cut(wide, count, width: MiniLMModel.hidden, lowest: Self.lowestOfGelu)
    linear(layer.falling, wide, count, mixed)
    normalize(x, mixed, count, layer.outputNorm)
  }

  /// One head after another, so that its queries, keys and values are still in the cache when they are read.
  private func attend(
    _ weights: MiniLMModel.Linear, _ head: Int, _ texts: [[Int32]], _ count: Int, _ x: UnsafePointer<Float>,
    _ wide: UnsafeMutablePointer<Float>, _ mixed: UnsafeMutablePointer<Float>
  ) {
    let outputs = Int(maa_head)
    linear(weights, x, count, wide, outputs: (head * outputs)..<((head + 1) * outputs))
    let width = MiniLMModel.width
    var row = 0
    for text in texts {
      maa_attention(
        level, wide + row * outputs, text.count, attention.baseAddress,
        mixed + row * width + head * Int(maa_panel), width)
      row += text.count
    }
  }

  /// A little below the least value of x * Phi(x).
  private static let lowestOfGelu: Float = -0.17

  /// What the next products multiply, where they multiply bytes.
  private func cut(
    _ x: UnsafePointer<Float>, _ rows: Int, width: Int = MiniLMModel.width, lowest: Float = 0
  ) {
    bytes?.take(x, rows, width: width, lowest: lowest)
  }

  /// All outputs, unless told which. Bytes of `x` were cut before.
  private func linear(
    _ linear: MiniLMModel.Linear, _ x: UnsafePointer<Float>, _ rows: Int, _ y: UnsafeMutablePointer<Float>,
    gelu: Bool = false, outputs: Range<Int>? = nil
  ) {
    let outputs = outputs ?? 0..<linear.outputs
    switch linear.panels {
    case .bytes(let panels): bytes?.multiply(panels, linear, outputs, rows, gelu: gelu, to: y)
    case .floats(let panels):
      let first = outputs.lowerBound
      maa_linear(
        level, x, rows, linear.inputs, panels.start + first * linear.inputs, linear.bias.start + first,
        outputs.count, gelu ? 1 : 0, y)
    }
  }

  private func normalize(
    _ x: UnsafeMutablePointer<Float>, _ added: UnsafePointer<Float>, _ rows: Int, _ norm: MiniLMModel.Norm
  ) {
    maa_normalize(level, x, added, rows, MiniLMModel.width, norm.gain.start, norm.shift.start)
  }
}
