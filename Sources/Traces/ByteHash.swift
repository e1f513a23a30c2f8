/// A hash of a few bytes, another one in every run: nobody can write a log whose ids all fall together. For tables in memory
/// only; nothing that is answered depends on it.
///
/// Eight bytes at a time are folded through a 64 x 64 -> 128 bit product, which mixes all of them.
@inline(__always)
func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
  // Safe: every load below ends before the count does.
  guard let base = bytes.baseAddress else { return 1 }
  var state = seed ^ UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
  var at = 0
  while at + 8 <= bytes.count {
    state = fold(state ^ base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    at += 8
  }
  var rest: UInt64 = 0
  while at < bytes.count {
    rest = rest << 8 | UInt64(base.load(fromByteOffset: at, as: UInt8.self))
    at += 1
  }
  state = fold(state ^ rest)
  return UInt32(truncatingIfNeeded: state ^ state >> 32)
}

private let seed = UInt64.random(in: .min ... .max)

@inline(__always)
private func fold(_ value: UInt64) -> UInt64 {
  let product = (value ^ 0xD6E8_FEB8_6659_FD93).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}
