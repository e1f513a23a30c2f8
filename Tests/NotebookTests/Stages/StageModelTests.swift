import Analyses
import GoldenSupport
import Studies
import Testing

/// Random stages over random inputs: what a session has kept never shows, and no body runs without a reason.
@Suite struct StageModelTests {
  @Test func whatIsKeptEqualsWhatIsMadeAnew() throws {
    var random = SeededGenerator.announced()
    let seed = random.seed
    for _ in 0..<60 {
      let web = StageWeb(count: 9, inputs: 4, &random)
      let stages = Stages()
      try web.live(through: 120, &random) { study, number in
        let found = try web.value(of: number, in: study, stages)
        #expect(try found == web.value(of: number, in: study, Stages()), "seed \(seed)")
      }
    }
  }

  /// Where all equal results are noticed and nothing is dropped, no body runs twice on the same reads.
  @Test func bodiesRunOnlyWhereSomethingTheyReadChanged() throws {
    var random = SeededGenerator.announced()
    let seed = random.seed
    for _ in 0..<60 {
      let web = StageWeb(count: 9, inputs: 4, &random, keepsAll: true)
      let stages = Stages()
      try web.live(through: 120, &random) { study, number in
        _ = try web.value(of: number, in: study, stages)
      }
      let runs = web.runs.all
      #expect(Set(runs).count == runs.count, "seed \(seed)")
    }
  }
}

/// One run of a body: what it read, in order.
private struct BodyRun: Hashable, Sendable {
  struct Read: Hashable, Sendable {
    let source: Int
    let value: Int
  }

  let stage: Int
  var reads: [Read] = []
}

/// Stages that read inputs and stages before them; what is read next depends on what was read.
private final class StageWeb {
  let runs: Recorder<BodyRun>
  private let stages: [Stage<Int>]
  private let inputCount: Int
  private static let areEqual: @Sendable (Int, Int) -> Bool = { $0 == $1 }

  init(count: Int, inputs: Int, _ random: inout SeededGenerator, keepsAll: Bool = false) {
    let runs = Recorder<BodyRun>()
    var stages: [Stage<Int>] = []
    let sources = (0..<inputs).map { number in StudyInput<Int> { StageWeb.input(number, of: $0) } }
    for number in 0..<count {
      let (below, salt) = (stages, Int.random(in: 1...1_000, using: &random))
      let knowsEqual = keepsAll || Bool.random(using: &random)
      let kept = keepsAll ? 1_000 : Int.random(in: 1...4, using: &random)
      stages.append(
        Stage(keeps: kept, same: knowsEqual ? StageWeb.areEqual : nil) { reader in
          try StageWeb.body(number, salt, sources, below, reader, runs)
        })
    }
    (self.runs, self.stages, inputCount) = (runs, stages, inputs)
  }

  private static func body(
    _ number: Int, _ salt: Int, _ inputs: [StudyInput<Int>], _ below: [Stage<Int>], _ reader: StageReader,
    _ runs: Recorder<BodyRun>
  ) throws -> Int {
    var (run, state) = (BodyRun(stage: number), salt)
    for _ in 0..<(1 + salt % 4) {
      let source = state % (inputs.count + below.count)
      let value = try source < inputs.count ? reader(inputs[source]) : reader(below[source - inputs.count])
      run.reads.append(BodyRun.Read(source: source, value: value))
      state = (state * 31 + value * 17 + 7) % 10_007
    }
    runs.record(run)
    // Few values, so that equal ones are common.
    return state % 3
  }

  private static func input(_ number: Int, of study: Study) -> Int {
    study.parameters.overrides["\(number)"].flatMap { Int($0) } ?? 0
  }

  func value(of number: Int, in study: Study, _ stages: Stages) throws -> Int {
    try StageLook(study, stages, StageMeans()).value(self.stages[number])
  }

  /// Changes inputs one by one, now and then goes back to an earlier study, and asks for a stage after each step.
  func live(
    through steps: Int, _ random: inout SeededGenerator, ask: (Study, Int) throws -> Void
  ) rethrows {
    var past = [Study()]
    for _ in 0..<steps {
      var study = past[past.count - 1]
      if Int.random(in: 0..<4, using: &random) == 0 {
        study = past[Int.random(in: 0..<past.count, using: &random)]
      } else {
        let input = Int.random(in: 0..<inputCount, using: &random)
        study.parameters.overrides["\(input)"] = "\(Int.random(in: 0..<4, using: &random))"
      }
      past.append(study)
      try ask(study, Int.random(in: 0..<stages.count, using: &random))
    }
  }
}
