import Glibc

/// The most memory that this process ever held, in bytes; never for output that must be the same.
package func peakMemory() -> Int {
  var usage = rusage()
  guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
  return usage.ru_maxrss * 1024
}

/// Gives back to the system what is free: what a statement held that was stopped counts as held until then.
package func releaseFreeMemory() {
  // Only glibc has it, and its header is in no module.
  guard let symbol = dlsym(nil, "malloc_trim") else { return }
  // Safe: that is the type of the function of this name.
  _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
}

/// The memory that this process holds now, in bytes; 0 where the system does not say.
package func residentMemory() -> Int {
  guard let bytes = try? readWhole("/proc/self/statm") else { return 0 }
  let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ").dropFirst().first.flatMap {
    Int($0)
  }
  return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
}
