import Basics
import TraceLogs

/// How effects are asked for.
public struct EffectTerms: Sendable, Hashable {
  /// Nil takes, item by item, the one with the best design.
  public var estimator: EffectEstimator?
  public var strata: EffectStrata
  /// Of how many batches tries of one task are taken for tries of the same thing.
  public var window: Int
  public var alpha: Double

  public init(
    estimator: EffectEstimator? = nil, strata: EffectStrata = .scene, window: Int = 5, alpha: Double = 0.05
  ) {
    (self.estimator, self.strata, self.window, self.alpha) = (estimator, strata, window, alpha)
  }
}

/// What tasks say of every item.
public struct ItemEffects: Sendable {
  public let sums: EffectSums
  public let terms: EffectTerms
  /// In the order of the items' symbols.
  public private(set) var effects: [ItemEffect]

  /// Fewer tasks on a side say nothing.
  public static let enough = 5

  public var sheet: TaskSheet { sums.sheet }

  /// Complexity: O(items · stakes), and that of the estimator.
  public init(_ sums: EffectSums, _ terms: EffectTerms) {
    (self.sums, self.terms) = (sums, terms)
    let maker = EffectMaker(sums, terms)
    effects = sums.items.map { maker.effect(of: $0) }
    certify()
  }

  /// Both sides of every item that lots were drawn for, together: at most a share alpha of the certificates is false, on
  /// average, however often one looks.
  private mutating func certify() {
    let drawn = effects.indices.filter { effects[$0].sure != nil }
    let values = drawn.map { effects[$0].logHelps } + drawn.map { effects[$0].logHarms }
    for place in certified(logarithms: values, alpha: terms.alpha) {
      let index = drawn[place % drawn.count]
      effects[index].verdict = place < drawn.count ? .helps : .harms
    }
  }

  public func effect(of item: Int32) -> ItemEffect? { effects.first { $0.item == item } }
}

/// Makes the effects one by one.
private struct EffectMaker {
  let sums: EffectSums
  let terms: EffectTerms
  private let paired: [Int32: PairedEffect]
  private let adjusted: [Int32: PairedEffect]
  private let relevant: [Int32: StratumSums]

  init(_ sums: EffectSums, _ terms: EffectTerms) {
    (self.sums, self.terms) = (sums, terms)
    let asked = terms.estimator
    paired = asked == nil || asked == .paired ? Paired.effects(sums.sheet, window: terms.window) : [:]
    adjusted = asked == .adjusted ? Adjusted.effects(sums.sheet) : [:]
    relevant = terms.strata == .relevance ? sums.sheet.relevanceSums() : [:]
  }

  private var width: Double { sums.sheet.scale.width }

  func effect(of item: Int32) -> ItemEffect {
    var effect = ItemEffect(item: item)
    let strata = sums.stratum(of: item)
    effect.with = Int(strata.with)
    effect.contextCount = effect.with
    effect.heldCount = Int(sums.lots(of: item).reduce(0) { $0 + $1.held })
    let others = sums.outcomes.n - strata.with
    effect.without = Int(others)
    if strata.with > 0, others > 0 {
      effect.naive = width * (strata.sum / strata.with - (sums.outcomes.sum - strata.sum) / others)
    }
    addLots(item, to: &effect)
    estimate(item, into: &effect)
    if effect.estimator == nil || effect.sure == nil { addLimits(strata, item, to: &effect) }
    return effect
  }

  private func addLots(_ item: Int32, to effect: inout ItemEffect) {
    // Who asks for another estimator gets no certificate beside it that it did not earn.
    guard terms.estimator == nil || terms.estimator == .randomized else { return }
    let lots = sums.lots(of: item)
    guard lots.contains(where: { $0.count > 0 }) else { return }
    guard sums.sheet.scale.isKnown else { return effect.limits.append(.noRange) }
    let evidence = LotEvidence(lots)
    (effect.logHelps, effect.logHarms) = (evidence.logHelps(), evidence.logHarms())
    let sure = evidence.interval(alpha: terms.alpha)
    effect.sure = (sure.low * width, sure.high * width)
    effect.verdict = .undecided
  }

