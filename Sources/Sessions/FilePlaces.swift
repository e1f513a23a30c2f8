import Files
import Language

/// Where the files lie that a session names. A run among others writes into a folder of its own, and reads first what it
/// wrote there itself.
package struct FilePlaces: Sendable {
  /// Nil writes where the names say.
  package var output: String?

  package init(output: String? = nil) { self.output = output }

  package func written(_ path: String) -> String {
    guard let output, FilePlaces.isMoved(path) else { return path }
    return "\(output)/\(path)"
  }

  package func read(_ path: String) -> String {
    let own = written(path)
    return own != path && isRegularFile(own) ? own : path
  }

  package func exists(_ path: String) -> Bool { fileExists(read(path)) }

  func place(_ kind: ValueKind, _ path: String) -> String {
    switch kind {
    case .newFile: written(path)
    case .existingFile: read(path)
    default: path
    }
  }

  /// Text without the folder: what a run says does not depend on where it lies.
  package func withoutFolder(_ text: String) -> String {
    output.map { text.replacing("\($0)/", with: "") } ?? text
  }

  /// Absolute paths are meant as they stand, and none leads out of the folder.
  private static func isMoved(_ path: String) -> Bool {
    !path.isEmpty && path != "-" && !path.hasPrefix("/")
      && !path.split(separator: "/").contains("..")
  }
}
