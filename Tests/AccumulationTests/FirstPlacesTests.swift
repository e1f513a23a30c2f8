import Accumulation
import GoldenSupport
import Testing

@Suite struct FirstPlacesTests {
  /// Texts and what goes with them, of which many come again, against a dictionary; the index grows as it goes.
  @Test func findsWhatWasMetBefore() {
    var random = SeededGenerator.announced()
    struct Thing: Hashable {
      let text: String
      let number: UInt64
    }
    var (places, expected) = (FirstPlaces(), [Thing: Int32]())
    var (things, texts) = ([Thing](), TextColumn())
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...20, using: &random)
      let text = String(repeating: "a", count: length) + String(Int.random(in: 0..<60, using: &random))
      let thing = Thing(text: text, number: UInt64.random(in: 0..<3, using: &random))
      let (next, first) = (Int32(things.count), expected[thing])
      texts.append(text)
      let hash = texts.withText(texts.count - 1) { places.hash($0, with: thing.number) }
      let place = places.place(next, hash: hash) { things[Int($0)] == thing }
      #expect(place == first ?? next, "seed \(random.seed)")
      if first == nil {
        expected[thing] = next
        things.append(thing)
      }
    }
    #expect(things.count > 3_000)
  }

  /// Whatever the hash: only the comparison decides.
  @Test func thingsOfOneHashStayApart() {
    var places = FirstPlaces()
    for turn in 0..<2 {
      for number in Int32(0)..<500 {
        #expect(places.place(turn == 0 ? number : 500, hash: 7) { $0 == number } == number)
      }
    }
  }

  @Test func textsAreTheSameByteByByte() {
    var random = SeededGenerator.announced()
    let texts =
      (0..<300).map { _ in
        String(
          (0..<Int.random(in: 0...19, using: &random)).map { _ in Bool.random(using: &random) ? "a" : "b" }
            as [Character])
      } + ["e\u{301}", "\u{e9}"]
    let column = TextColumn(texts)
    for first in texts.indices {
      for second in texts.indices {
        let expected = texts[first].utf8.elementsEqual(texts[second].utf8)
        #expect(column.areSame(first, second) == expected, "seed \(random.seed)")
      }
    }
  }
}
