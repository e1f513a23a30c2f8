import Accumulation
import GoldenSupport
import Testing

@Suite struct VectorsTests {
  @Test func dotIsThePlainSumToFivePlaces() {
    var random = SeededGenerator.announced()
    for dimension in Array(1...70) + [384, 385, 1023, 1024] {
      let (a, b) = (unitVector(&random, dimension), unitVector(&random, dimension))
      let plain = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(Double(dot(a, b, dimension)) - plain) <= 1e-5, "seed \(random.seed), \(dimension)")
      let cosine = Vectors(dimension: dimension, values: a + b).cosine(0, 1)
      #expect(abs(cosine.value - plain) <= 0.5e-4 + 1e-5, "seed \(random.seed), \(dimension)")
    }
  }

  /// Exact on whole numbers, whichever lane or rest an element falls in.
  @Test func dotUsesEveryElementOnce() {
    for dimension in 1...70 {
      let counting = (1...dimension).map { Float($0) }
      let ones = [Float](repeating: 1, count: dimension)
      #expect(dot(counting, ones, dimension) == Float(dimension * (dimension + 1) / 2))
    }
    #expect(dot([], [], 0) == 0)
  }

  @Test func theSameInputGivesTheSameBitsWhereverItLies() {
    var random = SeededGenerator.announced()
    for dimension in [1, 15, 16, 17, 33, 383, 384] {
      let (a, b) = (unitVector(&random, dimension), unitVector(&random, dimension))
      let expected = dot(a, b, dimension).bitPattern
      for offset in 0..<20 {
        let shifted = [Float](repeating: 9, count: offset) + a + b
        let bits = shifted.withUnsafeBufferPointer { buffer -> UInt32? in
          buffer.baseAddress.map { dot($0 + offset, $0 + offset + dimension, dimension).bitPattern }
        }
        #expect(bits == expected, "seed \(random.seed)")
      }
      #expect(dot(b, a, dimension).bitPattern == expected, "seed \(random.seed)")
    }
  }

  @Test func aVectorIsOneWithItself() {
    var random = SeededGenerator.announced()
    for dimension in [1, 7, 16, 100, 384] {
      let a = unitVector(&random, dimension)
      let vectors = Vectors(dimension: dimension, values: a + a.map { -$0 } + a.map { _ in 0 })
      #expect(vectors.count == 3)
      #expect(vectors.cosine(0, 0).value == 1 && vectors.cosine(0, 1).value == -1)
      #expect(vectors.cosine(0, 2) == .zero && vectors.cosine(2, 2) == .zero)
    }
  }

  private func unitVector(_ random: inout SeededGenerator, _ dimension: Int) -> [Float] {
    let raw = (0..<dimension).map { _ in Double.random(in: -1...1, using: &random) }
    let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return raw.map { Float($0 / length) }
  }
}

@Suite struct CosineTests {
  @Test(
    arguments: [
      (0, 0), (-0.0, 0), (0.6, 6000), (0.60004, 6000), (0.60006, 6001), (-0.60006, -6001), (1, 10_000),
      (1.00001, 10_000), (7, 10_000), (-7, -10_000), (.infinity, 10_000), (-.infinity, -10_000), (.nan, 0),
      (.greatestFiniteMagnitude, 10_000), (.leastNonzeroMagnitude, 0),
      // Exact in binary, and half way between two steps: the even one.
      (0.03125, 312), (0.09375, 938), (-0.03125, -312), (-0.09375, -938),
    ] as [(Float, Int32)])
  func isRoundedToFourDecimals(value: Float, expected: Int32) {
    #expect(Cosine(value).tenThousandths == expected)
    #expect(Cosine(Double(value)).tenThousandths == expected)
  }

  @Test func everyStepIsReadBack() {
    for step in Int32(-10_000)...10_000 {
      let cosine = Cosine(tenThousandths: step)
      #expect(Cosine(cosine.value) == cosine && Cosine(Float(cosine.value)) == cosine)
    }
  }

  @Test func isOrderedAsItsValue() {
    #expect(Cosine(0.5999) < Cosine(0.6) && Cosine(-0.1) < .zero && !(Cosine(0.6) < Cosine(0.60001)))
  }
}
