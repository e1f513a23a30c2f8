import Glibc

/// What a worker is at, in memory that outlives it: the input that it died of is there for whoever started it.
struct SharedInput {
  private let start: UnsafeMutableRawPointer
  private static let room = 1 << 20
  private static let head = 32

  /// Two processes map the same file. Safe: it is as long as what is mapped, and nobody shortens it.
  init?(_ path: String) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(SharedInput.room)) == 0,
      let start = mmap(nil, SharedInput.room, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      start != MAP_FAILED
    else { return nil }
    self.start = start
  }

  /// Bounds are kept: no more than there is room for is copied.
  func begin(_ input: [UInt8]) {
    let count = min(input.count, SharedInput.room - SharedInput.head)
    start.storeBytes(of: count, toByteOffset: 0, as: Int.self)
    input.withUnsafeBytes { bytes in
      if let from = bytes.baseAddress { (start + SharedInput.head).copyMemory(from: from, byteCount: count) }
    }
    start.storeBytes(of: executions &+ 1, toByteOffset: 8, as: Int.self)
  }

  func note(slowest: Double) { start.storeBytes(of: slowest, toByteOffset: 16, as: Double.self) }

  var executions: Int { start.load(fromByteOffset: 8, as: Int.self) }
  var slowest: Double { start.load(fromByteOffset: 16, as: Double.self) }

  var input: [UInt8] {
    let count = min(max(0, start.load(as: Int.self)), SharedInput.room - SharedInput.head)
    return Array(UnsafeRawBufferPointer(start: start + SharedInput.head, count: count))
  }
}
