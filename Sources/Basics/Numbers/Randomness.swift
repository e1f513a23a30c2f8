/// Reproducible randomness: SplitMix64 (Steele, Lea and Flood 2014). The same seed gives the same numbers on every
/// machine; nothing here calls a mathematical library, whose last digits differ from one to the next.
public struct Randomness: RandomNumberGenerator, Sendable {
  private var state: UInt64
  private var spare: Double?

  public init(seed: UInt64) { state = seed }

  /// A stream of its own for each `purpose`, so that asking more of one does not shift another.
  public init(seed: UInt64, purpose: UInt64) {
    var mixer = Randomness(seed: purpose)
    self.init(seed: seed ^ mixer.next())
    state = next()
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// From 0 to below 1, in steps of 2^-53.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True with this probability.
  public mutating func happens(_ probability: Double) -> Bool { uniform() < probability }

  /// A whole number from 0 to below `bound`, which is at least 1; every one as likely (Lemire 2019).
  public mutating func below(_ bound: Int) -> Int {
    let bound = UInt64(max(1, bound))
    var (high, low) = next().multipliedFullWidth(by: bound)
    // Most numbers need no division: what is rejected is below the bound.
    guard low < bound else { return Int(truncatingIfNeeded: high) }
    let reject = (0 &- bound) % bound
    while low < reject { (high, low) = next().multipliedFullWidth(by: bound) }
    return Int(truncatingIfNeeded: high)
  }

  /// Standard normal, by the polar method (Marsaglia and Bray 1964).
  public mutating func normal() -> Double {
    if let second = spare {
      spare = nil
      return second
    }
    while true {
      let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let scale = (-2 * naturalLogarithm(square) / square).squareRoot()
      spare = y * scale
      return x * scale
    }
  }

  /// Mixes the order (Fisher and Yates 1938). Complexity: O(n).
  @inlinable public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.reversed().dropLast() { elements.swapAt(index, below(index + 1)) }
  }
}
