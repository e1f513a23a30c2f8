import Glibc

/// A file that only its owner may read, for what has to be read more than once; gone with this value.
package final class TemporaryFile {
  package let path: String

  /// Holds what is left of `source`.
  package init(_ source: any ByteSource) throws {
    let folder = Environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(folder)/maa-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FileFault.last("create a file in", folder) }
    defer { close(descriptor) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    do {
      while true {
        let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
        if count == 0 { return }
        try write(chunk[..<count], to: descriptor)
      }
    } catch {
      unlink(path)
      throw error
    }
  }

  deinit { unlink(path) }

  private func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws {
    var rest = bytes
    while !rest.isEmpty {
      // Safe: no more is written than the slice holds.
      let count = rest.withUnsafeBytes { System.write(descriptor, $0.baseAddress, $0.count, path) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileFault.last("write", path) }
      rest = rest.dropFirst(count)
    }
  }
}
