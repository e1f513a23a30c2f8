import Glibc

/// The most memory that this process ever held, in bytes; never for output that must be the same.
package func peakMemory() -> Int {
  var usage = rusage()
  guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
  return usage.ru_maxrss * 1024
}

/// The memory that this process holds now, in bytes; 0 where the system does not say.
package func residentMemory() -> Int {
  guard let bytes = try? readWhole("/proc/self/statm") else { return 0 }
  let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ").dropFirst().first.flatMap {
    Int($0)
  }
  return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
}
