import Cache
import CacheSupport
import Testing

/// The file keeps to its limit, and what was used last stays.
@Suite struct EvictionTests {
  @Test func whatWasNotUsedForLongestGoesFirst() throws {
    let store = try Store()
    let limit = 200_000
    // Some four hundred rows fit.
    for day in 0..<10 {
      try store.missing(samples((day * 100)..<(day * 100 + 100)), store.cache(limit: limit, today: day))
      try store.missing(samples(0..<20), store.cache(limit: limit, today: day))
      #expect(try store.bytes().count <= limit + 2 * 8192, "day \(day)")
    }
    let cache = store.cache(limit: limit, today: 10)
    #expect(try store.missing(samples(0..<20) + samples(900..<1000), cache) == [], "used lately")
    #expect(try store.missing(samples(100..<200), cache).count == 100, "used long ago")
    #expect(cache.takeNotices() == [])
  }

  @Test func aSmallerLimitMakesTheFileSmaller() throws {
    let store = try Store()
    try store.missing(samples(0..<3000))
    #expect(try store.bytes().count > 400_000)
    try store.missing(["one more"], store.cache(limit: 150_000))
    #expect(try store.bytes().count <= 150_000 + 8192)
    #expect(try store.missing(["one more"]) == [])
  }

  @Test(arguments: [0, 1, 5_000, 60_000]) func aLimitBelowWhatIsNeededStillAnswers(_ limit: Int) throws {
    let store = try Store()
    let cache = store.cache(limit: limit)
    for _ in 0..<3 { try store.missing(samples(0..<500), cache) }
    #expect(cache.takeNotices() == [])
    #expect(try store.bytes().count <= max(limit, 48 * 1024) + 2 * 8192)
  }
}
