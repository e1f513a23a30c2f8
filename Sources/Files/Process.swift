import Glibc

/// Ends the process; buffers of `Output` are the caller's to flush.
package func exitProcess(_ code: Int32) -> Never { exit(code) }

/// Where this program lies, where the system says so.
package var programPath: String? { resolved("/proc/self/exe") }

/// The folder that relative paths begin in.
package var workingFolder: String { resolved(".") ?? "." }

private func resolved(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
