import Files

/// What a vector is kept under: SHA-256 over the embedder's fingerprint, its dimension and the text.
struct VectorKey: Hashable {
  /// The digest's bytes as they lie in memory.
  private let words: SIMD4<UInt64>

  init(fingerprint: String, dimension: Int, text: String) {
    let digest = Digest()
    // Its length stands before the fingerprint, so that no two triples read alike.
    digest.update("maa-vector 1\0\(fingerprint.utf8.count):\(fingerprint)\(dimension):")
    digest.update(text)
    words = digest.finishBytes().withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeBytes(of: words, body)
  }

  /// A checksum of a vector under this key. Every step is reversible in the word it takes, so one changed
  /// word always shows; and a row found under another row's key shows as well.
  func checksum(of vector: UnsafeRawBufferPointer) -> Int {
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<4 { VectorKey.add(words[index].littleEndian, to: &sum) }
    for offset in stride(from: 0, to: vector.count & ~3, by: 4) {
      // In bounds: the last word begins four bytes before the end at the latest.
      let word = vector.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      VectorKey.add(UInt64(UInt32(littleEndian: word)), to: &sum)
    }
    return Int(truncatingIfNeeded: sum)
  }

  private static func add(_ word: UInt64, to sum: inout UInt64) {
    sum = (sum ^ word) &* 0x9e37_79b9_7f4a_7c15
    sum = sum << 23 | sum >> 41
  }
}
