import Basics
import Effects
import Judging
import Scoring
import Studies
import TraceLogs

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
      log: trace, operations: try operations(), partition: try units(), observations: try observations(),
      effects: effects, scenes: scenes.ofBatch)
    return agreement.units > 0 ? agreement : nil
  }
}
