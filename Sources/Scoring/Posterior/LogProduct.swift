import Basics

/// The logarithm of a product, taken seldom.
struct LogProduct {
  private var product = 1.0
  private var sum = 0.0

  @inline(__always)
  mutating func take(_ factor: Double) {
    product *= factor
    if product > 1e100 || product < 1e-100 {
      sum += naturalLogarithm(product)
      product = 1
    }
  }

  var logarithm: Double { product == 1 ? sum : sum + naturalLogarithm(product) }
}
