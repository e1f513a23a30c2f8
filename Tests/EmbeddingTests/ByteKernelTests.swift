import CKernels
import Foundation
import GoldenSupport
import Testing

/// Products of bytes, against sums that are made one by one in whole numbers.
@Suite struct ByteKernelTests {
  private static let levels = Array(0...maa_best_level())
  private static let tiles = (0..<Int32(maa_tile_kinds)).filter { maa_tile_is_there($0) != 0 }

  @Test func everyTileGivesTheSumsThatCountingGives() {
    var random = SeededGenerator.announced()
    for inputs in [16, 48, 384, 1536] {
      let layer = ByteLayer(inputs: inputs, outputs: 64, &random)
      let rows = (0..<24).map { _ in Self.row(inputs, &random) }
      let cut = CutRows(rows, lowest: 0, level: Self.levels[0])
      for tile in Self.tiles {
        for level in Self.levels {
          #expect(
            layer.product(of: cut, level, tile) == layer.counted(cut), "seed \(random.seed), tile \(tile)")
        }
      }
    }
  }

  /// The largest sums that 16 bits are asked to hold: 127 wherever the weight has one sign, nothing elsewhere.
  @Test func noSumIsTooLargeForItsBits() {
    var random = SeededGenerator.announced()
    for heavy in [false, true] {
      let layer = ByteLayer(inputs: 384, outputs: 32, &random) {
        heavy ? 1 : Float.random(in: 0.9...1, using: &$0)
      }
      for output in 0..<32 {
        for sign in [-1, 1] {
          let bytes = (0..<384).map { UInt8(Int(layer.weight(output, $0)) * sign > 0 ? 127 : 0) }
          let cut = CutRows(bytes: [[UInt8]](repeating: bytes, count: 12))
          for tile in Self.tiles {
            #expect(
              layer.product(of: cut, 0, tile) == layer.counted(cut), "seed \(random.seed), tile \(tile)")
          }
        }
      }
    }
  }

  @Test func whatIsCutIsTheNearestStepAndWhatLiesFarOutIsKept() {
    var random = SeededGenerator.announced()
    var rows = (0..<200).map { _ in Self.row(384, &random) }
    rows += [[Float](repeating: 0, count: 384), [Float](repeating: -3, count: 384)]
    for lowest in [Float(0), -0.17] {
      let asked = lowest == 0 ? rows : rows.map { $0.map { max($0, lowest) } }
      let cuts = Self.levels.map { CutRows(asked, lowest: lowest, level: $0) }
      for cut in cuts { #expect(cut == cuts[0], "seed \(random.seed)") }
      for (row, values) in asked.enumerated() {
        let step = cuts[0].rows[row].step
        let worst = values.indices.map { abs(Float(cuts[0].whole(row, $0)) * step - values[$0]) }.max() ?? 0
        #expect(worst <= step * 0.5001, "seed \(random.seed), row \(row)")
        // The two that lie furthest out leave the others their steps; 64 times as far is the end.
        let sizes = values.map { lowest == 0 ? abs($0) : $0 }.sorted(by: >)
        let reach = max(sizes[2], sizes[0] / 64, 1e-20)
        let finest = lowest == 0 ? reach / 63 : (reach + 0.17) / 127
        if cuts[0].rows[row].count <= 2 { #expect(step <= finest * 1.001, "seed \(random.seed), row \(row)") }
      }
    }
  }

  @Test func geluIsRightToThreeMillionths() {
    // One input of weight 1: the output is the input.
    let layer = ByteLayer(weights: [[Float]](repeating: [1] + [Float](repeating: 0, count: 15), count: 32))
    for step in 0..<1_600 {
      let x = Float(step) / 100 - 8
      let cut = CutRows(
        [[Float]](repeating: [x] + [Float](repeating: 0, count: 15), count: 12), lowest: 0, level: 0)
      let plain = layer.product(of: cut, 0, 0)[0]
      let seen = Self.levels.map { layer.product(of: cut, $0, 0, gelu: true)[0] }
      let expected = Double(plain) * 0.5 * erfc(-Double(plain) / 2.0.squareRoot())
      #expect(
        seen.allSatisfy { $0 == seen[0] } && abs(Double(seen[0]) - expected) < 4e-6, "x \(x) saw \(seen)")
    }
  }

  /// Like those of the encoder: one number may lie far out.
  private static func row(_ inputs: Int, _ random: inout SeededGenerator) -> [Float] {
    var row = (0..<inputs).map { _ in Float.random(in: -1...1, using: &random) }
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      row[Int.random(in: 0..<inputs, using: &random)] *= Float.random(in: 1...80, using: &random)
    }
    return row
  }
}
