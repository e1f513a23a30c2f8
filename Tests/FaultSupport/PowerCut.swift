import Files
import Foundation

/// The power goes before a call: that one and all after it fail. What was synced is on the disk; of the rest nothing need be.
package final class PowerCut: FaultPlan {
  private let number: Int
  private let root: String
  private var count = 0
  package private(set) var isOff = false
  /// By number of the file: what was there when it was synced last.
  private var contents: [UInt64: [UInt8]] = [:]
  /// By folder: its names and their files when it was synced last.
  private var names: [String: [String: UInt64]] = [:]
  /// Folders whose own name was synced.
  private var linked: Set<String> = []

  /// What lies below `root` now is on the disk.
  package init(_ number: Int, below root: String) {
    (self.number, self.root) = (number, root)
    for folder in PowerCut.folders(root) {
      linked.insert(folder)
      names[folder] = PowerCut.listing(folder)
      for (name, file) in names[folder] ?? [:] { contents[file] = PowerCut.bytes("\(folder)/\(name)") }
    }
  }

  package func outcome(of call: FileCall, path: String, count: Int) -> FaultOutcome {
    self.count += 1
    if self.count >= number { isOff = true }
    return isOff ? .fails(EIO) : .goesOn
  }

  package func made(_ call: FileCall, path: String, descriptor: Int32, succeeded: Bool) {
    guard call == .sync, succeeded else { return }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    let link = "/proc/self/fd/\(descriptor)"
    if status.st_mode & S_IFMT == S_IFDIR {
      guard let folder = canonicalPath(link) else { return }
      names[folder] = PowerCut.listing(folder)
      linked.formUnion(
        PowerCut.folders(folder).filter { ($0 as NSString).deletingLastPathComponent == folder })
    } else {
      contents[UInt64(status.st_ino)] = PowerCut.bytes(link)
    }
  }

  /// Puts the folder into the state in which a machine may find it: names as they were synced, or as they were last; of a
  /// file that was never synced, nothing.
  package func restore(namesAreLate: Bool) throws {
    for folder in PowerCut.folders(root) {
      if !namesAreLate, !linked.contains(folder) {
        try? FileManager.default.removeItem(atPath: folder)
        continue
      }
      // Below one that is gone.
      guard FileManager.default.fileExists(atPath: folder) else { continue }
      let now = PowerCut.listing(folder)
      let kept = namesAreLate ? now : names[folder] ?? [:]
      for name in now.keys { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
      for (name, file) in kept {
        try Data(contents[file] ?? []).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      }
    }
  }

  /// Not read as the program reads: its calls are counted, and cut off.
  private static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { Array($0) }
  }

  private static func folders(_ root: String) -> [String] {
    let below = FileManager.default.subpaths(atPath: root) ?? []
    return ([root] + below.map { "\(root)/\($0)" }).filter(isFolder).compactMap(canonicalPath)
  }

  /// The files of a folder.
  private static func listing(_ folder: String) -> [String: UInt64] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var listing: [String: UInt64] = [:]
    for name in all {
      var status = stat()
      guard lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      listing[name] = UInt64(status.st_ino)
    }
    return listing
  }
}
