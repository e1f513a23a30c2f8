import Accumulation
import GoldenSupport
import Testing

@Suite struct SharedTests {
  /// Whatever is done to one copy, the others stay as they were.
  @Test func copiesOfAnArrayDoNotSeeEachOther() {
    var random = SeededGenerator.announced()
    var versions: [(shared: SharedArray<Int>, plain: [Int])] = [(SharedArray(), [])]
    for step in 0..<4_000 {
      // Mostly onwards from the latest, at times from an old one.
      let from =
        Int.random(in: 0..<20, using: &random) == 0 ? versions.indices.randomElement(using: &random) : nil
      var version = versions[from ?? versions.count - 1]
      if version.plain.isEmpty || Int.random(in: 0..<4, using: &random) > 0 {
        version.shared.append(step)
        version.plain.append(step)
      } else {
        let place = Int.random(in: 0..<version.plain.count, using: &random)
        version.shared[place] = -step
        version.plain[place] = -step
      }
      versions.append(version)
    }
    for (index, version) in versions.enumerated() where index % 7 == 0 || index > 3_900 {
      #expect(Array(version.shared) == version.plain, "seed \(random.seed)")
      var walked: [Int] = []
      version.shared.forEach { walked.append($0) }
      #expect(walked == version.plain, "seed \(random.seed)")
    }
  }

  @Test func copiesOfAMapDoNotSeeEachOther() {
    var map = SharedMap<Int, Int>()
    var versions: [SharedMap<Int, Int>] = [map]
    for key in 0..<3_000 {
      map.insert(key * 7, key)
      versions.append(map)
    }
    for (count, version) in versions.enumerated() where count % 97 == 0 {
      #expect((0..<3_000).allSatisfy { version[$0 * 7] == ($0 < count ? $0 : nil) })
      #expect(version[1] == nil)
    }
  }

  /// Keys of one hash go into one leaf.
  @Test func aMapHoldsKeysOfOneHash() {
    struct Alike: Hashable, Sendable {
      let number: Int
      func hash(into hasher: inout Hasher) { hasher.combine(0) }
    }
    var map = SharedMap<Alike, Int>()
    for number in 0..<40 { map.insert(Alike(number: number), number) }
    #expect((0..<40).allSatisfy { map[Alike(number: $0)] == $0 })
  }
}
