/// What a folder holds in one commit.
///
/// An entry is `mode SP name NUL` and twenty bytes; entries are sorted by name, folders as if their names ended in a
/// slash (the Git book, chapter 10.2).
package struct GitTree: Sendable {
  package enum Kind: Sendable, Equatable { case folder, file, link, submodule }

  package struct Entry: Sendable, Equatable {
    package var name: String
    package var kind: Kind
    package var id: ObjectID
  }

  package var entries: [Entry]

  package subscript(name: String) -> Entry? { entries.first { $0.name.utf8.elementsEqual(name.utf8) } }

  /// Nil where the bytes are no tree. A name that no file can have is none: it would lead elsewhere; nor do two entries
  /// have one name. They are kept by the bytes of their names alone.
  init?(_ bytes: [UInt8]) {
    entries = []
    var place = 0
    while place < bytes.count {
      guard let space = bytes[place...].firstIndex(of: UInt8(ascii: " ")),
        let zero = bytes[space...].firstIndex(of: 0), zero + 20 < bytes.count,
        let kind = GitTree.kind(bytes[place..<space]), let id = ObjectID(bytes[(zero + 1)...(zero + 20)])
      else { return nil }
      let name = bytes[(space + 1)..<zero]
      guard GitTree.isPlain(name) else { return nil }
      entries.append(Entry(name: GitTree.text(name), kind: kind, id: id))
      place = zero + 21
    }
    entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let hasTwins = zip(entries, entries.dropFirst()).contains { $0.name.utf8.elementsEqual($1.name.utf8) }
    if hasTwins { return nil }
  }

  /// Names are bytes; those that are no text are spelt out, so that two of them stay two.
  private static func text(_ name: ArraySlice<UInt8>) -> String {
    if let text = String(validating: name, as: UTF8.self) { return text }
    return name.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "\\x" + String($0, radix: 16) }.joined()
  }

  private static func isPlain(_ name: ArraySlice<UInt8>) -> Bool {
    !name.isEmpty && !name.contains(UInt8(ascii: "/")) && !name.elementsEqual(".".utf8)
      && !name.elementsEqual("..".utf8)
  }

  private static func kind(_ mode: ArraySlice<UInt8>) -> Kind? {
    switch String(decoding: mode, as: UTF8.self) {
    case "40000", "040000": .folder
    case "100644", "100755", "100664": .file
    case "120000": .link
    case "160000": .submodule
    default: nil
    }
  }
}

/// Trees that were read lately: neighbours in a history share most of theirs.
package final class GitTrees {
  private static let mostBytes = 64 << 20
  private static let mostKept = 4_096

  let objects: GitObjects
  private var kept: [ObjectID: GitTree] = [:]

  package init(_ objects: GitObjects) { self.objects = objects }

  package func tree(_ id: ObjectID) throws -> GitTree {
    if let tree = kept[id] { return tree }
    guard let tree = GitTree(try objects.read(id, .tree, limit: GitTrees.mostBytes)) else {
      throw objects.damage(id, .tree, "it cannot be read as one")
    }
    if kept.count == GitTrees.mostKept { kept = [:] }
    kept[id] = tree
    return tree
  }

  /// The folder `path` of a commit's tree; nil where it has none.
  package func folder(_ path: [String], in root: ObjectID) throws -> ObjectID? {
    var id = root
    for name in path {
      guard let entry = try tree(id)[name], entry.kind == .folder else { return nil }
      id = entry.id
    }
    return id
  }
}
