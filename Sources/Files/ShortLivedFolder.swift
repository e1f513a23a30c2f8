import Glibc

/// A folder of our own that is gone, with all in it, when nobody holds this any more.
package final class ShortLivedFolder {
  package let path: String

  package init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(base)/maa-XXXXXX".utf8CString)
    // Safe: mkdtemp writes within the template, which ends in a zero.
    guard template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
      throw FileFault.last("make a folder in", base)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { removeTree(path, depth: 0) }
}

package func makeFolder(_ path: String) throws {
  guard mkdir(path, 0o700) == 0 else { throw FileFault.last("make the folder", path) }
}

/// Removes what the folder holds, links themselves and not what they lead to.
private func removeTree(_ path: String, depth: Int) {
  guard depth < 16, let directory = opendir(path) else { return }
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      // Safe: the system ends `d_name` with a zero within its 256 bytes.
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name == "." || name == ".." { continue }
    var status = stat()
    let child = "\(path)/\(name)"
    let isFolder = lstat(child, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    if isFolder { removeTree(child, depth: depth + 1) } else { unlink(child) }
  }
  closedir(directory)
  rmdir(path)
}
