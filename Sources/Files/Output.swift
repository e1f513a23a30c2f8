import Glibc

/// Buffered writing to a descriptor. A reader that went away is remembered, not reported: whoever writes asks
/// `isBroken` and ends quietly.
package final class Output {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  package private(set) var isBroken = false
  /// The last failure that was not a closed pipe, such as a full disk.
  package private(set) var failure: FileFault?

  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  package static let standard: Int32 = STDOUT_FILENO
  package static let errors: Int32 = STDERR_FILENO

  package func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 65_536 { flush() }
  }

  /// The bytes are not kept; many of them go out without being copied.
  package func write(raw bytes: UnsafeRawBufferPointer) {
    if bytes.count <= 65_536 {
      buffer.append(contentsOf: bytes)
      return
    }
    flush()
    send(bytes)
  }

  package func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    buffer.withUnsafeBytes(send)
  }

  private func send(_ bytes: UnsafeRawBufferPointer) {
    guard !isBroken, failure == nil, !bytes.isEmpty else { return }
    do {
      try writeFully(bytes, to: descriptor, path: descriptor == STDOUT_FILENO ? "standard output" : "output")
    } catch let fault as FileFault {
      if case .refused(_, _, EPIPE) = fault { isBroken = true } else { failure = fault }
    } catch {
      isBroken = true
    }
  }
}
