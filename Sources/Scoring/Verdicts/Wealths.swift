import Basics

/// The wealth of gamblers who stake a share of what they have on every outcome, 0.05, 0.10, … 0.95, and under rising stakes
/// 0.97. Side by side in lanes; under even stakes the twentieth lane began with nothing.
struct Wealths {
  private let stakes: Stakes
  private let sum: Double
  /// Since the last fold.
  private var near = SIMD16<Double>(repeating: 1)
  private var far = SIMD4<Double>(repeating: 1)
  /// What each had at the last fold, in units of `e^scale`.
  private var nearBefore: SIMD16<Double>
  private var farBefore: SIMD4<Double>
  private var scale = 0.0
  private var pending = 0
  /// What each had at the last fold, however little; empty before the first.
  private var logarithms: [Double] = []

  init(_ stakes: Stakes = .even) {
    (self.stakes, sum, nearBefore, farBefore) = (stakes, stakes.sum, stakes.near, stakes.far)
  }

  @inline(__always) static var nearStakes: SIMD16<Double> {
    SIMD16(0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
  }
  @inline(__always) static var farStakes: SIMD4<Double> { SIMD4(0.85, 0.9, 0.95, 0.97) }

  /// `outcome` lies in -1…1.
  @inline(__always)
  mutating func bet(_ outcome: Double) {
    multiply(1 + Wealths.nearStakes * outcome, 1 + Wealths.farStakes * outcome)
  }

  @inline(__always)
  fileprivate mutating func multiply(_ nearFactors: SIMD16<Double>, _ farFactors: SIMD4<Double>) {
    near *= nearFactors
    far *= farFactors
    pending += 1
    // 0.03 to the power of 192 is above the smallest number, 1.97 to it below the largest.
    if pending == 192 { fold() }
  }

  /// The mean of all wealths, in units of `e^scale`.
  @inline(__always)
  private var scaledMean: Double {
    let sixteen = near * nearBefore
    let eight = sixteen.lowHalf + sixteen.highHalf
    let four = eight.lowHalf + eight.highHalf + far * farBefore
    let two = four.lowHalf + four.highHalf
    return (two[0] + two[1]) / sum
  }

  /// Whether the mean of all wealths is at least `most`, whose logarithm is given too.
  @inline(__always)
  func reaches(_ most: Double, logarithm: Double) -> Bool {
    scale == 0 ? scaledMean >= most : naturalLogarithm(scaledMean) + scale >= logarithm
  }

  /// Of the mean of all wealths.
  var logarithm: Double { naturalLogarithm(scaledMean) + scale }

  /// Of the largest wealth.
  var best: Double {
    let near = near * nearBefore / stakes.near
    // What began with nothing has none, and no share to divide by.
    let far = far * farBefore / stakes.far.replacing(with: 1, where: stakes.far .== 0)
    return naturalLogarithm(max(near.max(), far.max())) + scale
  }

  /// Takes the products over into what each had, so that none leaves the range of numbers.
  private mutating func fold() {
    pending = 0
    if logarithms.isEmpty {
      logarithms = (0..<stakes.count).map {
        naturalLogarithm($0 < 16 ? stakes.near[$0] : stakes.far[$0 - 16])
      }
    }
    for lane in logarithms.indices {
      logarithms[lane] += naturalLogarithm(lane < 16 ? near[lane] : far[lane - 16])
    }
    scale = logarithms.max() ?? 0
    for lane in 0..<16 { nearBefore[lane] = exponential(logarithms[lane] - scale) }
    for lane in 0..<(stakes.count - 16) { farBefore[lane] = exponential(logarithms[16 + lane] - scale) }
    near = SIMD16(repeating: 1)
    far = SIMD4(repeating: 1)
  }
}

/// Gamblers on either side.
struct OpposedWealths {
  private(set) var up: Wealths
  private(set) var down: Wealths

  init(_ stakes: Stakes = .even) { (up, down) = (Wealths(stakes), Wealths(stakes)) }

  @inline(__always)
  mutating func bet(_ outcome: Double) {
    let (near, far) = (Wealths.nearStakes * outcome, Wealths.farStakes * outcome)
    up.multiply(1 + near, 1 + far)
    down.multiply(1 - near, 1 - far)
  }
}
