import Foundation

/// A repository in a folder of its own, made with the program `git`.
package final class GitScratch {
  package let folder: URL
  private var hour = 0

  package var path: String { folder.path }

  /// Nil, and a line that says so, where there is no `git`; in CI that is an error.
  package init?(_ test: String = #function) throws {
    guard GitScratch.program != nil else {
      FileHandle.standardError.write(Data("\(test): skipped, there is no git\n".utf8))
      if ProcessInfo.processInfo.environment["CI"] == "true" { throw NoGit() }
      return nil
    }
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("maa-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try git("init", "-q", "-b", "main", ".")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private struct NoGit: Error {}
  private struct Failed: Error { let output: String }

  private static let program = ["/usr/bin/git", "/usr/local/bin/git", "/bin/git"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  package func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  package func write(_ bytes: [UInt8], to name: String) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
  }

  /// All that stands in the folder as a commit, an hour after the last.
  package func commit(_ message: String) throws {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
  }

  /// Runs git with settings of nobody; gives what it wrote.
  @discardableResult
  package func git(_ arguments: String...) throws -> String { try git(arguments) }

  @discardableResult
  package func git(_ arguments: [String]) throws -> String {
    hour += 1
    let time = "\(1_767_225_600 + hour * 3_600) +0100"
    let process = Process()
    process.executableURL = GitScratch.program.map { URL(fileURLWithPath: $0) }
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "GIT_AUTHOR_NAME": "someone", "GIT_AUTHOR_EMAIL": "s@example.org", "GIT_AUTHOR_DATE": time,
      "GIT_COMMITTER_NAME": "someone", "GIT_COMMITTER_EMAIL": "s@example.org", "GIT_COMMITTER_DATE": time,
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": path,
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.file.allow", "GIT_CONFIG_VALUE_0": "always",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(output: output) }
    return output
  }
}
