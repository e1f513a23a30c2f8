import Accumulation
import Cache
import CacheSupport
import Embedding
import Foundation
import Testing

/// What is kept, and under which name.
@Suite struct KeepingTests {
  @Test func aSecondLoadEmbedsNothing() throws {
    let store = try Store()
    let texts = samples(0..<450) + [".", "é\u{0}\u{1F600}", String(repeating: "long ", count: 1000)]
    #expect(try store.missing(texts) == texts)
    let cache = store.cache()
    #expect(try store.missing(texts.reversed(), cache) == [])
    #expect(cache.found == 453 && cache.embedded == 0 && cache.takeNotices() == [])
  }

  /// Servers refuse them, and a vector of theirs would be kept at whatever length.
  @Test func aTextWithoutContentIsZeroAndNobodyIsAsked() throws {
    let store = try Store()
    let embedder = CountingEmbedder()
    for texts in [["", "a", " \n"], ["", " "], ["b", ""]] {
      let vectors = try embedder.vectors(of: texts, keptIn: store.cache(), pulse: .silent)
      let blank = texts.indices.filter { texts[$0].allSatisfy(\.isWhitespace) }
      #expect(vectors.count == texts.count)
      for row in blank {
        let values = vectors.values[(row * vectors.dimension)..<((row + 1) * vectors.dimension)]
        #expect(values.allSatisfy { $0 == 0 })
      }
    }
    #expect(embedder.texts == ["a", "b"])
    #expect(try store.missing(["a", "b"]) == [])
  }

  @Test func onlyNewTextsAreEmbeddedAndEachOnce() throws {
    let store = try Store()
    try store.missing(samples(0..<50))
    let texts = samples(40..<60) + samples(45..<65) + samples(40..<60)
    #expect(try store.missing(texts) == samples(50..<65))
    #expect(try store.missing(texts) == [])
  }

  @Test func anotherFingerprintOrDimensionIsAnotherVector() throws {
    let store = try Store()
    try store.missing(samples(0..<9))
    var other = CountingEmbedder()
    other.fingerprint = "counting-2"
    #expect(try store.missing(samples(0..<9), nil, other).count == 9)
    var wider = CountingEmbedder()
    wider.dimension = 25
    #expect(try store.missing(samples(0..<9), nil, wider).count == 9)
    #expect(try store.missing(samples(0..<9)) == [])
  }

  @Test func anEmbedderThatNeedsNoCacheTouchesNone() throws {
    let store = try Store()
    var fast = CountingEmbedder()
    fast.isCached = false
    #expect(try store.missing(["a", "a"], nil, fast) == ["a", "a"])
    #expect(!store.exists(""))
  }

  @Test func withoutACacheEachTextIsStillEmbeddedOnce() throws {
    let embedder = CountingEmbedder()
    let vectors = try embedder.vectors(of: ["a", "b", "a"], keptIn: nil, pulse: .silent)
    #expect(embedder.texts == ["a", "b"])
    #expect(vectors.values == ["a", "b", "a"].flatMap(embedder.row))
    #expect(try embedder.vectors(of: [], keptIn: nil, pulse: .silent).count == 0)
  }

  @Test func aDimensionMayBeKnownFromTheRowsOnly() throws {
    let store = try Store()
    var embedder = CountingEmbedder()
    let texts = samples(0..<150)
    for embedded in [150, 150] {
      let vectors = try embedder.blind.vectors(of: texts, keptIn: store.cache(), pulse: .silent)
      #expect(vectors.dimension == 24 && embedder.count == embedded)
    }
    // The server has another model now, and does not say so: what is kept and what is new cannot be compared.
    embedder.dimension = 30
    let more = samples(0..<151)
    let vectors = try embedder.blind.vectors(of: more, keptIn: store.cache(), pulse: .silent)
    #expect(vectors.dimension == 30 && vectors.values == more.flatMap(embedder.row))
  }

  /// Vectors of another length are no damage: a server may have another model behind the address.
  @Test func vectorsOfAnotherLengthAreMadeAnewOnce() throws {
    let store = try Store()
    var embedder = CountingEmbedder()
    let (old, new) = (samples(0..<5), samples(5..<8))
    _ = try embedder.blind.vectors(of: old, keptIn: store.cache(), pulse: .silent)
    embedder.dimension = 30
    _ = try embedder.blind.vectors(of: new, keptIn: store.cache(), pulse: .silent)
    let cache = store.cache()
    let vectors = try embedder.blind.vectors(of: old + new, keptIn: cache, pulse: .silent)
    #expect(vectors.dimension == 30 && vectors.values == (old + new).flatMap(embedder.row))
    #expect(cache.takeNotices() == [.otherLength(count: 3, path: store.path)], "one kind, said once")
    let embedded = embedder.count
    let again = store.cache()
    let same = try embedder.blind.vectors(of: old + new, keptIn: again, pulse: .silent)
    #expect(same.values == vectors.values && embedder.count == embedded && again.takeNotices() == [])
  }

  @Test func newVectorsOfTwoLengthsAreRefused() throws {
    let store = try Store()
    #expect(throws: MixedDimensions(embedder: "fickle", first: 4, other: 5)) {
      try Fickle().vectors(of: samples(0..<20), keptIn: store.cache(), pulse: .silent)
    }
  }

  @Test func whatWasDoneBeforeCtrlCIsKept() throws {
    let store = try Store()
    var embedder = CountingEmbedder()
    embedder.chunk = 10
    let pulse = Pulse { stage, done, total in
      #expect(stage != "embedding" || total == 100)
      if stage == "embedding", done >= 70 { throw Interrupted() }
    }
    #expect(throws: Interrupted.self) {
      try embedder.vectors(of: samples(0..<100), keptIn: store.cache(), pulse: pulse)
    }
    #expect(try store.missing(samples(0..<100)) == samples(70..<100))
  }

  @Test func theFileIsItsOwnersAlone() throws {
    let store = try Store()
    try store.missing(["a"])
    for suffix in ["", ".lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: store.path + suffix)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    #expect(!store.exists("-journal"))
  }

  @Test func clearingForgetsAllAndGivesTheRoomBack() throws {
    let store = try Store()
    try store.missing(samples(0..<2000))
    let size = try store.bytes().count
    try store.replace([1, 2, 3])
    try store.missing(samples(0..<2000))
    #expect(store.exists(".damaged"))
    let cache = store.cache()
    #expect(try cache.contents(pulse: .silent)?.count == 2000)
    #expect(try cache.clear(pulse: .silent) == nil)
    #expect(try cache.contents(pulse: .silent)?.count == 0)
    #expect(try store.bytes().count < size / 4 && !store.exists(".damaged"))
    #expect(try store.missing(samples(0..<3)).count == 3)
  }
}

/// Its first vectors are shorter than the others.
private struct Fickle: Embedder {
  let name = "fickle"
  let fingerprint = "fickle-1"
  let defaultTau = Cosine.zero
  let chunk = 10
  var cacheFingerprint: String? { fingerprint }

  func embed(_ texts: [String], pulse: Pulse) throws -> Vectors {
    let dimension = texts.contains("text 0") ? 4 : 5
    return Vectors(dimension: dimension, values: Array(repeating: 0.5, count: dimension * texts.count))
  }
}
