import Basics
import Glibc

package let processorCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

extension Workers {
  /// As many threads as there are processors, at most eight: the work they share is bound by memory. `MAA_THREADS` says
  /// another number, to see that none of them changes an answer.
  package static let threads = threads(wished ?? min(8, processorCount))

  private static var wished: Int? {
    Environment["MAA_THREADS"].flatMap { Int($0) }.flatMap { (1...64).contains($0) ? $0 : nil }
  }

  /// Everything on the thread that asks.
  package static let here = Workers(
    count: 1, width: ProcessorWidth.most.level, prepare: { _ in }, run: { $0(0) })

  package static func threads(_ count: Int) -> Workers {
    Workers(count: count, width: ProcessorWidth.most.level, prepare: { preferLargePages($0) }) { part in
      if SideBySide.isOn { return (0..<count).forEach(part) }
      // Parts do not throw, so neither does this.
      try? runInParallel(threads: count) { part($0) }
    }
  }
}
