import Basics
import Files
import Glibc
import Scoring

extension MaaBench {
  /// Reads rows in the order of time (`unit.i32`, `batch.i32`, `delta.f64`), and times what it takes from
  /// there to the evidence of every unit: bringing them into the order of units, and accumulating. Several
  /// times over, as the process it is compared with works: only the first run asks the system for memory it
  /// never had. Writes m̂.
  static func accumulate(folder: String, units: Int, threads: Int, runs: Int) throws {
    let unit = try column("\(folder)/unit.i32", of: Int32.self)
    let batch = try column("\(folder)/batch.i32", of: Int32.self)
    let delta = try column("\(folder)/delta.f64", of: Double.self)
    let workers = threads > 1 ? Workers.threads(threads) : Workers.one
    for _ in 0..<runs {
      let start = ContinuousClock.now
      let observations = Observations(
        unitCount: units, unit: unit, batch: batch, delta: delta, workers: workers)
      let grouped = ContinuousClock.now
      let evidence = Evidence(observations, unitCount: units, accumulator: .ema(beta: 0.9), workers: workers)
      let end = ContinuousClock.now
      print("\(start.duration(to: end) / .seconds(1)) \(grouped.duration(to: end) / .seconds(1))")
      let estimates = evidence.mhat.map { $0 ?? .nan }
      try estimates.withUnsafeBytes { try writeAtomically(Array($0), to: "\(folder)/mhat.f64") }
    }
  }

  static func column<Element: BitwiseCopyable>(_ path: String, of: Element.Type) throws -> [Element] {
    guard let file = fopen(path, "r") else { fail("cannot open \(path)", code: 1) }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let count = ftell(file) / MemoryLayout<Element>.size
    rewind(file)
    return Array(unsafeUninitializedCapacity: count) { elements, filled in
      filled = fread(elements.baseAddress, MemoryLayout<Element>.size, count, file)
    }
  }
}
