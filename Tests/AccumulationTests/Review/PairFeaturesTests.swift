import Testing

import Accumulation

@Suite struct PairFeaturesTests {
  @Test(arguments: [
    ("check the microwave before the oven", "check the oven before the microwave"),
    ("wait 5 minutes", "wait 10 minutes"), ("try twice", "try once"),
    ("open the fridge", "do not open the fridge"), ("use a lid", "never use a lid"),
    ("you should", "you shouldn’t"),
  ])
  func seesTraps(first: String, second: String) {
    #expect(PairFeatures(first, second).isTrap)
    #expect(PairFeatures(second, first).isTrap)
  }

  @Test(arguments: [
    ("switch to the next container", "Switch to the next container."),
    ("look in the drawer", "look inside of the drawer"), ("", ""),
  ])
  func takesOthersForHarmless(first: String, second: String) {
    #expect(!PairFeatures(first, second).isTrap)
  }

  @Test func countsWords() {
    let features = PairFeatures("a b c", "b c d e")
    #expect(features.overlap == 2.0 / 5 && features.lengthRatio == 3.0 / 4)
    #expect(features.vector(cosine: 0.5, sameKey: true).count == PairFeatures.names.count)
    #expect(PairFeatures("", "").overlap == 1)
  }
}
