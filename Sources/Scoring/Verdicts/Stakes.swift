/// How a beginning wealth of 1 is shared among stakes.
enum Stakes: Sendable {
  /// 0.05, 0.10, … 0.95 alike: for signs, of which the best stake may be any.
  case even
  /// The same and 0.97, each in proportion to itself: for sizes, which win less per bet and bear larger stakes.
  case rising

  var near: SIMD16<Double> { self == .even ? SIMD16(repeating: 1) : Wealths.nearStakes * 20 }
  var far: SIMD4<Double> { self == .even ? SIMD4(1, 1, 1, 0) : Wealths.farStakes * 20 }
  /// Of all shares together.
  var sum: Double { self == .even ? 19 : near.sum() + far.sum() }
  var count: Int { self == .even ? 19 : 20 }
}
