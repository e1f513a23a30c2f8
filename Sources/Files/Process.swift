import Glibc

/// Ends the process; buffers of `Output` are the caller's to flush.
package func exitProcess(_ code: Int32) -> Never { exit(code) }

/// The folder of the program that runs, for what was installed beside it.
package func programFolder() -> String? {
  programPath.flatMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } }
}

/// Another program goes on in the place of this one; a name without a slash is looked for on the `PATH`. Returns only by
/// throwing.
package func becomeProgram(_ name: String, _ arguments: [String]) throws {
  var words = ([name] + arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  execvp(name, &words)
  throw FileFault.last("run", name)
}

package func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }

/// Where this program lies, where the system says so.
package var programPath: String? { resolved("/proc/self/exe") }

/// The folder that relative paths begin in.
package var workingFolder: String { resolved(".") ?? "." }

private func resolved(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
