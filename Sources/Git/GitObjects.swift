import CGit

/// The objects of a repository, or of a pack. One thread at a time uses it.
package final class GitObjects {
  package enum Kind: Int32, Sendable {
    case commit = 1
    case tree = 2
    case blob = 3

    package var name: String {
      switch self {
      case .commit: "commit"
      case .tree: "tree"
      case .blob: "file"
      }
    }
  }

  /// As the user named it; faults say it.
  package let path: String
  private let git: OpaquePointer

  /// The repository that `path` is, or, where `upward`, one that it lies in; nil where there is none.
  package init?(of folder: String, upward: Bool) throws {
    var git: OpaquePointer?
    let code = maa_git_open(folder, upward ? 1 : 0, &git)
    if code == Int32(MAA_GIT_NO_LIBRARY) { throw GitFault.noLibrary }
    if code == Int32(MAA_GIT_NOT_FOUND) { return nil }
    guard code == 0, let git else { throw GitFault.refused(path: folder, reason: GitObjects.message) }
    (self.path, self.git) = (folder, git)
  }

  /// A folder of objects, without names.
  init(folder: String, named path: String) throws {
    var git: OpaquePointer?
    let code = maa_git_open_objects(folder, &git)
    guard code == 0, let git else { throw GitFault.refused(path: path, reason: GitObjects.message) }
    (self.path, self.git) = (path, git)
  }

  deinit { maa_git_close(git) }

  static var message: String { String(cString: maa_git_message()) }

  package static var isPossible: Bool { maa_git_is_there() != 0 }

  /// Where the files of the repository lie, with a slash at its end.
  package var filesFolder: String? { maa_git_files(git).map { String(cString: $0) } }

  package var isShallow: Bool { maa_git_is_shallow(git) != 0 }

  /// The commit that a name such as `HEAD` or `main` stands for.
  package func resolve(_ name: String) throws -> ObjectID {
    var bytes = [UInt8](repeating: 0, count: 20)
    guard maa_git_resolve(git, name, &bytes) == 0, let id = ObjectID(bytes) else {
      throw GitFault.unknownName(path: path, name: name)
    }
    return id
  }

  /// The size of an object; nil where it is not there.
  package func size(_ id: ObjectID, _ kind: Kind) throws -> Int? {
    var (size, type) = (0, Int32(0))
    let code = maa_git_measure(git, id.bytes, &size, &type)
    if code == Int32(MAA_GIT_NOT_FOUND) { return nil }
    guard code == 0 else { throw damage(id, kind, GitObjects.message) }
    guard type == kind.rawValue else { throw damage(id, kind, "it is of another kind") }
    return size
  }

  /// The bytes of an object, whose hash is verified. One of more than `limit` bytes is refused before it is unpacked.
  package func read(_ id: ObjectID, _ kind: Kind, limit: Int) throws -> [UInt8] {
    guard let size = try size(id, kind) else {
      throw GitFault.missingObject(path: path, object: id.hexadecimal, kind: kind.name)
    }
    guard size <= limit else {
      throw GitFault.tooLarge(path: path, object: id.hexadecimal, kind: kind.name, limit: limit)
    }
    // Safe: the shim copies `size` bytes or none.
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      code = maa_git_read(git, id.bytes, kind.rawValue, buffer.baseAddress, size)
      count = code == 0 ? size : 0
    }
    guard code == 0 else { throw damage(id, kind, GitObjects.message) }
    return bytes
  }

  func damage(_ id: ObjectID, _ kind: Kind, _ reason: String) -> GitFault {
    .damagedObject(path: path, object: id.hexadecimal, kind: kind.name, reason: reason)
  }
}
