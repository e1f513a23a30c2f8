import Analyses
import Answers
import Language
import Optimizing
import Sessions
import Studies
import TraceLogs

/// What verbs share that go on with a run.
package enum LiveExamples {
  /// For the manuals' examples: a run on a cassette that was recorded.
  package static let named =
    "set tau 0.95; set standing passes; model http://127.0.0.1:8080 --name smollm2-135m --answer 200 --context 4096"
  package static let run =
    "optimize --tasks datasets/live/tasks.jsonl --scorer reference --select 1 --batch 2 --prompts datasets/live/prompts --cassette datasets/live/smollm.cassette.jsonl --to out/run.jsonl"
  package static let begun = "\(named); \(run) --stop-after 0"

  package static func perform(
    _ call: Call, _ goal: LiveRun.Goal, _ turn: inout Turn, only: ((Analysis) throws -> Set<Int32>)? = nil
  ) throws -> Answer {
    guard let settings = turn.study.run else { throw OptimizingFault.noRun }
    if let batch = try call.manual.flags.contains(where: { $0.name == "batch" })
      ? call.count(of: "batch") : nil
    {
      let done = try turn.analysis.trace().batches.count
      let next = goal.isBeginning ? done + 1 : done
      guard batch == next else {
        throw StatementFault.badValue(
          name: "--batch", seen: "\(batch)", expected: "\(next), whose turn it is")
      }
    }
    var run = LiveRun(settings, call, turn)
    return try run.perform(goal, only: only, &turn)
  }
}

extension LiveRun.Goal {
  fileprivate var isBeginning: Bool { if case .phase(.proposed) = self { true } else { false } }
}
