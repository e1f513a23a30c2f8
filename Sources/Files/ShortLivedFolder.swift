import Glibc

/// A folder of our own that is gone, with all in it, when nobody holds this any more.
package final class ShortLivedFolder {
  package let path: String

  package init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(base)/maa-XXXXXX".utf8CString)
    // Safe: mkdtemp writes within the template, which ends in a zero.
    guard template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
      throw FileFault.last("make a folder in", base)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { removeFolder(path) }
}
