import Basics
import Files
import Simulating
import TrialSupport

extension MaaBench {
  /// How many tasks it takes until nine tenths of the decisive items are decided: holding out one in ten throughout, and
  /// `experiment next` after every batch.
  static func experiments(worlds: Int, maxLoss: Double) {
    var world = OutcomeWorld()
    (world.batches, world.tasks, world.effect, world.confounding, world.difficulty) = (
      600, 250, 0.12, 0.5, 0.2
    )
    let planted = world
    let parts = Workers.threads.map { part in
      Workers.threads.share(part, of: worlds).map {
        seed -> (uniform: ExperimentTrial, next: ExperimentTrial) in
        let uniform = ExperimentTrial(planted, seed: UInt64(seed + 1), maxLoss: nil)
        return (uniform, ExperimentTrial(planted, seed: UInt64(seed + 1), maxLoss: maxLoss))
      }
    }
    let runs = Array(parts.joined())
    func line(_ name: String, _ values: [Double]) {
      guard let interval = Interval.mean(values) else { return }
      print("\(name) \(interval.estimate) \(interval.low) \(interval.high) n \(values.count)")
    }
    print("max_loss \(maxLoss)")
    line("tasks_uniform", runs.map { Double($0.uniform.tasks) })
    line("tasks_next", runs.map { Double($0.next.tasks) })
    line("tasks_ratio", runs.map { Double($0.next.tasks) / Double($0.uniform.tasks) })
    line("loss_per_task_uniform", runs.map(\.uniform.lossPerTask))
    line("loss_per_task_next", runs.map(\.next.lossPerTask))
    print("greatest_loss_per_task_next \(runs.map(\.next.worstLoss).max() ?? 0)")
    line("loss_in_all_uniform", runs.map(\.uniform.lost))
    line("loss_in_all_next", runs.map(\.next.lost))
    print("unfinished_uniform \(runs.count { !$0.uniform.isDone }) next \(runs.count { !$0.next.isDone })")
    print(
      "false_certificates_uniform \(runs.count { $0.uniform.isFalse }) next \(runs.count { $0.next.isFalse })"
    )
  }
}
