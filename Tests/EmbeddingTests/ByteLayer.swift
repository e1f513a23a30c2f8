import CKernels
import GoldenSupport

/// Rows as bytes, up to a whole number of tiles.
struct CutRows: Equatable {
  let bytes: [UInt8]
  let rows: [maa_row]
  let inputs: Int

  init(_ rows: [[Float]], lowest: Float, level: Int32) {
    inputs = rows[0].count
    let flat = rows.flatMap { $0 }
    var bytes = [UInt8](repeating: 0, count: flat.count)
    var cut = [maa_row](repeating: maa_row(), count: rows.count)
    maa_bytes_cut(level, flat, rows.count, inputs, lowest, &bytes, &cut)
    (self.bytes, self.rows) = (bytes, cut)
  }

  /// Bytes as they are, of which 1 stands for 1.
  init(bytes: [[UInt8]]) {
    var row = maa_row()
    row.step = 1
    (self.bytes, rows, inputs) = (bytes.flatMap { $0 }, bytes.map { _ in row }, bytes[0].count)
  }

  func kept(_ row: Int) -> [(input: Int, amount: Int)] {
    withUnsafeBytes(of: rows[row].kept) { bytes in
      let numbers = bytes.bindMemory(to: Int16.self)
      return (0..<Int(rows[row].count)).map { (Int(numbers[2 * $0]), Int(numbers[2 * $0 + 1])) }
    }
  }

  /// How many steps a number is.
  func whole(_ row: Int, _ input: Int) -> Int {
    let kept = kept(row).first { $0.input == input }?.amount ?? 0
    return Int(bytes[row * inputs + input]) - Int(rows[row].zero) + kept
  }

  static func == (left: CutRows, right: CutRows) -> Bool {
    left.bytes == right.bytes
      && left.rows.indices.allSatisfy { row in
        left.rows[row].step == right.rows[row].step && left.rows[row].zero == right.rows[row].zero
          && left.kept(row).elementsEqual(right.kept(row), by: ==)
      }
  }
}

/// Weights as bytes, packed as the encoder packs them.
struct ByteLayer {
  let inputs, outputs: Int
  private(set) var panels: [Int8]
  private(set) var steps: [Float]
  private(set) var sums: [Int32]
  private let bias: [Float]

  init(weights: [[Float]]) {
    (inputs, outputs) = (weights[0].count, weights.count)
    panels = [Int8](repeating: 0, count: inputs * outputs)
    steps = [Float](repeating: 0, count: outputs)
    sums = [Int32](repeating: 0, count: outputs)
    bias = (0..<weights.count).map { Float($0) / 8 - 2 }
    maa_bytes_pack(weights.flatMap { $0 }, outputs, inputs, &panels, &steps, &sums)
  }

  init(
    inputs: Int, outputs: Int, _ random: inout SeededGenerator,
    size: (inout SeededGenerator) -> Float = { Float.random(in: 0...1, using: &$0) }
  ) {
    var rows: [[Float]] = []
    for _ in 0..<outputs {
      rows.append((0..<inputs).map { _ in size(&random) * (Bool.random(using: &random) ? 1 : -1) })
    }
    self.init(weights: rows)
  }

  /// Where `maa_bytes_pack` says that it stands.
  func weight(_ output: Int, _ input: Int) -> Int8 {
    panels[output / 16 * 16 * inputs + input / 4 * 64 + output % 16 * 4 + input % 4]
  }

  func product(of cut: CutRows, _ level: Int32, _ tile: Int32, gelu: Bool = false) -> [Float] {
    var y = [Float](repeating: 0, count: cut.rows.count * outputs)
    maa_bytes_linear(
      level, tile, cut.bytes, cut.rows, cut.rows.count, inputs, panels, steps, sums, bias, outputs,
      gelu ? 1 : 0, &y)
    return y
  }

  /// The same, one number after another.
  func counted(_ cut: CutRows) -> [Float] {
    cut.rows.indices.flatMap { row -> [Float] in
      let wholes = (0..<inputs).map { cut.whole(row, $0) }
      return (0..<outputs).map { output in
        let sum = wholes.indices.reduce(0) { $0 + wholes[$1] * Int(weight(output, $1)) }
        return bias[output].addingProduct(Float(sum) * cut.rows[row].step, steps[output])
      }
    }
  }
}
