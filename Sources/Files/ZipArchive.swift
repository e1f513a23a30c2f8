import Glibc

/// A zip archive, read through its directory: nothing of it is ever written to a disk.
///
///     let archive = try ZipArchive("run.eval")
///     for member in archive.members { let bytes = try archive.bytes(of: member, limit: 64 << 20) }
///
/// Stored, deflated and zstd members; zip64. What makes archives dangerous is refused before a byte is unpacked: names that lead
/// out of a folder, members that share their bytes, more of them than any log has. A member that unpacks to more than it
/// declares, or than its reader allows, ends the reading there. After APPNOTE.TXT 6.3.10 (PKWARE); method 93 is zstd.
package final class ZipArchive {
  package let path: String
  /// In the order of the directory; of several with one name the last one counts, as for whoever appends to an archive.
  package let members: [ZipMember]
  let file: RandomFile

  package init(_ path: String) throws {
    self.path = path
    file = try RandomFile(path)
    let directory = try ZipDirectory(file)
    let all = try directory.members()
    try ZipArchive.checkApart(all, before: directory.start, path)
    var last: [String: Int] = [:]
    for (index, member) in all.enumerated() { last[member.name] = index }
    members = all.enumerated().filter { last[$0.element.name] == $0.offset }.map(\.element)
  }

  /// Two members that share bytes are how a small archive unpacks to a huge one.
  private static func checkApart(_ members: [ZipMember], before end: Int, _ path: String) throws {
    var reach = 0
    for member in members.sorted(by: { $0.header < $1.header }) {
      // A local header takes 30 bytes at least.
      guard member.header >= reach, member.packed <= end - 30, member.header <= end - 30 - member.packed
      else {
        throw ArchiveFault.overlapping(path: path, member: member.name)
      }
      reach = member.header + 30 + member.packed
    }
  }

  /// What a member unpacks to, checked against its length and checksum at its end.
  package func open(_ member: ZipMember, limit: Int) throws -> any ByteSource {
    guard member.unpacked <= limit else {
      throw ArchiveFault.tooLarge(path: path, member: member.name, size: member.unpacked, limit: limit)
    }
    let stretch = FileStretch(file, from: try dataStart(of: member), count: member.packed)
    let source: any ByteSource
    switch member.method {
    case 0: source = stretch
    case 8: source = try InflateSource(stretch, path: path, wrapping: .none)
    case 93, 20: source = try ZstdSource(stretch, path: path)
    default: throw ArchiveFault.unknownMethod(path: path, member: member.name, method: member.method)
    }
    return ZipMemberSource(source, member, path: path)
  }

  /// A member as a whole.
  package func bytes(of member: ZipMember, limit: Int) throws -> [UInt8] {
    let source = try open(member, limit: limit)
    // One byte more than it should have, so that its end is seen and the checksum compared.
    var bytes = [UInt8](repeating: 0, count: member.unpacked + 1)
    let count = try bytes.withUnsafeMutableBytes { try source.fill($0) }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  package func member(_ name: String) -> ZipMember? { members.first { $0.name == name } }

  /// Behind the local header, whose name and extra field may be of another length than the directory's.
  private func dataStart(of member: ZipMember) throws -> Int {
    let header = try file.bytes(at: member.header, count: 30)
    guard header.starts(with: [0x50, 0x4B, 3, 4]) else { throw ArchiveFault.damaged(path: path) }
    let fields = LittleEndian(header)
    let start = member.header + 30 + fields.short(26) + fields.short(28)
    guard start + member.packed <= file.size else { throw ArchiveFault.damaged(path: path) }
    return start
  }
}

/// What the directory of an archive says of a member.
package struct ZipMember: Sendable, Equatable {
  package let name: String
  package let packed: Int
  package let unpacked: Int
  let method: Int
  let checksum: UInt32
  /// Where its local header begins.
  let header: Int
}

/// What is wrong with an archive.
package enum ArchiveFault: Error, Equatable {
  /// No directory at the end: cut off, or no zip at all.
  case noDirectory(path: String)
  case damaged(path: String)
  /// A member's name leads out of a folder, or is no name.
  case unsafeName(path: String, name: String)
  case overlapping(path: String, member: String)
  case tooManyMembers(path: String, limit: Int)
  case tooLarge(path: String, member: String, size: Int, limit: Int)
  case encrypted(path: String, member: String)
  case unknownMethod(path: String, member: String, method: Int)
  /// It unpacks to more or fewer bytes than it declares, or to others.
  case wrongContent(path: String, member: String)
}
