import Foundation
import TerminalSupport

/// The built program, run as a user runs it.
struct Run {
  let code: Int32
  let output: String
  let errors: String

  /// Runs `maa` in the repository, or a shell command that calls it `$MAA`; standard input is empty unless given.
  init(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], shell: String? = nil
  ) throws {
    let process = Process()
    let maa = try Run.binary()
    process.executableURL = URL(fileURLWithPath: shell == nil ? maa : "/bin/sh")
    process.arguments =
      shell.map { ["-c", $0] } ?? arguments
    process.currentDirectoryURL = URL(fileURLWithPath: Run.root)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "MAA": maa]
      .merging(Products.instruments) { $1 }.merging(environment) { $1 }
    let (standardInput, standardOutput, standardError) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = standardError
    try Run.hearingSignals { try process.run() }
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    // Standard error is short here: it fits its pipe while standard output is read.
    output = String(decoding: standardOutput.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    errors = String(decoding: standardError.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    code = process.terminationStatus
  }

  /// Workers of Dispatch block signals, and what they start inherits that: a shell would never hear that a job of its own has ended.
  private static func hearingSignals(_ start: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try start()
  }

  static func binary() throws -> String {
    if let path = ProcessInfo.processInfo.environment["MAA_BINARY"] { return path }
    return try Products.path(of: "maa")
  }

  /// The same, for programs that start in this process's folder.
  static func binaryAtRoot() throws -> String {
    _ = isAtRoot
    return try binary()
  }

  private static let isAtRoot = FileManager.default.changeCurrentDirectoryPath(root)

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}

extension TemporaryFolder {
  func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ data: Data) throws -> String {
    try data.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }
}
