import Identity

/// One row before it is scaled. Most of its places stay empty, so that those which do not are kept in mind.
///
/// Its memory is its own, for the same reason as that of `FeatureBuckets`. Not for two threads at a time.
final class LexicalRow {
  private let width: Int
  private let values: UnsafeMutablePointer<Double>
  /// A bit for each place that was touched, and one for each whose number is not zero.
  private let touched: UnsafeMutablePointer<UInt64>
  private let kept: UnsafeMutablePointer<UInt16>
  private let scaled: UnsafeMutablePointer<Float>

  /// `width` is a multiple of 64.
  init(width: Int) {
    precondition(width > 0 && width % 64 == 0)
    self.width = width
    values = .allocate(capacity: width)
    values.initialize(repeating: 0, count: width)
    touched = .allocate(capacity: width / 64)
    touched.initialize(repeating: 0, count: width / 64)
    kept = .allocate(capacity: width / 16)
    kept.initialize(repeating: 0, count: width / 16)
    scaled = .allocate(capacity: width)
    scaled.initialize(repeating: 0, count: width)
  }

  deinit {
    values.deallocate()
    touched.deallocate()
    kept.deallocate()
    scaled.deallocate()
  }

  func fill(_ features: LexicalFeatures) {
    features.empty { place, hash, weight in
      // Safe: features fall on as many places as there are.
      values[place] += hash >> 63 == 0 ? weight : -weight
      touched[place / 64] |= 1 << UInt64(place % 64)
    }
  }

  /// At unit length, and leaves none of it.
  func empty(into maker: inout SparseMaker) {
    var squares = 0.0
    forEachTouched { squares += values[$0] * values[$0] }
    let scale = squares > 0 ? 1 / squares.squareRoot() : 0
    var count = 0
    forEachTouched { place in
      let value = Float(values[place] * scale)
      values[place] = 0
      guard value.bitPattern != 0 else { return }
      kept[place / 16] |= 1 << UInt16(place % 16)
      scaled[count] = value
      count += 1
    }
    // Safe: both hold what was just written, and are read before anything else is.
    maker.append(
      kept: UnsafeBufferPointer(start: kept, count: width / 16),
      values: UnsafeBufferPointer(start: scaled, count: count))
    touched.update(repeating: 0, count: width / 64)
    kept.update(repeating: 0, count: width / 16)
  }

  /// In the order of the places, in which sums are added up.
  @inline(__always)
  private func forEachTouched(_ body: (Int) -> Void) {
    for word in 0..<(width / 64) {
      var bits = touched[word]
      while bits != 0 {
        body(word * 64 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }
}
