/// SHA-256 (FIPS 180-4) of short texts. The rooms of the method call no library, and a lot hashes a few dozen bytes.
///
///     var hash = SHA256()
///     hash.add("seed".utf8)
///     hash.firstWord()  // the first eight bytes, big-endian
struct SHA256 {
  private var state: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var words = InlineArray<64, UInt32>(repeating: 0)
  private var count = 0

  init() {}

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    let place = count & 63
    if place & 3 == 0 { words[place >> 2] = 0 }
    words[place >> 2] |= UInt32(byte) << UInt32(24 - 8 * (place & 3))
    count += 1
    if place == 63 { compress() }
  }

  /// The first eight bytes of the digest. The value is spent.
  mutating func firstWord() -> UInt64 {
    finish()
    return UInt64(state[0]) << 32 | UInt64(state[1])
  }

  /// All 32 bytes in hexadecimal digits. The value is spent.
  mutating func hexadecimal() -> String {
    finish()
    return (0..<8).map { word in
      let digits = String(state[word], radix: 16)
      return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }.joined()
  }

  private mutating func finish() {
    let bits = UInt64(count) &* 8
    add(0x80)
    while count & 63 != 56 { add(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      add(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
  }

  private mutating func compress() {
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let small = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
      let large = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
      words[index] = words[index - 16] &+ small &+ words[index - 7] &+ large
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let mixed = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let first = h &+ mixed &+ choice &+ SHA256.constants[index] &+ words[index]
      let most = (a & b) ^ (a & c) ^ (b & c)
      let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ most
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    add(a, b, c, d, at: 0)
    add(e, f, g, h, at: 4)
  }

  private mutating func add(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, at place: Int) {
    state[place] &+= a
    state[place + 1] &+= b
    state[place + 2] &+= c
    state[place + 3] &+= d
  }

  @inline(__always)
  private func rotated(_ word: UInt32, _ places: UInt32) -> UInt32 { word >> places | word << (32 - places) }

  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
