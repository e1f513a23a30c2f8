import CPty
import Glibc

/// Programs that were built along with the tests.
package enum Products {
  package static func path(of product: String) throws -> String {
    let path = try folder() + "/" + product
    guard access(path, X_OK) == 0 else { throw TerminalFailure("\(path) is not there: build it first") }
    return path
  }

  /// What tells programs that are counted or watched where to write; every program that is started gets it.
  package static let instruments: [String: String] = {
    let names = ["LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"]
    let set = names.compactMap { name in getenv(name).map { (name, String(cString: $0)) } }
    return Dictionary(uniqueKeysWithValues: set)
  }()

  /// `$MAA_BIN_DIR`, or the folder of the running tests.
  private static func folder() throws -> String {
    if let folder = getenv("MAA_BIN_DIR") { return String(cString: folder) }
    guard let own = realpath("/proc/self/exe", nil) else { throw TerminalFailure("no /proc/self/exe") }
    defer { free(own) }
    let path = String(cString: own)
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}

/// A folder for one test, removed with everything in it when the last reference goes.
package final class TemporaryFolder {
  package let path: String

  package init() throws {
    var template = Array("/tmp/maa-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TerminalFailure("no temporary folder") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    cpty_remove_folder(path)
  }
}
