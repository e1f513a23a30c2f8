import Foundation

/// How `actual` differs from the golden file `Goldens/<name>` beside the calling test, or nil if it is the same.
///
/// With `MAA_RECORD_GOLDENS=1` in the environment the file is written instead. Bytes are compared, not
/// strings: those would take canonically equivalent texts for equal.
package func differenceFromGolden(_ actual: String, _ name: String, testFile: String = #filePath) -> String? {
  let file = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    .appendingPathComponent("Goldens").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["MAA_RECORD_GOLDENS"] == "1" { return record(actual, in: file) }
  guard let bytes = try? Data(contentsOf: file) else {
    return "no golden \(name); MAA_RECORD_GOLDENS=1 records it"
  }
  return Array(bytes) == Array(actual.utf8)
    ? nil : firstDifference(actual, String(decoding: bytes, as: UTF8.self))
}

private func record(_ actual: String, in file: URL) -> String? {
  do {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(actual.utf8).write(to: file)
    return nil
  } catch {
    return "cannot record \(file.lastPathComponent): \(error)"
  }
}

private func firstDifference(_ actual: String, _ golden: String) -> String {
  let (seen, expected) = (lines(actual), lines(golden))
  let line =
    zip(seen, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(seen.count, expected.count)
  func shown(_ lines: [[UInt8]]) -> String {
    line < lines.count ? String(decoding: lines[line], as: UTF8.self).debugDescription : "end of text"
  }
  return "line \(line + 1): expected \(shown(expected)), saw \(shown(seen))"
}

private func lines(_ text: String) -> [[UInt8]] {
  text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
}