  private func estimate(_ item: Int32, into effect: inout ItemEffect) {
    for estimator in terms.estimator.map({ [$0] }) ?? [.randomized, .paired, .stratified] {
      guard let interval = interval(estimator, item, &effect) else { continue }
      effect.estimator = estimator
      effect.interval = Interval(
        estimate: interval.estimate * width, low: interval.low * width, high: interval.high * width)
      if effect.verdict == .observed, estimator == .paired { effect.verdict = .assumes }
      return
    }
  }

  private func interval(_ estimator: EffectEstimator, _ item: Int32, _ effect: inout ItemEffect) -> Interval?
  {
    switch estimator {
    case .randomized: return randomized(item, &effect)
    case .paired: return pairs(paired[item], item, &effect)
    case .adjusted: return pairs(adjusted[item], item, &effect)
    case .stratified:
      let strata = terms.strata == .relevance ? relevant[item] ?? StratumSums() : sums.stratum(of: item)
      guard let interval = Stratified.interval(strata, enough: ItemEffects.enough) else { return nil }
      (effect.with, effect.without) = (Int(strata.matched), Int(strata.without))
      effect.overlap = strata.with > 0 ? strata.matched / strata.with : nil
      return interval
    }
  }

  private func randomized(_ item: Int32, _ effect: inout ItemEffect) -> Interval? {
    guard let estimate = LotEstimate(sums.lots(of: item), enough: ItemEffects.enough) else { return nil }
    (effect.with, effect.without) = (estimate.included, estimate.held)
    effect.plain = Interval(
      estimate: estimate.plain.estimate * width, low: estimate.plain.low * width,
      high: estimate.plain.high * width)
    let all = Double(estimate.included + estimate.held)
    effect.overlap = Double(min(estimate.included, estimate.held)) / all
    return estimate.interval
  }

  private func pairs(_ found: PairedEffect?, _ item: Int32, _ effect: inout ItemEffect) -> Interval? {
    guard let found, min(found.with, found.without) >= ItemEffects.enough else { return nil }
    guard let interval = found.interval else {
      effect.limits.append(.notToldApart)
      return nil
    }
    let with = sums.stratum(of: item).with
    effect.overlap = with > 0 ? Double(found.with) / with : nil
    (effect.with, effect.without) = (found.with, found.without)
    return interval
  }

  private func addLimits(_ strata: StratumSums, _ item: Int32, to effect: inout ItemEffect) {
    if strata.with == 0 { effect.limits.append(.neverWith) }
    if strata.with > 0, strata.with == sums.outcomes.n { effect.limits.append(.neverWithout) }
    if effect.estimator == nil, strata.with > 0, strata.with < sums.outcomes.n {
      effect.limits.append(strata.matched == 0 ? .noStratumWithBoth : .tooFew)
    }
    let asksForLots = terms.estimator == nil || terms.estimator == .randomized
    guard asksForLots, effect.sure == nil, !effect.limits.contains(.noRange) else { return }
    effect.limits.append(sums.isHeld(item) ? .unknownPropensity : .neverHeld)
  }
}

extension TaskSheet {
  /// By item, its tasks by fifths of how well it seemed to fit.
  fileprivate func relevanceSums() -> [Int32: StratumSums] {
    var tasks: [Int32: [(relevance: Double, outcome: Double, hasItem: Bool)]] = [:]
    for place in 0..<count {
      let task = task(at: place)
      let context = Set(log.tasks.item[log.tasks.context(of: task)])
      for entry in log.tasks.relevance.entries(of: task) {
        let item = log.tasks.relevance.item[entry]
        tasks[item, default: []].append(
          (log.tasks.relevance.value[entry], outcome[place], context.contains(item)))
      }
    }
    return tasks.mapValues(Stratified.byRelevance)
  }
}
