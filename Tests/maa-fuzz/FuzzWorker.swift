import Files
import Glibc

/// Runs one target in a process of its own, until its time is over or something breaks.
struct FuzzWorker {
  let target: FuzzTarget
  let shared: SharedInput
  let corpusFolder: String
  let seed: UInt64
  /// Of processor time, for one input.
  private static let longest = 1.0
  private static let mostKept = 512

  /// Exit codes: 0 done, 10 a promise is broken, 11 too slow.
  func run(seconds: Double, executions: Int) -> Int32 {
    limitMemory()
    var mutator = Mutator(target, seed: seed)
    var (corpus, seen) = (seeds(), Set<Int>())
    for input in corpus {
      if let code = attempt(input, &seen, nil) { return code }
    }
    let start = monotonicSeconds()
    var count = 0
    while count < executions {
      count += 1
      if count % 256 == 0, monotonicSeconds() - start > seconds { break }
      let input = mutator.changed(mutator.pick(corpus), corpus)
      var isNew = false
      if let code = attempt(input, &seen, &isNew) { return code }
      if isNew, corpus.count < FuzzWorker.mostKept { corpus.append(input) }
    }
    return 0
  }

  private func attempt(_ input: [UInt8], _ seen: inout Set<Int>, _ isNew: UnsafeMutablePointer<Bool>?)
    -> Int32?
  {
    shared.begin(input)
    let start = monotonicSeconds()
    do {
      let feature = try target.feature(of: input)
      if seen.count < 65_536, seen.insert(feature).inserted { isNew?.pointee = true }
    } catch {
      errorOutput("\(target.name): \((error as? BrokenPromise)?.what ?? "\(error)")\n")
      return 10
    }
    let took = monotonicSeconds() - start
    if took > shared.slowest { shared.note(slowest: took) }
    // Other processes may have had the processor: only what is slow again is slow.
    guard took > FuzzWorker.longest else { return nil }
    let before = clock()
    _ = try? target.feature(of: input)
    return Double(clock() - before) / Double(CLOCKS_PER_SEC) > FuzzWorker.longest ? 11 : nil
  }

  private func seeds() -> [[UInt8]] {
    let files = filesBelow("\(corpusFolder)/\(target.name)").compactMap { name in
      try? readWhole("\(corpusFolder)/\(target.name)/\(name)")
    }
    return files.filter { $0.count <= 16 * target.longest } + target.seeds.map { Array($0.utf8) }
  }

  /// Fifty times the longest input and 200 MB over what a fresh process has.
  private func limitMemory() {
    let most = rlim_t(virtualMemory() + (200 << 20) + 50 * target.longest)
    var limit = rlimit(rlim_cur: most, rlim_max: most)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  }

  private func virtualMemory() -> Int {
    let text = (try? readWhole("/proc/self/statm")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return (text.split(separator: " ").first.flatMap { Int($0) } ?? 100_000) * 4_096
  }
}

func errorOutput(_ text: String) {
  let errors = Output(Output.errors)
  errors.write(text)
  errors.flush()
}
