import Glibc

/// Seconds that only ever grow; for progress and patience, never for output.
package func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Days since 1970, for what is kept outside of every study; never for output.
package func daysSince1970() -> Int { time(nil) / 86_400 }
