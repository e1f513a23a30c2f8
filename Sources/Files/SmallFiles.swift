import Glibc

/// The whole content of a file that is small enough to hold: a script, a journal. `-` is standard input.
package func readWhole(_ path: String) throws -> [UInt8] {
  let descriptor = path == "-" ? dup(STDIN_FILENO) : try openPatiently(path)
  defer { close(descriptor) }
  var status = stat()
  if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
    throw FileFault.isDirectory(path: path)
  }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    try Interrupt.check()
    guard bytes.count <= largestSmallFile else {
      throw FileFault.tooLarge(path: path, limit: largestSmallFile)
    }
    let count = chunk.withUnsafeMutableBytes { System.read(descriptor, $0.baseAddress, $0.count, path) }
    if count == 0 { return bytes }
    if count > 0 { bytes += chunk[..<count] } else { try retryable("read", path) }
  }
}

/// Whether two paths lead to one file.
package func isSameFile(_ first: String, _ second: String) -> Bool {
  var (a, b) = (stat(), stat())
  guard stat(first, &a) == 0, stat(second, &b) == 0 else { return false }
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino
}

/// No script or journal comes near; devices and wrong files would never end.
private let largestSmallFile = 256 << 20

private func retryable(_ action: String, _ path: String) throws {
  guard errno == EINTR else { throw FileFault.last(action, path) }
  try Interrupt.check()
}

/// Whether the system lets this process write the file, and files beside it.
package func canWrite(_ path: String) -> Bool {
  access(path, W_OK) == 0 && access(parentDirectory(of: path) ?? ".", W_OK) == 0
}

/// Whether there is something of this name: a file, a folder, a pipe.
package func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

package func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// Paths of the files of a folder that end in `suffix`, the oldest first; none where there is no folder.
package func filesByAge(in folder: String, suffix: String) -> [String] {
  let paths = names(in: folder).filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }
  let dated = paths.compactMap { path -> (Int, Int, String)? in
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (status.st_mtim.tv_sec, status.st_mtim.tv_nsec, path)
  }
  return dated.sorted { $0 < $1 }.map(\.2)
}

/// Nil for what is no regular file.
package func sizeOfFile(_ path: String) -> Int? {
  var status = stat()
  guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  return Int(status.st_size)
}

/// Makes a file the youngest by the time of its last change.
package func markUsed(_ path: String) { utimensat(AT_FDCWD, path, nil, 0) }

/// Names in a folder in alphabetical order, hidden ones left out; folders end in a slash.
package func names(in folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      // Safe: the system ends `d_name` with a zero within its 256 bytes.
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name.hasPrefix(".") { continue }
    var status = stat()
    let isFolder = stat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    names.append(isFolder ? name + "/" : name)
  }
  return names.sorted()
}

/// Removes a file, and the folder it lies in where that is empty then.
package func removeFile(_ path: String, withFolder folder: String) throws {
  guard System.unlink(path) == 0 else { throw FileFault.last("remove", path) }
  rmdir(folder)
}
