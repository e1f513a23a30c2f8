import Basics
import Effects
import Files
import Identity
import Scoring
import Studies
import TraceLogs

/// What tasks say of items. A log that begins with an older one goes on from its sums.
extension Stages {
  package static let taskSheet = Stage<TaskSheet>(keeps: 2) { reader in try reader(effectSums).sums.sheet }

  static let effectSums: Stage<LoggedEffects> = Stage(keeps: 2) { reader in
    let log = try reader(StudyInputs.log)
    let workers = log.trace.tasks.item.count < 100_000 ? Workers.one : .threads
    for older in reader.kept(effectSums).reversed() where log.lineage.continues(older.lineage) {
      guard let sheet = TaskSheet(log.trace, continuing: older.sums.sheet),
        let sums = older.sums.continued(sheet, workers: workers)
      else { continue }
      return LoggedEffects(lineage: log.lineage, sums: sums)
    }
    try reader.pulse.beat("comparing tasks", 0, log.trace.tasks.count)
    return LoggedEffects(lineage: log.lineage, sums: EffectSums(TaskSheet(log.trace), workers: workers))
  }

  package static let effects = StageFamily<EffectTerms, ItemEffects>(keeps: 4) { reader, terms in
    let sums = try reader(effectSums).sums
    guard terms.strata == .task else { return ItemEffects(sums, terms) }
    return ItemEffects(EffectSums(byTaskOf: sums.sheet), terms)
  }

  package static let interactions = Stage<ItemInteractions>(keeps: 2) { reader in
    ItemInteractions(try reader(taskSheet), alpha: try reader(StudyInputs.verdictRules).alpha)
  }
}

/// Sums, and the log that they are of.
struct LoggedEffects {
  let lineage: Lineage
  let sums: EffectSums
}
