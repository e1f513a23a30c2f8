/// An accumulator at work. Loops are generic over it, so that each accumulator gets a loop of its own and
/// nothing is looked up per observation.
package protocol Estimator {
  /// The estimate for deltas in the order of time, of which there is at least one.
  mutating func estimate(of deltas: UnsafeBufferPointer<Double>) -> Double

  /// The same for four units at once, each of which has at least one delta.
  mutating func estimates(of units: FourSeries) -> SIMD4<Double>

  /// The estimate after each of the deltas.
  mutating func path(of deltas: UnsafeBufferPointer<Double>) -> [Double]
}

/// The deltas of four units.
package struct FourSeries {
  let a: UnsafeBufferPointer<Double>
  let b: UnsafeBufferPointer<Double>
  let c: UnsafeBufferPointer<Double>
  let d: UnsafeBufferPointer<Double>

  var shortest: Int { min(min(a.count, b.count), min(c.count, d.count)) }
}

extension Estimator {
  @inline(__always)
  package mutating func estimates(of units: FourSeries) -> SIMD4<Double> {
    SIMD4(estimate(of: units.a), estimate(of: units.b), estimate(of: units.c), estimate(of: units.d))
  }

  package mutating func path(of deltas: UnsafeBufferPointer<Double>) -> [Double] {
    deltas.indices.map { estimate(of: UnsafeBufferPointer(rebasing: deltas[...$0])) }
  }
}
