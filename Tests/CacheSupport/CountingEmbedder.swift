import Accumulation
import Embedding
import Files

/// An embedder for tests: any bits that are a finite number, made from the text alone, and a count of the texts that it
/// was asked for.
package struct CountingEmbedder: Embedder {
  package let name = "counting"
  package var fingerprint = "counting-1"
  package var dimension = 24
  package let defaultTau = Cosine(tenThousandths: 5_000)
  package var isCached = true
  package var chunk = 100
  package var millisecondsPerCall: UInt32 = 0
  private let seen = Monitor([String]())

  package init() {}

  /// Every text it was asked for.
  package var texts: [String] { seen.change { $0 } }
  package var count: Int { texts.count }

  package var cacheFingerprint: String? { isCached ? fingerprint : nil }

  /// The same embedder, as one sees it that does not know its dimension.
  package var blind: Blind { Blind(base: self) }

  package func embed(_ texts: [String], pulse: Pulse) throws -> Vectors {
    try pulse.beat("embedding", 0, texts.count)
    if millisecondsPerCall > 0 { pause(milliseconds: millisecondsPerCall) }
    seen.change { $0 += texts }
    return Vectors(dimension: dimension, values: texts.flatMap(row))
  }

  package func row(_ text: String) -> [Float] {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(fingerprint) \(text)".utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (0..<dimension).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // The exponent's lowest bit is cleared: neither infinity nor not a number.
      return Float(bitPattern: UInt32(truncatingIfNeeded: state >> 32) & 0xff7f_ffff)
    }
  }

  package struct Blind: Embedder {
    let base: CountingEmbedder
    package var name: String { base.name }
    package var fingerprint: String { base.fingerprint }
    package var dimension: Int { 0 }
    package var defaultTau: Cosine { base.defaultTau }
    package var cacheFingerprint: String? { base.cacheFingerprint }
    package var chunk: Int { base.chunk }
    package func embed(_ texts: [String], pulse: Pulse) throws -> Vectors {
      try base.embed(texts, pulse: pulse)
    }
  }
}

package func samples(_ numbers: Range<Int>) -> [String] { numbers.map { "text \($0)" } }
