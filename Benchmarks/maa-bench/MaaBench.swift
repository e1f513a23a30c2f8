import Accumulation
import Glibc
import Traces

/// What the scripts in `Benchmarks/` time: one piece of work per process, with checksums to compare.
@main
struct MaaBench {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2, arguments[0] == "load" else {
      fail("usage: maa-bench load FILE [THREADS]", code: 2)
    }
    do {
      try load(arguments[1], threads: arguments.count > 2 ? Int(arguments[2]) ?? 2 : 2)
    } catch {
      fail("\(error)", code: 1)
    }
  }

  static func fail(_ message: String, code: Int32) -> Never {
    let line = message + "\n"
    write(STDERR_FILENO, line, line.utf8.count)
    exit(code)
  }

  static func load(_ path: String, threads: Int) throws {
    let start = ContinuousClock.now
    let result = try readTrace(path, options: ReadOptions(threads: threads))
    let seconds = start.duration(to: .now) / .seconds(1)
    let log = result.log
    print("records \(result.report.records)")
    print("proposals \(log.proposals.count)")
    print("content_bytes \(log.proposals.content.bytes.count)")
    print("calls \(log.calls.count)")
    print("entries \(log.calls.value.count)")
    print("score_sum \(log.calls.value.reduce(0, +))")
    print("baseline_sum \(log.calls.baseline.reduce(0, +))")
    print("tasks \(log.tasks.count)")
    print("sha256 \(result.sha256)")
    print("seconds \(seconds)")
    print("peak_mib \(peakMemory() >> 20)")
  }

  /// The most memory this process ever held, in bytes.
  static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }
}
