import Files

/// What stands before the pack of a bundle.
struct BundleHead {
  private(set) var references: [GitBundle.Reference] = []
  private(set) var needed: [ObjectID] = []

  private static let mostLines = 100_000

  init(_ lines: inout BundleLines, path: String) throws {
    let signature = try lines.next()
    guard let signature, GitBundle.isBundle(Array(signature) + [UInt8(ascii: "\n")]) else {
      throw GitFault.notBundle(path: path, reason: "it does not begin as one")
    }
    var count = 0
    while let line = try lines.next(), !line.isEmpty {
      count += 1
      guard count <= BundleHead.mostLines, take(line) else {
        throw GitFault.notBundle(path: path, reason: reason(line))
      }
    }
    guard !references.isEmpty else { throw GitFault.notBundle(path: path, reason: "it names no branch") }
  }

  /// `@capability`, `-commit comment`, or `commit name`; false for what cannot be read.
  private mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
    if line.first == UInt8(ascii: "@") {
      return !line.starts(with: "@object-format=".utf8) || line.elementsEqual("@object-format=sha1".utf8)
    }
    let isNeeded = line.first == UInt8(ascii: "-")
    let rest = isNeeded ? line.dropFirst() : line
    guard let id = ObjectID(hexadecimal: rest.prefix(40)) else { return false }
    if isNeeded {
      needed.append(id)
    } else {
      references.append(.init(id: id, name: String(decoding: rest.dropFirst(41), as: UTF8.self)))
    }
    return true
  }

  private func reason(_ line: ArraySlice<UInt8>) -> String {
    line.first == UInt8(ascii: "@")
      ? "it needs \(String(decoding: line.dropFirst().prefix(60), as: UTF8.self))"
      : "a line of its head is not one: \(String(decoding: line.prefix(60), as: UTF8.self))"
  }

  /// A pack whose deltas rest on objects that are elsewhere cannot be unpacked alone.
  func fault(_ path: String, _ reason: String) -> GitFault {
    guard let first = needed.first else { return .notBundle(path: path, reason: reason) }
    return .incompleteBundle(path: path, needs: first.hexadecimal, reason: reason)
  }
}

/// Lines at the beginning of a file whose rest is none.
struct BundleLines {
  private static let longest = 1 << 16

  private let file: InputFile
  private var buffer: [UInt8] = []
  private var used = 0

  init(_ file: InputFile) { self.file = file }

  /// What was read beyond the lines.
  var rest: ArraySlice<UInt8> { buffer[used...] }

  /// Without its newline; nil at the end.
  mutating func next() throws -> ArraySlice<UInt8>? {
    while true {
      if let end = buffer[used...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { used = end + 1 }
        return buffer[used..<end]
      }
      guard buffer.count - used < BundleLines.longest else { return nil }
      var chunk = [UInt8](repeating: 0, count: 1 << 14)
      let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { return nil }
      buffer = Array(buffer[used...]) + chunk[..<count]
      used = 0
    }
  }
}
