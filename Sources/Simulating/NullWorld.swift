import Basics

/// Deltas of units of which none has an effect, batch by batch: what a certificate must not be given for, whatever they look
/// like. Given all that came before, a delta that is cut at what is usual by then has mean 0.
package struct NullWorld {
  package enum Kind: String, CaseIterable, Sendable {
    case normal
    /// Student's t with two degrees of freedom: no variance.
    case heavy
    /// -1, 0 and 1.
    case lattice
    /// Two in five are +1.5, the others -1.
    case skewed
    /// Noise of the baseline is in all deltas of a batch.
    case shared
    /// The next delta is the wilder the further the last one lay off.
    case volatile
    /// Each batch is noisier than the one before.
    case growing
    /// A unit is scored only while it does not look bad, or with probability one half.
    case chosen
  }

  package let kind: Kind
  private var random: Randomness
  private var last: [Double]
  private var sum: [Double]
  private var batch = 0

  package init(_ kind: Kind, units: Int, seed: UInt64) {
    (self.kind, random) = (kind, Randomness(seed: seed))
    last = Array(repeating: 0, count: units)
    sum = last
  }

  /// The next batch: per unit its delta, nil where it is not scored.
  package mutating func next() -> [Double?] {
    batch += 1
    let shared = kind == .shared ? random.normal() : 0
    return last.indices.map { unit in
      if kind == .chosen, sum[unit] < 0, random.happens(0.5) { return nil }
      let delta = draw(unit) - shared
      (last[unit], sum[unit]) = (delta, sum[unit] + delta)
      return delta
    }
  }

  private mutating func draw(_ unit: Int) -> Double {
    switch kind {
    case .normal, .shared, .chosen: return random.normal()
    case .heavy:
      let (a, b) = (random.normal(), random.normal())
      return random.normal() / ((a * a + b * b) / 2).squareRoot()
    case .lattice: return random.happens(0.5) ? 0 : (random.happens(0.5) ? 1 : -1)
    case .skewed: return random.happens(0.4) ? 1.5 : -1
    case .volatile: return (0.5 + min(3, abs(last[unit]))) * random.normal()
    case .growing: return (1 + 0.1 * Double(batch)) * random.normal()
    }
  }
}
