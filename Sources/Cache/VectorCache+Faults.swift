import Basics
import Files
import SQLite

extension VectorCache {
  /// Does `work` on the file. Waits for locks; sets a damaged file aside and goes on with a new one; opens one that
  /// cannot be written for reading; else gives the cache up until the end of this use. Throws only what the pulse
  /// throws, to stop.
  func attempt(_ pulse: Pulse, _ work: (CacheFile) throws -> Void) throws {
    for _ in 0..<2 where !isOff {
      do {
        return try patiently(pulse) { try work(try open()) }
      } catch let interruption as Interrupted {
        throw interruption
      } catch let fault as DatabaseFault where fault.isRefusalToWrite && canWrite(path) {
        // The system allows what SQLite refuses: bytes of the file say so, which are damaged.
        try setAside(pulse)
      } catch  where refusal == nil && VectorCache.isRefusalToWrite(error) && isRegularFile(path) {
        file = nil
        refusal = error
      } catch let fault as DatabaseFault where fault.isDamage {
        try setAside(pulse)
      } catch is CacheFile.Foreign {
        try setAside(pulse)
      } catch {
        giveUp(error)
      }
    }
  }

  private func open() throws -> CacheFile {
    if let file { return file }
    let file = try refusal.map(openForReading) ?? openForWriting()
    self.file = file
    return file
  }

  private func openForReading(_ refusal: any Error) throws -> CacheFile {
    opened = FileIdentity(path)
    let file = try CacheFile(path: path, today: today, lock: nil)
    let notice = CacheNotice.readOnly(path: path, reason: VectorCache.reason(refusal))
    trouble = notice
    say(notice)
    return file
  }

  private func openForWriting() throws -> CacheFile {
    if let folder = parentDirectory(of: path) { try makePrivateDirectory(folder) }
    let lock = try FileLock("\(path).lock")
    guard lock.takeShared() else { throw Locked() }
    try makePrivateFile(path)
    // Never open, and never rename, a folder, a pipe or a device.
    guard isRegularFile(path) else { throw NoFile() }
    opened = FileIdentity(path)
    let file = try CacheFile(path: path, today: today, lock: lock)
    // The file itself is write-protected, and SQLite has opened it for reading.
    if file.isReadOnly { throw FileFault.writeProtected(path) }
    return file
  }

  /// Removes the file and what was set aside, alone. What hindered it, or nil.
  func removeFiles(_ pulse: Pulse) throws -> CacheNotice? {
    file = nil
    do {
      let lock = try FileLock("\(path).lock")
      try patiently(pulse) { if !lock.takeAlone() { throw Locked() } }
      for name in [path, "\(path)-journal", "\(path).damaged"] { removeFile(name) }
      return nil
    } catch let interruption as Interrupted {
      throw interruption
    } catch { return notice(of: error) }
  }

  private func patiently(_ pulse: Pulse, _ work: () throws -> Void) throws {
    let deadline = monotonicSeconds() + patience
    while true {
      do {
        return try work()
      } catch  where VectorCache.isBusy(error) && monotonicSeconds() < deadline {
        try pulse.beat("waiting for the cache", 0, 0)
        pause(milliseconds: 5)
      }
    }
  }

  /// Puts a file that is of no use beside the place of the next one. Alone, so that nobody has it open; and unless
  /// another process has done so meanwhile.
  private func setAside(_ pulse: Pulse) throws {
    file = nil
    do {
      let lock = try FileLock("\(path).lock")
      try patiently(pulse) { if !lock.takeAlone() { throw Locked() } }
      guard FileIdentity(path) == opened else { return }
      try renameFile(path, to: "\(path).damaged")
      removeFile("\(path)-journal")
      say(.setAside(path: path, to: "\(path).damaged"))
    } catch let interruption as Interrupted {
      throw interruption
    } catch {
      giveUp(error)
    }
  }

  private func giveUp(_ error: any Error) {
    file = nil
    isOff = true
    let notice = notice(of: error)
    trouble = notice
    say(notice)
  }

  private func notice(of error: any Error) -> CacheNotice {
    switch error {
    case is MissingLibrary: .noLibrary
    case is NoFile: .unusable(path: path, reason: "it is not a regular file")
    case let fault as FileFault: .unusable(path: path, reason: VectorCache.reason(fault))
    case let fault as DatabaseFault where !fault.isBusy:
      .unusable(path: path, reason: VectorCache.reason(fault))
    default: .busy(path: path)
    }
  }

  private static func reason(_ fault: any Error) -> String {
    switch fault {
    case FileFault.refused(_, let path, let code): "\(path): \(phrase(ofErrorNumber: code))"
    case let fault as DatabaseFault: fault.message
    default: "\(fault)"
    }
  }

  private static func isRefusalToWrite(_ error: any Error) -> Bool {
    (error as? FileFault)?.isRefusalToWrite == true || (error as? DatabaseFault)?.isRefusalToWrite == true
  }

  private static func isBusy(_ error: any Error) -> Bool {
    error is Locked || (error as? DatabaseFault)?.isBusy == true
  }
}

private struct NoFile: Error {}

/// Another process sets the file aside just now, or does not let go of it.
private struct Locked: Error {}
