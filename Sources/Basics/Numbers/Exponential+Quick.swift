/// `exponential` without a division, to within a few units in the last place: a polynomial of degree 13 on half a step of
/// ln 2. Of the four operations alone, too, which every machine rounds alike.
package func quickExponential(_ x: Double) -> Double {
  guard x > -700, x < 700 else { return exponential(x) }
  let steps = (x * 1.442_695_040_888_963_4 + nearestWhole) - nearestWhole
  let r = (x - steps * logarithmOfTwo.high) - steps * logarithmOfTwo.low
  var sum = 1.0 / 6_227_020_800
  sum = sum * r + 1.0 / 479_001_600
  sum = sum * r + 1.0 / 39_916_800
  sum = sum * r + 1.0 / 3_628_800
  sum = sum * r + 1.0 / 362_880
  sum = sum * r + 1.0 / 40_320
  sum = sum * r + 1.0 / 5_040
  sum = sum * r + 1.0 / 720
  sum = sum * r + 1.0 / 120
  sum = sum * r + 1.0 / 24
  sum = sum * r + 1.0 / 6
  sum = sum * r + 0.5
  sum = sum * r + 1
  sum = sum * r + 1
  return sum * Double(bitPattern: UInt64(truncatingIfNeeded: Int(steps) + 1023) << 52)
}

/// Added and taken away again it leaves the nearest whole number, of two the even one.
let nearestWhole = 0x1.8p52
