import Files
import Glibc

/// Gives every target its share of the time, in processes of their own, and counts.
struct FuzzDriver {
  let options: FuzzOptions

  /// How many inputs each target has had in all runs of this folder.
  private var ledger: String { "\(options.state)/executions.tsv" }

  func run() throws -> Int32 {
    try makeFolder(options.state)
    var totals = readLedger()
    let targets = FuzzTarget.all.filter { options.asks(for: $0.name) }
    guard !targets.isEmpty else {
      errorOutput("no target is called \(options.target ?? "")\n")
      return 2
    }
    let seconds =
      options.each == nil ? options.minutes * 60 / Double(targets.count) : .greatestFiniteMagnitude
    let executions = options.each ?? options.executions / targets.count
    var (sum, failures) = (0, 0)
    for target in targets {
      let outcome = try fuzz(target, seconds, executions, round: totals[target.name] ?? 0)
      sum += outcome.executions
      failures += outcome.code == 0 ? 0 : 1
      totals[target.name, default: 0] += outcome.executions
      say(target, outcome)
    }
    try writeLedger(totals)
    output("\(sum) executions now, \(totals.values.reduce(0, +)) in all runs, \(failures) failures\n")
    return failures == 0 ? 0 : 1
  }

  private struct FuzzOutcome {
    let executions: Int
    let slowest: Double
    let code: Int32
  }

  private func fuzz(_ target: FuzzTarget, _ seconds: Double, _ executions: Int, round: Int) throws
    -> FuzzOutcome
  {
    let path = "\(options.state)/\(target.name).input"
    unlink(path)
    guard let shared = SharedInput(path) else { throw FileFault.last("map", path) }
    let code = start(
      [
        "worker", target.name, path, "\(seconds)", "\(executions)", "\(options.seed &+ UInt64(round))",
        options.corpus,
      ], shared)
    if code != 0 { try keep(target, shared.input) }
    unlink(path)
    return FuzzOutcome(executions: shared.executions, slowest: shared.slowest, code: code)
  }

  /// Negative for a signal; 12 where it hung.
  private func start(_ words: [String], _ shared: SharedInput) -> Int32 {
    var arguments: [UnsafeMutablePointer<CChar>?] = ([options.program] + words).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    // A backtrace of a crash would wait for somebody to read it.
    setenv("SWIFT_BACKTRACE", "enable=no", 1)
    var process: pid_t = 0
    guard posix_spawn(&process, "/proc/self/exe", nil, nil, &arguments, environ) == 0 else { return 13 }
    var (last, since, seen) = (-1, 0.0, monotonicSeconds())
    while true {
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
      }
      pause(milliseconds: 20)
      // Not by the clock on the wall: a machine at other work is no fault of an input.
      let (now, executions) = (FuzzDriver.processorSeconds(of: process), shared.executions)
      if executions != last { (last, since, seen) = (executions, now, monotonicSeconds()) }
      guard now - since > 20 || monotonicSeconds() - seen > 600 else { continue }
      kill(process, SIGKILL)
      waitpid(process, &status, 0)
      return 12
    }
  }

  /// 0 for a process that has ended.
  private static func processorSeconds(of process: pid_t) -> Double {
    var (clock, time) = (clockid_t(), timespec())
    guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// For the folder of regressions.
  private func keep(_ target: FuzzTarget, _ input: [UInt8]) throws {
    let folder = "\(options.state)/failures/\(target.name)"
    try makeFolder(folder)
    let path = "\(folder)/\(Digest.sha256(of: input).prefix(16))"
    try writeAtomically(input, to: path)
    errorOutput("kept \(path)\n")
  }

  private func say(_ target: FuzzTarget, _ outcome: FuzzOutcome) {
    let name = target.name.padding(to: 24)
    let slowest = "\(Int(outcome.slowest * 1_000)) ms at most"
    let failure =
      switch outcome.code {
      case 0: ""
      case 10: "   a promise is broken"
      case 11, 12: "   too slow"
      default: "   ended with \(outcome.code)"
      }
    output("\(name)\("\(outcome.executions)".padding(to: 12))\(slowest)\(failure)\n")
  }

  private func readLedger() -> [String: Int] {
    let text = (try? readWhole(ledger)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let rows = text.split(separator: "\n").map { $0.split(separator: "\t") }.filter { $0.count == 2 }
    return Dictionary(rows.map { (String($0[0]), Int($0[1]) ?? 0) }) { first, _ in first }
  }

  private func writeLedger(_ totals: [String: Int]) throws {
    let lines = totals.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)\n" }
    try writeAtomically(Array(lines.joined().utf8), to: ledger)
  }

  private func output(_ text: String) {
    let output = Output(Output.standard)
    output.write(text)
    output.flush()
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
