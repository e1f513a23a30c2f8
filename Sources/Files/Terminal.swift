import Glibc

/// What the surroundings say: the terminal and the environment.
package enum Terminal {
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal behind `descriptor`: `$COLUMNS` when it is a sensible number, else what the
  /// terminal says, else 80.
  package static func width(of descriptor: Int32 = STDOUT_FILENO) -> Int {
    size(in: "COLUMNS") ?? windowSize(of: descriptor).columns ?? 80
  }

  /// Rows, in the same way, from `$LINES`; else 24.
  package static func height(of descriptor: Int32 = STDOUT_FILENO) -> Int {
    size(in: "LINES") ?? windowSize(of: descriptor).rows ?? 24
  }

  /// A terminal that understands cursor movement and the like.
  package static var isDumb: Bool {
    let name = Environment["TERM"] ?? ""
    return name.isEmpty || name == "dumb"
  }

  /// Colour is for terminals that can show it and people who did not say no (https://no-color.org).
  package static func wantsColour(on descriptor: Int32 = STDOUT_FILENO) -> Bool {
    isTerminal(descriptor) && !isDumb && (Environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Columns as the terminal itself has them, whatever `$COLUMNS` says: for moving the cursor.
  package static func windowColumns(of descriptor: Int32) -> Int {
    windowSize(of: descriptor).columns ?? 80
  }

  /// Whether lines that ran over the edge do so anew when the window's width changes. Most terminals of
  /// today do; xterm, GNU screen and the console cut instead.
  package static var wrapsAgain: Bool {
    let name = Environment["TERM"] ?? ""
    if Environment["XTERM_VERSION"] != nil || name == "linux" { return false }
    return !name.hasPrefix("screen") || Environment["TMUX"] != nil
  }

  /// Whether nobody will ever read what is written to a pipe.
  package static func isHungUp(_ descriptor: Int32) -> Bool {
    var pipe = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&pipe, 1, 0) > 0 && pipe.revents & Int16(POLLERR | POLLNVAL) != 0
  }

  private static func size(in variable: String) -> Int? {
    Environment[variable].flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil }
  }

  private static func windowSize(of descriptor: Int32) -> (columns: Int?, rows: Int?) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return (nil, nil) }
    return (size.ws_col > 0 ? Int(size.ws_col) : nil, size.ws_row > 0 ? Int(size.ws_row) : nil)
  }
}

package enum Environment {
  /// The value of a variable, nil when it is not set.
  package static subscript(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Where a program keeps what should outlive it but is no document: `$XDG_STATE_HOME/maa`, else
  /// `~/.local/state/maa`; nil without a home.
  package static var stateDirectory: String? { directory("XDG_STATE_HOME", orInHome: ".local/state") }

  /// Where a person keeps a program's settings: `$XDG_CONFIG_HOME/maa`, else `~/.config/maa`.
  package static var configDirectory: String? { directory("XDG_CONFIG_HOME", orInHome: ".config") }

  /// Where a program keeps what it can make again: `$XDG_CACHE_HOME/maa`, else `~/.cache/maa`.
  package static var cacheDirectory: String? { directory("XDG_CACHE_HOME", orInHome: ".cache") }

  /// Relative paths in these variables are to be ignored, says the XDG specification.
  private static func directory(_ variable: String, orInHome folder: String) -> String? {
    if let base = Environment[variable], base.hasPrefix("/") { return base + "/maa" }
    guard let home = Environment["HOME"], home.hasPrefix("/") else { return nil }
    return (home.hasSuffix("/") ? home : home + "/") + folder + "/maa"
  }
}

/// Makes a directory that only its owner may look into, with the directories above it.
/// One that is there already stays as it is.
package func makePrivateDirectory(_ path: String) throws {
  if System.makeFolder(path, 0o700) == 0 { return try syncFolder(of: path) }
  if errno == ENOENT, let parent = parentDirectory(of: path) {
    try makePrivateDirectory(parent)
    if System.makeFolder(path, 0o700) == 0 { return try syncFolder(of: path) }
  }
  guard errno == EEXIST else { throw FileFault.last("make directory", path) }
  var status = stat()
  guard stat(path, &status) == 0 else { throw FileFault.last("make directory", path) }
  guard status.st_mode & S_IFMT == S_IFDIR else {
    throw FileFault.refused(action: "make directory", path: path, code: ENOTDIR)
  }
}

/// The part of a path before its last slash, nil when there is nothing above.
package func parentDirectory(of path: String) -> String? {
  let trimmed = path.last == "/" ? path.dropLast() : path[...]
  guard let slash = trimmed.lastIndex(of: "/") else { return nil }
  return slash == trimmed.startIndex ? (trimmed.count > 1 ? "/" : nil) : String(trimmed[..<slash])
}
