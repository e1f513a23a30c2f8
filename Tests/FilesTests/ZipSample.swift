import CZlib

/// A zip archive made for a test, with whatever is to be wrong with it.
struct ZipSample {
  enum Method: Int, CaseIterable {
    case stored = 0, deflated = 8, zstd = 93, oldZstd = 20
    static var allCases: [Method] { [.stored, .deflated, .zstd, .oldZstd] }
    case encrypted = 1
    case unknown = 14
  }

  struct Packed {
    let name: String
    let method: Method
    let packed: [UInt8]
    let declared: Int
    let checksum: UInt32

    init(
      _ name: String, _ content: [UInt8], _ method: Method, declared: Int? = nil, checksum: UInt32? = nil
    ) {
      (self.name, self.method) = (name, method)
      self.declared = declared ?? content.count
      self.checksum =
        checksum ?? UInt32(content.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) })
      packed =
        switch method {
        // Without the ten bytes that gzip writes before deflated ones, and the eight behind them.
        case .deflated: Array(gzipPacked(content).dropFirst(10).dropLast(8))
        case .zstd, .oldZstd: zstdPacked(content)
        default: content
        }
    }
  }

  let members: [Packed]

  init(_ members: [Packed]) { self.members = members }

  var bytes: [UInt8] { bytes(comment: 0) }

  /// `isLarge` writes zip64; `sharing` lets all members be the first one.
  func bytes(comment: Int = 0, isLarge: Bool = false, sharing: Bool = false) -> [UInt8] {
    var (file, directory): ([UInt8], [UInt8]) = ([], [])
    for member in members {
      let place = sharing ? 0 : file.count
      file += number(0x0403_4B50, 4) + fields(member, isLarge: false) + number(0, 2) + Array(member.name.utf8)
      file += member.packed
      directory += number(0x0201_4B50, 4) + number(20, 2) + fields(member, isLarge: isLarge)
      directory += number(isLarge ? 28 : 0, 2) + number(0, 10) + number(isLarge ? 0xFFFF_FFFF : place, 4)
      directory += Array(member.name.utf8)
      guard isLarge else { continue }
      directory += number(1, 2) + number(24, 2) + number(member.declared, 8)
      directory += number(member.packed.count, 8) + number(place, 8)
    }
    return file + directory + end(file.count, directory.count, comment, isLarge)
  }

  /// From "version needed" to the length of the name.
  private func fields(_ member: Packed, isLarge: Bool) -> [UInt8] {
    let isEncrypted = member.method == .encrypted
    let method = isEncrypted ? 0 : member.method.rawValue
    let head = number(20, 2) + number(isEncrypted ? 1 : 0, 2) + number(method, 2) + number(0, 4)
    let sizes = isLarge ? [0xFFFF_FFFF, 0xFFFF_FFFF] : [member.packed.count, member.declared]
    return head + number(Int(member.checksum), 4) + sizes.flatMap { number($0, 4) }
      + number(member.name.utf8.count, 2)
  }

  private func end(_ start: Int, _ length: Int, _ comment: Int, _ isLarge: Bool) -> [UInt8] {
    let count = members.count
    let tail = number(comment, 2) + [UInt8](repeating: 120, count: comment)
    guard isLarge else {
      return number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2) + number(length, 4)
        + number(start, 4) + tail
    }
    let record = number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
    let counts = number(count, 8) + number(count, 8) + number(length, 8) + number(start, 8)
    let locator = number(0x0706_4B50, 4) + number(0, 4) + number(start + length, 8) + number(1, 4)
    return record + counts + locator + number(0x0605_4B50, 4) + number(0, 4)
      + [UInt8](repeating: 255, count: 12) + tail
  }

  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
