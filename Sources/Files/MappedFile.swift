import Glibc

/// A file as memory that is only read. Pages come in when they are touched, and the system may drop them again.
///
/// For files that nobody shortens while they are used: reading beyond a new end would end the program. The weights
/// of a model are such files, for they are written under another name and then renamed.
package final class MappedFile: @unchecked Sendable {  // unchecked: the memory never changes
  package let path: String
  package let bytes: UnsafeRawBufferPointer

  package init(_ path: String) throws {
    let descriptor = try openPatiently(path)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileFault.last("examine", path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileFault.isDirectory(path: path) }
    guard status.st_size > 0 else { throw FileFault.empty(path: path) }
    let count = Int(status.st_size)
    let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let start, start != MAP_FAILED else { throw FileFault.last("map", path) }
    self.path = path
    bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
