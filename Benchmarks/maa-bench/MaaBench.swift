import Basics
import Glibc
import TraceLogs
import Traces

/// What the scripts in `Benchmarks/` time: one piece of work per process, with checksums to compare.
@main
struct MaaBench {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch (arguments.first, arguments.count) {
      case ("load", 2...3): try load(arguments[1], threads: arguments.count > 2 ? Int(arguments[2]) ?? 2 : 2)
      case ("import", 2): try importForeign(arguments[1])
      case ("accumulate", 5):
        let numbers = arguments[2...].map { Int($0) ?? 1 }
        try accumulate(folder: arguments[1], units: numbers[0], threads: numbers[1], runs: numbers[2])
      case ("statements", 3): try statements(arguments[1], runs: Int(arguments[2]) ?? 100)
      case ("join", 6...7):
        let numbers = arguments[2...].map { Int($0) ?? 1 }
        try join(
          folder: arguments[1], dimension: numbers[0], tenThousandths: numbers[1], threads: numbers[2],
          runs: numbers[3], kernel: numbers.count > 4 ? numbers[4] : nil)
      case ("place", 5...6):
        let numbers = arguments[1...].map { Int($0) ?? 1 }
        try place(
          count: numbers[0], largest: numbers[1], dimension: numbers[2], threads: numbers[3],
          compare: arguments.last == "--compare")
      case ("queue", 5):
        let numbers = arguments[1...].map { Int($0) ?? 1 }
        try queue(count: numbers[0], candidates: numbers[1], threads: numbers[2], runs: numbers[3])
      case ("follow", 6...7):
        let numbers = arguments[1...].map { Int($0) ?? 1 }
        try follow(
          count: numbers[0], candidates: numbers[1], largest: numbers[2], changes: numbers[3],
          threads: numbers[4], check: arguments.last == "--check")
      case ("posterior", 2): posterior(seeds: Int(arguments[1]) ?? 30)
      case ("plans", 3): try plans(seeds: Int(arguments[1]) ?? 30, scorings: Int(arguments[2]) ?? 8)
      case ("policies", 2): try policies(seeds: Int(arguments[1]) ?? 30)
      case ("certificates", 2): certificates(worlds: Int(arguments[1]) ?? 1000)
      case ("posterior-times", 5):
        let numbers = arguments[1...].map { Int($0) ?? 1 }
        posteriorTimes(units: numbers[0], looks: numbers[1], threads: numbers[2], runs: numbers[3])
      case ("effects", 2): effects(seeds: Int(arguments[1]) ?? 200)
      case ("experiments", 3):
        experiments(worlds: Int(arguments[1]) ?? 30, maxLoss: Double(arguments[2]) ?? 0.1)
      case ("lots", 2): lots(count: Int(arguments[1]) ?? 10_000_000)
      case ("effect-times", 5):
        let numbers = arguments[1...].map { Int($0) ?? 1 }
        effectTimes(tasks: numbers[0], items: numbers[1], threads: numbers[2], runs: numbers[3])
      case ("encode", 6):
        let numbers = arguments[2...3].map { Int($0) ?? 1 }
        try encode(
          arguments[1], threads: numbers[0], runs: numbers[1], with: arguments[4], to: arguments[5])
      default:
        fail(
          """
          usage: maa-bench load FILE [THREADS]
                 maa-bench import FILE
                 maa-bench accumulate FOLDER UNITS THREADS RUNS
                 maa-bench join FOLDER DIMENSION TENTHOUSANDTHS THREADS RUNS [KERNEL]
                 maa-bench statements FILE RUNS
                 maa-bench place OPERATIONS LARGEST_KEY DIMENSION THREADS [--compare]
                 maa-bench queue OPERATIONS CANDIDATES THREADS RUNS
                 maa-bench follow PROPOSALS CANDIDATES LARGEST_KEY CHANGES THREADS [--check]
                 maa-bench posterior SEEDS
                 maa-bench plans SEEDS SCORINGS
                 maa-bench certificates WORLDS
                 maa-bench policies SEEDS
                 maa-bench posterior-times UNITS OBSERVATIONS_EACH THREADS RUNS
                 maa-bench effects SEEDS
                 maa-bench experiments WORLDS MAX_LOSS
                 maa-bench lots COUNT
                 maa-bench effect-times TASKS ITEMS THREADS RUNS
                 maa-bench encode FILE THREADS RUNS floats|bytes|static OUTPUT
          """, code: 2)
      }
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
    print("peak_mib \(peakMemory())")
  }

  /// The most memory this process ever held, in MiB. What `getrusage` says includes the process that
  /// started this one.
  static func peakMemory() -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let words = text.split { " \t\n".contains($0) }
      if words.count > 1, words[0] == "VmHWM:" { return (Int(words[1]) ?? 0) >> 10 }
    }
    return 0
  }
}
