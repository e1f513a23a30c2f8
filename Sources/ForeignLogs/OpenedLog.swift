import Basics
import Files
import Importing
import Imports
import Traces

/// What stands at a path: a trace log, or another tool's.
package enum OpenedLog {
  case trace(InputFile)
  case foreign(ImportSource, any ImportFormat.Type)

  /// `format` is what a person says it is. Opens one pipe once: what was looked at stays to be read.
  package init(_ paths: [String], format: String?, pulse: Pulse) throws {
    let named = try format.flatMap {
      $0 == FormatFlags.traceName ? nil : try FormatRegistry.format(named: $0)
    }
    guard paths.count == 1, !isFolder(paths[0]) else {
      self = try OpenedLog.several(paths, named, isTrace: format == FormatFlags.traceName, pulse)
      return
    }
    let input = try InputFile(paths[0])
    if format == FormatFlags.traceName {
      self = .trace(input)
    } else {
      self = try OpenedLog.one(input, named, pulse)
    }
  }

  private static func several(
    _ paths: [String], _ named: (any ImportFormat.Type)?, isTrace: Bool, _ pulse: Pulse
  ) throws -> OpenedLog {
    if isTrace { throw ForeignLogFault.notOneTrace(path: paths[0], count: paths.count) }
    let source = try ImportSource(paths, pulse: pulse)
    guard let format = try named ?? FormatRegistry.recognize(source) else {
      throw ImportFault.noFormat(path: paths[0])
    }
    return .foreign(source, format)
  }

  /// A file that no format knows is read as a trace log, which says best what is wrong with it, unless it cannot be meant as one.
  private static func one(
    _ input: InputFile, _ named: (any ImportFormat.Type)?, _ pulse: Pulse
  ) throws -> OpenedLog {
    if named == nil, try startsAsTrace(input, pulse) { return .trace(input) }
    let source =
      input.size == nil
      ? try ImportSource(spooling: input, pulse: pulse) : try ImportSource(input.path, pulse: pulse)
    if let format = try named ?? FormatRegistry.recognize(source) { return .foreign(source, format) }
    guard mayBeRecords(try source.head(source.files[0])) else {
      throw ImportFault.noFormat(path: input.path)
    }
    return .trace(try InputFile(source.filePath(source.files[0])))
  }

  /// Not what is no text, nor a list, nor an object that goes on over the line and says of no kind what it is.
  private static func mayBeRecords(_ head: [UInt8]) -> Bool {
    guard !head.contains(0) else { return false }
    let line = head.drop { $0 <= 32 }.prefix { $0 != UInt8(ascii: "\n") }
    if line.first == UInt8(ascii: "[") { return false }
    guard line.first == UInt8(ascii: "{"), line.endIndex < head.endIndex else { return true }
    let text = String(decoding: line, as: UTF8.self)
    return text.contains("\"kind\"") || text.last { !$0.isWhitespace } == "}"
  }

  private static func startsAsTrace(_ input: InputFile, _ pulse: Pulse) throws -> Bool {
    input.whileWaiting = { [unowned input] in try pulse.beat("reading", input.position, input.size ?? 0) }
    return beginsTrace(unpackedHead(try input.peek(64 << 10), path: input.path))
  }
}
