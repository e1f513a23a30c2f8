import Glibc

/// A file's bytes without copying them: for files that nobody shortens while they are used, such as the
/// weights of an encoder. Pipes and standard input are read into memory.
package final class MappedFile: @unchecked Sendable {  // unchecked: nothing changes after `init`
  /// Valid as long as this object.
  package let bytes: UnsafeRawBufferPointer
  private let isMapping: Bool

  package init(_ path: String) throws {
    let file = try InputFile(path)
    if let size = file.size, size > 0 {
      bytes = try MappedFile.map(file, size)
      isMapping = true
    } else {
      bytes = try MappedFile.readAll(file)
      isMapping = false
    }
  }

  deinit {
    if isMapping {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }

  /// The mapping outlives the open file.
  private static func map(_ file: InputFile, _ size: Int) throws -> UnsafeRawBufferPointer {
    let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file.descriptor, 0)
    guard let start, start != MAP_FAILED else { throw FileFault.last("map", file.path) }
    return UnsafeRawBufferPointer(start: start, count: size)
  }

  private static func readAll(_ file: InputFile) throws -> UnsafeRawBufferPointer {
    let bytes = try file.readAll()
    guard !bytes.isEmpty else { throw FileFault.empty(path: file.path) }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    copy.copyBytes(from: bytes)
    return UnsafeRawBufferPointer(copy)
  }
}

extension ByteSource {
  /// Everything that is left.
  package func readAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = try block.withUnsafeMutableBytes { try read(into: $0) }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}
