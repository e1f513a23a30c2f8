import CGit

/// The objects of a repository, or of a pack. One thread at a time uses it.
package final class GitObjects {
  package enum Kind: Int32, Sendable {
    case commit = 1
    case tree = 2
    case blob = 3
    case tag = 4

    /// As git writes it.
    var word: String { self == .blob ? "blob" : name }

    package var name: String {
      switch self {
      case .commit: "commit"
      case .tree: "tree"
      case .blob: "file"
      case .tag: "tag"
      }
    }
  }

  /// As the user named it; faults say it.
  package let path: String
  private let git: OpaquePointer
  private let loose: LooseObjects

  /// The repository that `path` is, or, where `upward`, one that it lies in; nil where there is none.
  package init?(of folder: String, upward: Bool) throws {
    var git: OpaquePointer?
    let code = maa_git_open(folder, upward ? 1 : 0, &git)
    if code == Int32(MAA_GIT_NO_LIBRARY) { throw GitFault.noLibrary }
    if code == Int32(MAA_GIT_NOT_FOUND) { return nil }
    guard code == 0, let git else { throw GitFault.refused(path: folder, reason: GitObjects.message) }
    (self.path, self.git) = (folder, git)
    loose = LooseObjects("\(maa_git_folder(git).map { String(cString: $0) } ?? "\(folder)/.git/")objects")
    try addPacks()
  }

  /// A folder of objects, without names.
  init(folder: String, named path: String) throws {
    var git: OpaquePointer?
    let code = maa_git_new(&git)
    guard code == 0, let git else { throw GitFault.refused(path: path, reason: GitObjects.message) }
    (self.path, self.git) = (path, git)
    loose = LooseObjects(folder)
    try addPacks()
  }

  private func addPacks() throws {
    for folder in loose.folders where maa_git_add_packs(git, folder) < 0 {
      throw GitFault.refused(path: path, reason: GitObjects.message)
    }
  }

  deinit { maa_git_close(git) }

  static var message: String { String(cString: maa_git_message()) }

  package static var isPossible: Bool { maa_git_is_there() != 0 }

  /// Where the files of the repository lie, with a slash at its end.
  package var filesFolder: String? { maa_git_files(git).map { String(cString: $0) } }

  package var isShallow: Bool { maa_git_is_shallow(git) != 0 }

  /// The commit that a name such as `HEAD`, `main` or a hash stands for.
  package func resolve(_ name: String) throws -> ObjectID {
    var id = ObjectID(hexadecimal: name.utf8)
    for prefix in ["", "refs/heads/", "refs/tags/", "refs/remotes/"] where id == nil {
      var bytes = [UInt8](repeating: 0, count: 20)
      if maa_git_name(git, prefix + name, &bytes) == 0 { id = ObjectID(bytes) }
    }
    guard let id else { throw GitFault.unknownName(path: path, name: name) }
    return try commit(tagged: id)
  }

  /// The commit that a tag leads to; anything else is itself.
  func commit(tagged id: ObjectID) throws -> ObjectID {
    var id = id
    for _ in 0..<8 where try kind(id) == .tag {
      let bytes = try read(id, .tag, limit: GitObjects.mostCommitBytes)
      guard bytes.starts(with: "object ".utf8),
        let target = ObjectID(hexadecimal: bytes.dropFirst(7).prefix(40))
      else { throw damage(id, .tag, "it cannot be read as one") }
      id = target
    }
    return id
  }

  private func kind(_ id: ObjectID) throws -> Kind? {
    (try? measure(id)).flatMap { $0?.kind }
  }

  /// Nil where the object is not there.
  private func measure(_ id: ObjectID) throws -> (kind: Kind?, size: Int)? {
    if let header = try loose.header(id) {
      let kind = [Kind.commit, .tree, .blob, .tag].first { $0.word == header.kind }
      return (kind, header.size)
    }
    var (size, type) = (0, Int32(0))
    let code = maa_git_measure(git, id.bytes, &size, &type)
    if code == Int32(MAA_GIT_NOT_FOUND) { return nil }
    guard code == 0 else { throw LooseObjects.Damage() }
    return (Kind(rawValue: type), size)
  }

  /// The size of an object; nil where it is not there.
  package func size(_ id: ObjectID, _ kind: Kind) throws -> Int? {
    do {
      guard let found = try measure(id) else { return nil }
      guard found.kind == kind else { throw damage(id, kind, "it is of another kind") }
      return found.size
    } catch let fault as GitFault { throw fault } catch {
      throw damage(id, kind, "it cannot be unpacked")
    }
  }

  /// The bytes of an object, whose hash is verified. One of more than `limit` bytes is refused before it is unpacked.
  package func read(_ id: ObjectID, _ kind: Kind, limit: Int) throws -> [UInt8] {
    guard let size = try size(id, kind) else {
      throw GitFault.missingObject(path: path, object: id.hexadecimal, kind: kind.name)
    }
    guard size <= limit else {
      throw GitFault.tooLarge(path: path, object: id.hexadecimal, kind: kind.name, limit: limit)
    }
    if let bytes = try readLoose(id, kind) { return bytes }
    // Safe: the shim copies `size` bytes or none.
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      code = maa_git_read(git, id.bytes, kind.rawValue, buffer.baseAddress, size)
      count = code == 0 ? size : 0
    }
    guard code == 0 else { throw damage(id, kind, GitObjects.message) }
    return bytes
  }

  private func readLoose(_ id: ObjectID, _ kind: Kind) throws -> [UInt8]? {
    do {
      guard let bytes = try loose.read(id) else { return nil }
      var hash = [UInt8](repeating: 0, count: 20)
      guard maa_git_hash(bytes, bytes.count, kind.rawValue, &hash) == 0, hash == id.bytes else {
        throw LooseObjects.Damage()
      }
      return bytes
    } catch { throw damage(id, kind, "it cannot be unpacked, or is not what its name says") }
  }

  func damage(_ id: ObjectID, _ kind: Kind, _ reason: String) -> GitFault {
    .damagedObject(path: path, object: id.hexadecimal, kind: kind.name, reason: reason)
  }
}
