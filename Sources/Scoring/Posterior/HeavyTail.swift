import Basics

/// Student's t as noise: a mixture of normals of many widths (Lange, Little and Taylor 1989). Given how far an observation
/// lies off, the width that bounds its density from below is known in closed form.
struct HeavyTail {
  let degrees: Double
  /// The logarithm of the density at 0 over that of a normal one.
  let logPeak: Double

  /// `degrees` is whole: gamma functions of halves are products.
  init(_ degrees: Double) {
    self.degrees = degrees
    let isOdd = Int(degrees) % 2 == 1
    // Γ((n + 1)/2) / Γ(n/2) grows by (n - 1)/(n - 2) from n - 2 to n; it is 1/√π for 1 and √π/2 for 2.
    var ratio = isOdd ? 1 / Double.pi.squareRoot() : Double.pi.squareRoot() / 2
    var step = isOdd ? 3.0 : 4.0
    while step <= degrees {
      ratio *= (step - 1) / (step - 2)
      step += 2
    }
    logPeak = naturalLogarithm(ratio * (2 / degrees).squareRoot())
  }

  /// What an observation counts, of this square error in parts of the noise.
  func share(_ square: Double) -> Double { (degrees + 1) / (degrees + square) }

  /// The logarithm of the density over that of a normal one of this weight.
  func logShape(_ share: Double) -> Double {
    let spread = naturalLogarithm((degrees + 1) / (share * degrees))
    return logPeak - 0.5 * ((degrees + 1) * (spread - 1) + share * degrees + naturalLogarithm(share))
  }
}
