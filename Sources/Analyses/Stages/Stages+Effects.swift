import Basics
import Effects
import Files
import Identity
import Judging
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

extension Analysis {
  /// What tasks say of every item; at the study's alpha where no terms are given.
  package func effects(_ terms: EffectTerms? = nil) throws -> ItemEffects {
    try look.value(Stages.effects, terms ?? EffectTerms(alpha: study.settings.verdicts.alpha))
  }

  /// What arms do beside the base arm; not remembered.
  package func armEffects(_ terms: EffectTerms, base: String) throws -> ItemEffects {
    let trace = try trace()
    let arms = Set(trace.tasks.arm).filter { $0 >= 0 }.map { trace.symbols[Int($0)] }.sorted()
    guard arms.contains(base) else { throw AnalysisFault.unknownArm(base, known: arms) }
    return ItemEffects(EffectSums(TaskSheet(trace.armsAsItems(base: base))), terms)
  }

  package func interactions() throws -> ItemInteractions { try look.value(Stages.interactions) }

  /// The text of every item that the log knows, by id.
  package func itemTexts() throws -> [String: String] { try trace().itemTexts }

  /// Judge and outcomes side by side; nil where the log has no both.
  package func judgeAgreement() throws -> JudgeAgreement? {
    let trace = try trace()
    guard trace.tasks.count > 0, trace.calls.count > 0, study.settings.deltaRule.signal != .outcomes else {
      return nil
    }
    let (scenes, effects) = (try scenes(), try effects())
    let agreement = JudgeAgreement(
      log: trace, operations: try operations(), partition: try partition(), observations: try observations(),
      effects: effects, scenes: scenes.ofBatch)
    return agreement.units > 0 ? agreement : nil
  }
}
