import CJoin
import Files
import Identity

/// The variant of the screening kernel in use. All of them give the same answer; which are there is asked of the
/// processor at run time.
package struct Screen: Sendable, Equatable {
  package let kind: Int32

  /// The variants that this processor can run, the fastest last.
  package static let available = (0..<Int32(MAA_SCREEN_KINDS)).map(Screen.init(kind:)).filter {
    maa_join_screen($0.kind) != nil
  }

  /// The portable one is always there.
  package static let best =
    available.last { $0.width <= ProcessorWidth.most.level }
    ?? Screen(kind: Int32(MAA_SCREEN_PORTABLE))

  private var width: Int32 {
    switch kind {
    case Int32(MAA_SCREEN_VNNI): ProcessorWidth.avx512.level
    case Int32(MAA_SCREEN_AVX2): ProcessorWidth.avx2.level
    default: ProcessorWidth.portable.level
    }
  }

  /// For each row a bit per column of the tile: set where the pair may reach the bound.
  ///
  /// `hits` holds a word per row.
  func run(_ rows: ScreenRows, _ tile: ByteTiles.Tile, _ hits: UnsafeMutablePointer<UInt64>) {
    guard let screen = maa_join_screen(kind) else { return }
    // Safe: the rows and the tile each own what they point to, and outlive the call.
    withUnsafePointer(to: rows.parts) { rows in
      withUnsafePointer(to: tile.parts) { screen(rows, $0, tile.depth, hits) }
    }
  }
}

/// What the bytes of two rows must say so that their cosine may reach a threshold.
///
/// Rows x and y are x̂ + r and ŷ + s, where x̂ and ŷ are what the bytes stand for and r and s remainders of known
/// length. Then x·y = x̂·ŷ + x̂·s + r·y, and by Cauchy and Schwarz x·y is at most x̂·ŷ + |x̂||s| + |r||y|, where
/// |x̂| <= |x| + |r|. A pair whose x̂·ŷ lies so far under the threshold that this cannot make up for it is no pair.
/// The rest is confirmed by the cosine itself.
struct ScreenBound {
  /// No screened row is longer than this; the others have an infinite residual.
  private static let length = 1.002
  private let floor: Double

  /// A cosine reaches the threshold from half a rounding step below it. The margin holds what single precision may
  /// take from the sum of `dimension` products in sixteen lanes (Higham 2002, theorem 3.1), and from the few
  /// steps of the screen.
  init(_ threshold: Cosine, dimension: Int) {
    let margin = 1e-5 + Double(dimension / 16 + 24) * 0x1p-23
    // Every cosine is brought to -1 or more: from there on down, all pairs reach the threshold.
    floor = threshold.tenThousandths > -10_000 ? threshold.value - 0.000_05 - margin : -.infinity
  }

  /// What a column's residual counts for a row with these figures.
  func reach(_ figures: MaaRowFigures) -> Float {
    guard figures.residual.isFinite else { return 1 }
    return Float((ScreenBound.length + Double(figures.residual)) / Double(figures.scale))
  }

  /// What dot, column's scale and room for the column's residual must come to.
  func least(_ figures: MaaRowFigures) -> Float {
    guard figures.residual.isFinite else { return -.infinity }
    return Float((floor - ScreenBound.length * Double(figures.residual)) / Double(figures.scale))
  }
}
