import CGit
import Files

/// Objects that lie in files of their own, each a zlib stream of `kind size NUL bytes` (the Git book, chapter 10.2).
///
/// They are read here and not by libgit2, which does not come to an end with one that is cut off.
struct LooseObjects {
  struct LooseHeader {
    var kind: String
    var size: Int
  }

  /// Folders of objects: the repository's own, and those that it borrows from.
  let folders: [String]

  private static let mostFolders = 32
  private static let longestHeader = 64

  /// `first` and the folders that its `info/alternates` names, and so on.
  init(_ first: String) {
    var (folders, next) = ([String](), [first])
    while let folder = next.popLast(), folders.count < LooseObjects.mostFolders {
      if folders.contains(folder) { continue }
      folders.append(folder)
      let bytes = (try? readWhole("\(folder)/info/alternates")) ?? []
      for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
        let path = String(decoding: line, as: UTF8.self)
        next.append(path.hasPrefix("/") ? path : "\(folder)/\(path)")
      }
    }
    self.folders = folders
  }

  /// Nil where no file holds it.
  func header(_ id: ObjectID) throws -> LooseHeader? { try open(id)?.header }

  /// The bytes behind the header, of which there must be as many as it says; nil where no file holds the object.
  func read(_ id: ObjectID) throws -> [UInt8]? {
    guard let (header, source) = try open(id) else { return nil }
    var bytes = [UInt8](repeating: 0, count: header.size)
    let filled = try bytes.withUnsafeMutableBytes { try source.fill($0) }
    var more: [UInt8] = [0]
    guard filled == header.size, try more.withUnsafeMutableBytes({ try source.fill($0) }) == 0 else {
      throw Damage()
    }
    return bytes
  }

  /// What cannot be unpacked, or is of another length than it says.
  struct Damage: Error {}

  private func open(_ id: ObjectID) throws -> (header: LooseHeader, source: InflateSource)? {
    let name = id.hexadecimal
    for folder in folders {
      let path = "\(folder)/\(name.prefix(2))/\(name.dropFirst(2))"
      guard isRegularFile(path) else { continue }
      let source = try InflateSource(InputFile(path), path: path, wrapping: .zlib)
      guard let header = try LooseObjects.header(source) else { throw Damage() }
      return (header, source)
    }
    return nil
  }

  private static func header(_ source: InflateSource) throws -> LooseHeader? {
    var (text, byte) = ([UInt8](), [UInt8](repeating: 0, count: 1))
    while text.count < longestHeader {
      guard try byte.withUnsafeMutableBytes({ try source.fill($0) }) == 1 else { return nil }
      if byte[0] == 0 { break }
      text.append(byte[0])
    }
    let words = text.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    guard words.count == 2, let size = Int(words[1]), size >= 0 else { return nil }
    return LooseHeader(kind: words[0], size: size)
  }
}
