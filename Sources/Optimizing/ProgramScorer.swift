import Basics
import Files
import JSON
import Synchronization

/// A task under a memory, for a program; and what names it on a cassette.
struct ProgramQuestion: Sendable {
  let task: LiveTask
  let line: String
  let key: String

  init(_ task: LiveTask, memory: [(id: String, content: String)], seed: Int) {
    self.task = task
    let items = memory.map {
      JSONWriting.object([("id", .text($0.id)), ("content", .text($0.content))])
    }
    line =
      JSONWriting.object([
        ("v", .whole(1)), ("task", .raw(task.json)), ("memory", .list(items)), ("seed", .whole(seed)),
      ]).written
    key = Digest.sha256(of: Array(line.utf8))
  }
}

/// Runs a program several times side by side; each answers one task after another.
struct ProgramScorer: Sendable {
  let command: String
  let seconds: Double
  let atOnce: Int

  /// How often in a row a new program may fail before any has answered.
  private static let mostFailures = 3

  /// An outcome for each question; nil where the program failed on it. Each goes to `keep` as it comes, so that a run that is
  /// stopped has it.
  func outcomes(
    _ questions: [ProgramQuestion], pulse: Pulse, keep: @escaping @Sendable (Int, Double) throws -> Void
  ) throws -> [Double?] {
    let next = Atomic(0)
    let answered = Atomic(0)
    let failed = Atomic(0)
    let outcomes = Mutex([Double?](repeating: nil, count: questions.count))
    let threads = max(1, min(atOnce, questions.count))
    try runInParallel(threads: threads) { number in
      var program: ChildProgram?
      while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < questions.count {
        let running = try program ?? ChildProgram(command)
        let outcome = try ProgramScorer.outcome(questions[index], running, seconds) {
          if number == 0 {
            try pulse.beat("measuring", index, questions.count)
          } else {
            try Interrupt.check()
          }
        }
        program = outcome == nil ? nil : running
        outcomes.withLock { $0[index] = outcome }
        if let outcome { try keep(index, outcome) }
        if outcome != nil { answered.wrappingAdd(1, ordering: .relaxed) }
        guard outcome == nil else { continue }
        let failures = failed.wrappingAdd(1, ordering: .relaxed).newValue
        if answered.load(ordering: .relaxed) == 0, failures >= ProgramScorer.mostFailures {
          throw OptimizingFault.programFailed(
            command: command, reason: "it answered none of \(failures) tasks")
        }
      }
    }
    return outcomes.withLock { $0 }
  }

  private static func outcome(
    _ question: ProgramQuestion, _ program: ChildProgram, _ seconds: Double, beat: () throws -> Void
  ) throws -> Double? {
    guard let line = try program.answer(to: question.line, seconds: seconds, beat: beat),
      let root = JSONDocument(line)?.root, root["task"]?.text == question.task.id
    else { return nil }
    if let flag = root["outcome"]?.flag { return flag ? 1 : 0 }
    // Beyond that no log takes a score.
    return root["outcome"]?.number.flatMap { abs($0) <= 1e9 ? $0 : nil }
  }
}
