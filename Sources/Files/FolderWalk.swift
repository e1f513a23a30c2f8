import Glibc

/// A file somewhere below a folder.
package struct FoundFile: Sendable, Equatable {
  /// Relative to the folder, such as `notes/a.md`.
  package var name: String
  package var size: Int
}

/// The regular files below a folder, in the order of their names' bytes.
///
/// A link is followed where it leads to something not met before, after all that is really there: no file and no folder
/// stands twice, and no circle is walked. Folders that hold other programs' housekeeping are not entered.
package struct FolderWalk {
  /// Never entered: version control's own files, and packages that others wrote.
  package static let passedOver: Set<String> = [
    ".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv",
  ]

  package private(set) var files: [FoundFile] = []
  /// Names that are not UTF-8; their files are left out.
  package private(set) var unreadableNames = 0

  private let root: String
  private let limit: Int
  private let whileWalking: () throws -> Void
  private var seen: Set<FileIdentity> = []
  private var folders: [String] = [""]
  private var links: [String] = []

  /// Throws `FileFault` where a folder refuses, or there are more than `limit` files or folders.
  package init(_ root: String, limit: Int, whileWalking: @escaping () throws -> Void = {}) throws {
    (self.root, self.limit, self.whileWalking) = (root, limit, whileWalking)
    if let identity = FileIdentity(root) { seen.insert(identity) }
    try walkFolders()
    while !links.isEmpty { try followLinks() }
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private mutating func walkFolders() throws {
    var next = 0
    while next < folders.count {
      try whileWalking()
      guard next <= limit else { throw FileFault.tooManyFiles(path: root, limit: limit) }
      try walk(folders[next])
      next += 1
    }
    folders = []
  }

  private mutating func walk(_ folder: String) throws {
    let path = folder.isEmpty ? root : "\(root)/\(folder)"
    let prefix = folder.isEmpty ? "" : folder + "/"
    for name in try entries(of: path) {
      var status = stat()
      guard lstat("\(path)/\(name)", &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFLNK {
        links.append(prefix + name)
      } else {
        try meet(prefix + name, status)
      }
    }
  }

  /// In the order of time links were found, which is that of their names, level by level.
  private mutating func followLinks() throws {
    let found = links
    links = []
    for link in found {
      var status = stat()
      guard stat("\(root)/\(link)", &status) == 0, !seen.contains(FileIdentity(status)) else { continue }
      try meet(link, status)
      try walkFolders()
    }
  }

  private mutating func meet(_ name: String, _ status: stat) throws {
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFDIR else { return }
    seen.insert(FileIdentity(status))
    if kind == S_IFREG {
      files.append(FoundFile(name: name, size: Int(status.st_size)))
      guard files.count <= limit else { throw FileFault.tooManyFiles(path: root, limit: limit) }
    } else if !FolderWalk.passedOver.contains(String(name.split(separator: "/").last ?? "")) {
      folders.append(name)
    }
  }

  /// Sorted by bytes, so that of two links to one thing always the same is followed.
  private mutating func entries(of path: String) throws -> [String] {
    guard let directory = opendir(path) else { throw FileFault.last("open", path) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        // Safe: the system ends `d_name` with a zero within its 256 bytes.
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name else {
        unreadableNames += 1
        continue
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
