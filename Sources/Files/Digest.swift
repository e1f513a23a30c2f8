import CCrypto

/// SHA-256, piece by piece.
///
///     let digest = Digest()
///     digest.update(bytes)
///     digest.finish()  // "9f86d081…"
package final class Digest {
  /// Gone after `finish`, which frees it.
  private var state: OpaquePointer?

  package init() { state = maa_sha256_new() }

  deinit {
    if state != nil { _ = finish() }
  }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    // Safe: the buffer knows how long it is.
    guard let state, let base = bytes.baseAddress else { return }
    maa_sha256_update(state, base, bytes.count)
  }

  /// Sixty-four hexadecimal digits. What comes after it is not hashed.
  package func finish() -> String { Digest.hexadecimal(finishBytes()) }

  /// The hash itself, 32 bytes.
  package func finishBytes() -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: 32)
    if let state { maa_sha256_finish(state, &hash) }
    state = nil
    return hash
  }

  /// Of these bytes alone, the most significant word first.
  package static func words(of bytes: UnsafeRawBufferPointer) -> SIMD4<UInt64> {
    var hash = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    // Safe: the buffer knows how long it is, and the hash has room for 32 bytes.
    withUnsafeMutableBytes(of: &hash) { maa_sha256(bytes.baseAddress, bytes.count, $0.baseAddress) }
    return SIMD4(hash.0.bigEndian, hash.1.bigEndian, hash.2.bigEndian, hash.3.bigEndian)
  }

  package func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  package static func sha256(of bytes: [UInt8]) -> String { hexadecimal(sha256Bytes(of: bytes)) }

  package static func sha256Bytes(of bytes: [UInt8]) -> [UInt8] {
    let digest = Digest()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.finishBytes()
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// Of a file's bytes, of which only a block is held at a time.
///
/// `limit` is how many bytes count, from the first.
package func sha256(ofFile path: String, limit: Int? = nil) throws -> String {
  let file = try InputFile(path)
  file.limit = limit
  var block = [UInt8](repeating: 0, count: 1 << 18)
  while try block.withUnsafeMutableBytes({ try file.read(into: $0) }) > 0 { try Interrupt.check() }
  return file.finishDigest()
}
