import Foundation
import Tables

/// The programs that exported tables are meant for, by way of `Tests/reference/tables.py`.
package enum TableReaders {
  /// What the readers found to be otherwise than exported in `folder`, or nil where all is as it was. Where they are
  /// not installed a line says so; in CI that is an error.
  package static func differences(in folder: String, _ test: String = #function) throws -> String? {
    let reference = root.appendingPathComponent(".build/reference")
    let python = reference.appendingPathComponent("venv/bin/python")
    guard FileManager.default.fileExists(atPath: reference.appendingPathComponent("readers").path) else {
      if ProcessInfo.processInfo.environment["CI"] == "true" {
        return "no readers: tools/reference makes them"
      }
      FileHandle.standardError.write(Data("\(test): skipped, no readers: tools/reference makes them\n".utf8))
      return nil
    }
    let (code, output) = try run(
      python.path, [root.appendingPathComponent("Tests/reference/tables.py").path, folder])
    let said = code == 0 ? output.split(separator: "\n").last ?? "" : output[...]
    FileHandle.standardError.write(Data("\(test): \(said)\n".utf8))
    return code == 0 ? nil : output
  }

  /// What `tables.py` holds files beside it against: the cells as they are, in JSON that this project did not write.
  package static func describe(_ table: Table, in file: String) throws {
    let object: [String: Any] = [
      "name": table.name, "columns": table.columns.map(\.name), "rows": table.rows.map { $0.map(described) },
    ]
    try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: file))
  }

  private static func described(_ cell: Cell) -> [String: Any] {
    switch cell {
    case .missing: ["kind": "missing"]
    case .text(let text): ["kind": "text", "value": text]
    case .integer(let integer): ["kind": "integer", "value": "\(integer)"]
    case .number(let number, let places):
      // Swift writes what else the bits of a NaN hold; nobody else reads that.
      ["kind": "number", "value": number.isNaN ? "nan" : "\(number)", "places": places]
    case .flag(let flag): ["kind": "flag", "value": flag ? "true" : "false"]
    }
  }

  /// Runs a program to its end; what it wrote on either output.
  package static func run(_ path: String, _ arguments: [String], in folder: String? = nil) throws
    -> (code: Int32, output: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
