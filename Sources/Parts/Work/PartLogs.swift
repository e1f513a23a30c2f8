import Scoring
import Studies

/// All logs together, from one record of each: what a unit's observations are looked at under.
package struct PartLogs {
  /// How many batches stand before each log.
  private let before: [Int]
  package let terms: VerdictTerms

  package init(_ records: [PartRecord], _ plan: PartPlan) throws {
    var logs: [Int: PartRecord] = [:]
    for record in records where record.kind == .log { logs[try record.whole("log")] = record }
    var (before, total) = ([Int](), 0)
    var (low, high): (Double?, Double?) = (.infinity, -.infinity)
    var numbers: [String: Int32] = [:]
    var scenes: [Int32] = []
    var (sizes, tally) = ([Double](), SizeTally())
    for number in plan.logs.indices {
      guard let log = logs[number] else {
        throw PartFault.contradiction("there is no record of log \(number): \(plan.logs[number])")
      }
      before.append(total)
      total += try log.whole("batches")
      low = log.optionalNumber("low").flatMap { least in low.map { min($0, least) } }
      high = log.optionalNumber("high").flatMap { most in high.map { max($0, most) } }
      for scene in try log.optionalTexts("scenes") {
        guard let scene else {
          scenes.append(-1)
          continue
        }
        let number = numbers[scene] ?? Int32(numbers.count)
        numbers[scene] = number
        scenes.append(number)
      }
      guard plan.settings.betsOnUsualSizes else { continue }
      sizes += try SizeGroups(log).usual(batches: try log.whole("batches"), &tally)
    }
    self.before = before
    let range = low.flatMap { low in high.map { low...max(low, $0) } }
    let rule = plan.settings.deltaRule
    let terms = VerdictTerms(
      rules: plan.settings.verdicts, bet: rule.clip, bound: rule.bound(scores: range), batchCount: total,
      scenes: scenes)
    self.terms = sizes.isEmpty ? terms : terms.betting(on: sizes)
  }

  /// The place of a batch among all batches; nil where there is no such log.
  package func batch(_ place: PartPlace) -> Int32? {
    guard before.indices.contains(place.log), place.number >= 0 else { return nil }
    let batch = before[place.log] + place.number
    return batch < terms.batchCount ? Int32(truncatingIfNeeded: batch) : nil
  }
}
