import Glibc

/// A file that only its owner may read, for what has to be read more than once; gone with this value.
package final class TemporaryFile {
  package let path: String
  package private(set) var count = 0
  private let descriptor: Int32

  /// Empty.
  package init() throws {
    let folder = Environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(folder)/maa-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if descriptor < 0 { throw FileFault.last("create a file in", folder) }
  }

  /// Holds what is left of `source`.
  package convenience init(_ source: any ByteSource) throws {
    try self.init()
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { return }
      try append(chunk[..<count])
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(path)
  }

  package func append(_ bytes: ArraySlice<UInt8>) throws {
    var rest = bytes
    while !rest.isEmpty {
      // Safe: no more is written than the slice holds.
      let count = rest.withUnsafeBytes { System.write(descriptor, $0.baseAddress, $0.count, path) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileFault.last("write", path) }
      rest = rest.dropFirst(count)
      self.count += count
    }
  }
}
