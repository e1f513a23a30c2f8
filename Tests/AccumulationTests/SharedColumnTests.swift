import Accumulation
import GoldenSupport
import Testing

@Suite struct SharedColumnTests {
  /// Whatever is done to one copy, the others stay as they were.
  @Test func copiesDoNotSeeEachOther() {
    var random = SeededGenerator.announced()
    for first in [0, 1, 31, 32, 33, 5_000] {
      var start = SharedColumn(Array(0..<first))
      start.share()
      var versions: [(shared: SharedColumn<Int>, plain: [Int])] = [(start, Array(0..<first))]
      for step in 0..<600 {
        // Mostly onwards from the latest, at times from an old one.
        let isOld = Int.random(in: 0..<20, using: &random) == 0
        var version = versions[
          isOld ? Int.random(in: 0..<versions.count, using: &random) : versions.count - 1]
        if version.plain.isEmpty || Int.random(in: 0..<3, using: &random) > 0 {
          let more = Array(repeating: step, count: Int.random(in: 1...40, using: &random))
          version.shared.append(contentsOf: more)
          version.plain += more
        } else {
          let place = Int.random(in: 0..<version.plain.count, using: &random)
          version.shared[place] = -step
          version.plain[place] = -step
        }
        versions.append(version)
      }
      for (index, version) in versions.enumerated() where index % 7 == 0 || index > 590 {
        #expect(Array(version.shared) == version.plain, "seed \(random.seed)")
        #expect(version.shared.array == version.plain, "seed \(random.seed)")
      }
    }
  }

  /// Until it is shared it is an array, and copies are as arrays are.
  @Test func isAnArrayUntilItIsShared() {
    var one = SharedColumn([3, 1])
    var other = one
    other.append(4)
    one[0] = 2
    #expect(one == [2, 1] && other == [3, 1, 4])
    let shared = other.shared
    other.append(1)
    #expect(shared == [3, 1, 4] && other.array == [3, 1, 4, 1])
  }

  @Test func anOverlayHasWhatWasPutIntoIt() {
    var overlay = Overlay<Int?>()
    overlay[70_000] = .some(nil)
    overlay[5] = 1
    var all: [Int] = []
    overlay.forEach { index, _ in all.append(index) }
    #expect(all == [5, 70_000])
    #expect(overlay[5] == .some(.some(1)) && overlay[70_000] == .some(.none))
    #expect(overlay[6] == nil && overlay[1 << 40] == nil)
  }
}
