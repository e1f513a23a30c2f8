import Basics
import Glibc

package let processorCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

extension Workers {
  /// As many threads as there are processors, at most eight: the work they share is bound by memory.
  package static let threads = threads(min(8, processorCount))

  package static func threads(_ count: Int) -> Workers {
    Workers(count: count, prepare: { preferLargePages($0) }) { part in
      // Parts do not throw, so neither does this.
      try? runInParallel(threads: count) { part($0) }
    }
  }
}
