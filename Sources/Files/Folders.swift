import Glibc

/// Makes a folder and those above it; one that is there stays.
package func makeFolder(_ path: String) throws {
  try makeParentFolder(of: path.hasSuffix("/") ? path : path + "/")
  var status = stat()
  guard stat(path, &status) == 0 else { throw FileFault.last("make the folder", path) }
  guard status.st_mode & S_IFMT == S_IFDIR else {
    throw FileFault.refused(action: "make the folder", path: path, code: ENOTDIR)
  }
  guard access(path, W_OK | X_OK) == 0 else { throw FileFault.last("write to the folder", path) }
}

/// Removes a folder with all that it holds. Links are removed, not followed.
package func removeFolder(_ path: String) {
  for name in allNames(in: path) {
    let inner = "\(path)/\(name)"
    if isFolder(inner) { removeFolder(inner) } else { unlink(inner) }
  }
  rmdir(path)
}

/// Paths of all files below a folder, in alphabetical order, from the folder on.
package func filesBelow(_ folder: String) -> [String] {
  allNames(in: folder).flatMap { name -> [String] in
    isFolder("\(folder)/\(name)") ? filesBelow("\(folder)/\(name)").map { "\(name)/\($0)" } : [name]
  }
}

/// Files whose names match a pattern as a shell knows them, in the order of their bytes.
package func filesMatching(_ pattern: String) -> [String] {
  var found = glob_t()
  defer { globfree(&found) }
  guard glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
  // Safe: the system says how many paths there are, and each ends with a zero.
  return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    .filter(isRegularFile).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Hidden ones among them.
private func allNames(in folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      // Safe: the system ends `d_name` with a zero within its 256 bytes.
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
