import Glibc

/// The calls of the system by which files are read and changed. Each asks a plan first, where a test has set one, so that
/// every one of them can be made to fail (`FaultPlan`).
enum System {
  static func open(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
    guard let faults = Faults.planned else { return Glibc.open(path, flags, mode) }
    if let code = faults.code(of: .open, path) { return fail(code) }
    let descriptor = Glibc.open(path, flags, mode)
    faults.done(.open, path, descriptor, descriptor >= 0)
    return descriptor
  }

  /// Safe: `count` is at most what `start` has room for.
  static func read(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int, _ path: String)
    -> Int
  {
    guard let faults = Faults.planned else { return Glibc.read(descriptor, start, count) }
    switch faults.outcome(of: .read, path, count) {
    case .fails(let code): return Int(fail(code))
    case .shortens(let less): return Glibc.read(descriptor, start, less)
    case .goesOn: return Glibc.read(descriptor, start, count)
    }
  }

  /// Safe: `count` is at most what `start` has room for.
  static func read(
    _ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int, at place: Int, _ path: String
  ) -> Int {
    guard let faults = Faults.planned else { return pread(descriptor, start, count, off_t(place)) }
    switch faults.outcome(of: .read, path, count) {
    case .fails(let code): return Int(fail(code))
    case .shortens(let less): return pread(descriptor, start, less, off_t(place))
    case .goesOn: return pread(descriptor, start, count, off_t(place))
    }
  }

  /// Safe: `count` is at most what `start` holds.
  static func write(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int, _ path: String) -> Int {
    guard let faults = Faults.planned else { return Glibc.write(descriptor, start, count) }
    let written: Int
    switch faults.outcome(of: .write, path, count) {
    case .fails(let code): return Int(fail(code))
    case .shortens(let less): written = Glibc.write(descriptor, start, less)
    case .goesOn: written = Glibc.write(descriptor, start, count)
    }
    faults.done(.write, path, descriptor, written >= 0)
    return written
  }

  /// To the disk, with or without what only tells of the file.
  static func sync(_ descriptor: Int32, dataOnly: Bool = false, _ path: String) -> Int32 {
    call(.sync, path, descriptor) { dataOnly ? fdatasync(descriptor) : fsync(descriptor) }
  }

  static func truncate(_ descriptor: Int32, _ size: off_t, _ path: String) -> Int32 {
    call(.truncate, path, descriptor) { ftruncate(descriptor, size) }
  }

  static func rename(_ path: String, _ name: String) -> Int32 {
    call(.rename, name) { Glibc.rename(path, name) }
  }

  static func link(_ path: String, _ name: String) -> Int32 { call(.link, name) { Glibc.link(path, name) } }

  @discardableResult
  static func unlink(_ path: String) -> Int32 { call(.unlink, path) { Glibc.unlink(path) } }

  static func makeFolder(_ path: String, _ mode: mode_t) -> Int32 {
    call(.makeFolder, path) { mkdir(path, mode) }
  }

  static func lock(_ descriptor: Int32, _ how: Int32, _ path: String) -> Int32 {
    call(.lock, path, descriptor) { flock(descriptor, how) }
  }

  /// A file system may say only now that it had no room.
  static func close(_ descriptor: Int32, _ path: String) -> Int32 {
    guard let faults = Faults.planned else { return Glibc.close(descriptor) }
    let code = faults.code(of: .close, path)
    let result = Glibc.close(descriptor)
    return code.map(fail) ?? result
  }

  private static func call(_ kind: FileCall, _ path: String, _ descriptor: Int32 = -1, _ body: () -> Int32)
    -> Int32
  {
    guard let faults = Faults.planned else { return body() }
    if let code = faults.code(of: kind, path) { return fail(code) }
    let result = body()
    let kept = errno
    faults.done(kind, path, descriptor, result == 0)
    errno = kept
    return result
  }

  private static func fail(_ code: Int32) -> Int32 {
    errno = code
    return -1
  }
}
