import Basics
import Files

/// A file on its way through: unpacked, and hashed as it is stored.
final class FileReading: ByteSource {
  private let input: InputFile
  /// Nil where the file is empty.
  private let content: (any ByteSource)?

  init(_ file: SourceFile, _ pulse: Pulse) throws {
    let input = try InputFile(file.location)
    input.whileWaiting = { [unowned input] in try pulse.beat("reading", input.position, input.size ?? 0) }
    self.input = input
    do {
      content = try input.unpacked().source
    } catch FileFault.empty {
      content = nil
    }
    self.pulse = pulse
  }

  private let pulse: Pulse

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try pulse.beat("reading", input.position, input.size ?? 0)
    return try content?.read(into: buffer) ?? 0
  }

  func head(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try bytes.withUnsafeMutableBytes { try fill($0) }
    return Array(bytes[..<filled])
  }

  /// Reads what is left of the stored file, and gives its hash.
  func finish() throws -> String {
    var rest = [UInt8](repeating: 0, count: 64 << 10)
    while try rest.withUnsafeMutableBytes({ try input.read(into: $0) }) > 0 {}
    return input.finishDigest()
  }
}
