/// The directory at the end of a zip archive.
struct ZipDirectory {
  private let file: RandomFile
  /// Where it begins, how long it is, and how many members it says it has.
  let start: Int
  private let length: Int
  private let count: Int

  /// No log has more, and a directory of so many is a few dozen megabytes.
  static let mostMembers = 200_000
  private static let longest = 64 << 20

  init(_ file: RandomFile) throws {
    self.file = file
    let (end, record) = try ZipDirectory.endRecord(file)
    var fields = (record.short(10), record.word(12), record.word(16))
    if fields.0 == 0xFFFF || fields.1 == 0xFFFF_FFFF || fields.2 == 0xFFFF_FFFF {
      fields = try ZipDirectory.largeRecord(file, before: end)
    }
    (count, length, start) = fields
    guard count <= ZipDirectory.mostMembers, length <= ZipDirectory.longest else {
      throw ArchiveFault.tooManyMembers(path: file.path, limit: ZipDirectory.mostMembers)
    }
    guard start <= end, length <= end - start else { throw ArchiveFault.damaged(path: file.path) }
  }

  /// The last record of the file, which a comment of at most 65,535 bytes may follow.
  private static func endRecord(_ file: RandomFile) throws -> (place: Int, LittleEndian) {
    let tailStart = max(0, file.size - 22 - 0xFFFF)
    let tail = try file.bytes(at: tailStart, count: file.size - tailStart)
    var at = tail.count - 22
    while at >= 0 {
      let fields = LittleEndian(tail, from: at)
      if fields.word(0) == 0x0605_4B50, at + 22 + fields.short(20) == tail.count {
        return (tailStart + at, fields)
      }
      at -= 1
    }
    throw ArchiveFault.noDirectory(path: file.path)
  }

  /// Of zip64: found by the locator that stands before the end record.
  private static func largeRecord(_ file: RandomFile, before end: Int) throws -> (Int, Int, Int) {
    guard end >= 20 else { throw ArchiveFault.damaged(path: file.path) }
    let locator = LittleEndian(try file.bytes(at: end - 20, count: 20))
    guard locator.word(0) == 0x0706_4B50, let place = locator.long(8), place <= end - 20 - 56 else {
      throw ArchiveFault.damaged(path: file.path)
    }
    let record = LittleEndian(try file.bytes(at: place, count: 56))
    guard record.word(0) == 0x0606_4B50, let count = record.long(32), let length = record.long(40),
      let start = record.long(48)
    else { throw ArchiveFault.damaged(path: file.path) }
    return (count, length, start)
  }

  /// The members that are no folders.
  func members() throws -> [ZipMember] {
    let bytes = try file.bytes(at: start, count: length)
    var members: [ZipMember] = []
    var at = 0
    for _ in 0..<count {
      let fields = LittleEndian(bytes, from: at)
      guard at + 46 <= bytes.count, fields.word(0) == 0x0201_4B50 else { throw damaged }
      let nameEnd = at + 46 + fields.short(28)
      let extraEnd = nameEnd + fields.short(30)
      guard extraEnd + fields.short(32) <= bytes.count else { throw damaged }
      let member = try member(
        fields, name: bytes[at + 46..<nameEnd], extra: LittleEndian(Array(bytes[nameEnd..<extraEnd])))
      if !member.name.hasSuffix("/") { members.append(member) }
      at = extraEnd + fields.short(32)
    }
    return members
  }

  private var damaged: ArchiveFault { .damaged(path: file.path) }

  private func member(_ fields: LittleEndian, name: ArraySlice<UInt8>, extra: LittleEndian) throws
    -> ZipMember
  {
    let name = try safeName(name)
    guard fields.short(8) & 1 == 0 else { throw ArchiveFault.encrypted(path: file.path, member: name) }
    var sizes = [fields.word(24), fields.word(20), fields.word(42)]
    if sizes.contains(0xFFFF_FFFF) { sizes = try largeSizes(sizes, extra) }
    return ZipMember(
      name: name, packed: sizes[1], unpacked: sizes[0], method: fields.short(10),
      checksum: UInt32(truncatingIfNeeded: fields.word(16)), header: sizes[2])
  }

  /// Those that do not fit into 32 bits stand in the extra field 1, in this order.
  private func largeSizes(_ sizes: [Int], _ extra: LittleEndian) throws -> [Int] {
    var at = 0
    while at + 4 <= extra.count, extra.short(at) != 1 { at += 4 + extra.short(at + 2) }
    let end = at + 4 + extra.short(at + 2)
    at += 4
    return try sizes.map { size in
      guard size == 0xFFFF_FFFF else { return size }
      guard at + 8 <= end, let large = extra.long(at) else { throw damaged }
      at += 8
      return large
    }
  }

  /// Relative, UTF-8, and nowhere upwards. Nothing is written under it; but a log that has such names is no log.
  private func safeName(_ bytes: ArraySlice<UInt8>) throws -> String {
    let shown = String(decoding: bytes, as: UTF8.self)
    guard let name = String(validating: bytes, as: UTF8.self), !name.isEmpty, !name.utf8.contains(0),
      !name.utf8.contains(UInt8(ascii: "\\")), !name.hasPrefix("/"),
      !name.split(separator: "/").contains("..")
    else { throw ArchiveFault.unsafeName(path: file.path, name: shown) }
    return name
  }
}
