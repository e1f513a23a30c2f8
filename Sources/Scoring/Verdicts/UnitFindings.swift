import Basics

/// What the observations of one unit say by themselves, before the units are weighed against each other.
package struct UnitFindings: Sendable {
  var n: Int32 = 0
  var value = EvidenceValue.none
  var interval: Interval?
  var alarm: FadingAlarm?
  var isSceneSpecific = false
  /// The batch of the first observation that counts.
  var since: Int32 = 0
}

/// Looks at one unit after another, in buffers that are used again.
package struct UnitExaminer {
  private let terms: VerdictTerms
  private let budgets: StakeBudgets
  private let grid = DriftGrid()
  /// No bet that a unit helps brings 1/alpha with fewer positive outcomes.
  private let fewestWins: Int
  private var outcomes: [Double] = []
  private var sceneOrder: [Int32] = []
  private var byScene: [[Double]]
  private var sceneExtents: [Extent]

  package init(_ terms: VerdictTerms, budgets: StakeBudgets) {
    self.terms = terms
    self.budgets = budgets
    fewestWins = EvidenceValue.fewestWins(alpha: terms.rules.alpha, terms.stakes)
    byScene = Array(repeating: [], count: Int(terms.scenes.max() ?? -1) + 1)
    let bound = terms.bound
    let scenesAlpha = SceneContrast.alpha(terms.rules.alpha, ofScene: 1)
    sceneExtents = Array(repeating: Extent(alpha: scenesAlpha, bound: bound), count: byScene.count)
  }

  package mutating func findings(_ batches: ArraySlice<Int32>, _ deltas: ArraySlice<Double>) -> UnitFindings {
    findings(batches, deltas, isIntervalShown: true)
  }

  /// Where only the verdict is asked for: without an interval that cannot lie within the margin.
  mutating func findingsForVerdict(_ batches: ArraySlice<Int32>, _ deltas: ArraySlice<Double>) -> UnitFindings
  {
    findings(batches, deltas, isIntervalShown: false)
  }

  private mutating func findings(
    _ batches: ArraySlice<Int32>, _ deltas: ArraySlice<Double>, isIntervalShown: Bool
  ) -> UnitFindings {
    let first = batches.firstIndex { $0 >= terms.first } ?? batches.endIndex
    let (batches, deltas) = (batches[first...], deltas[first...])
    var findings = UnitFindings()
    guard let since = batches.first else { return findings }
    findings.n = Int32(truncatingIfNeeded: deltas.count)
    findings.since = since
    outcomes.removeAll(keepingCapacity: true)
    for (delta, batch) in zip(deltas, batches) { outcomes.append(terms.outcome(delta, batch)) }
    findings.value = EvidenceValue(outcomes: outcomes, terms.stakes)
    if isIntervalShown || mayBeNegligible(deltas) {
      findings.interval = interval(deltas, alpha: terms.rules.alpha)
    }
    if outcomes.lazy.count(where: { $0 > 0 }) >= fewestWins {
      findings.alarm = FadingAlarm(outcomes, alpha: terms.rules.alpha, budgets: budgets, terms.stakes)
    }
    findings.isSceneSpecific =
      maySceneDiffer(batches, deltas) && SceneContrast.isShown(by: scenes(batches, deltas))
    return findings
  }

  private func mayBeNegligible(_ deltas: ArraySlice<Double>) -> Bool {
    var extent = Extent(alpha: terms.rules.alpha, bound: terms.bound)
    for delta in deltas { extent.add(delta) }
    return extent.mayLieWithin(terms.rules.margin)
  }

  /// Whether there are scenes, and one of them may be shown to help or to harm.
  private mutating func maySceneDiffer(_ batches: ArraySlice<Int32>, _ deltas: ArraySlice<Double>) -> Bool {
    guard byScene.count > 1 else { return false }
    for (batch, delta) in zip(batches, deltas) where hasScene(batch) {
      sceneExtents[Int(terms.scenes[Int(batch)])].add(delta)
    }
    var mayDiffer = false
    for batch in batches where hasScene(batch) {
      let scene = Int(terms.scenes[Int(batch)])
      if sceneExtents[scene].count == 0 { continue }
      mayDiffer = mayDiffer || sceneExtents[scene].mayLieOffZero
      sceneExtents[scene].clear()
    }
    return mayDiffer
  }

  /// The intervals of the unit's scenes, in the order in which it met them.
  mutating func scenes(_ batches: ArraySlice<Int32>, _ deltas: ArraySlice<Double>) -> [SceneInterval] {
    sceneOrder.removeAll(keepingCapacity: true)
    for (batch, delta) in zip(batches, deltas) where batch >= terms.first && hasScene(batch) {
      let scene = terms.scenes[Int(batch)]
      if byScene[Int(scene)].isEmpty { sceneOrder.append(scene) }
      byScene[Int(scene)].append(delta)
    }
    defer { for scene in sceneOrder { byScene[Int(scene)].removeAll(keepingCapacity: true) } }
    return sceneOrder.enumerated().compactMap { place, scene in
      let deltas = byScene[Int(scene)]
      let alpha = SceneContrast.alpha(terms.rules.alpha, ofScene: place + 1)
      return interval(deltas[...], alpha: alpha).map {
        SceneInterval(scene: scene, n: deltas.count, interval: $0)
      }
    }
  }

  private func hasScene(_ batch: Int32) -> Bool {
    Int(batch) < terms.scenes.count && terms.scenes[Int(batch)] >= 0
  }

  private func interval(_ deltas: ArraySlice<Double>, alpha: Double) -> Interval? {
    switch terms.rules.interval {
    case .steady: interval(deltas, SteadyMean(alpha: alpha, budgets: budgets))
    case .drifting: interval(deltas, DriftingMean(alpha: alpha, grid: grid))
    }
  }

  private func interval(_ deltas: ArraySlice<Double>, _ state: some MeanEstimate) -> Interval? {
    var state = state
    if let bound = terms.bound {
      for delta in deltas { state.take(ConfidenceSequence.unit(delta, bound)) }
    } else {
      for delta in deltas { state.take((EvidenceValue.outcome(delta, nil) + 1) / 2) }
    }
    return ConfidenceSequence.back(state.interval, terms.scale)
  }
}

/// How far some observations reach. Their interval begins no higher than the highest of them less half of the narrowest interval
/// that so many can have, and ends no lower than the lowest and half of it: most intervals need not be made to see that they
/// say nothing.
private struct Extent {
  private(set) var count = 0
  private var lowest = Double.infinity
  private var highest = -Double.infinity
  private let leastHalf: Double
  private let bound: Double?

  init(alpha: Double, bound: Double?) {
    (leastHalf, self.bound) = (ConfidenceSequence.leastHalf(alpha: alpha), bound)
  }

  mutating func add(_ delta: Double) {
    count += 1
    lowest = min(lowest, delta)
    highest = max(highest, delta)
  }

  mutating func clear() { (count, lowest, highest) = (0, .infinity, -.infinity) }

  private func unit(_ delta: Double) -> Double {
    bound.map { ConfidenceSequence.unit(delta, $0) } ?? (EvidenceValue.outcome(delta, nil) + 1) / 2
  }

  private var highestLow: Double { unit(highest) - leastHalf / Double(count) }
  private var lowestHigh: Double { unit(lowest) + leastHalf / Double(count) }

  // A little is left for rounding.
  var mayLieOffZero: Bool { highestLow > 0.5 - 1e-6 || lowestHigh < 0.5 + 1e-6 }

  /// Of an interval in shares of the bound, at either side of 0.
  func mayLieWithin(_ margin: Double) -> Bool {
    // A range of one number, or of all numbers, gives no bound to reckon with.
    if let bound, !(bound > 0 && bound < .infinity) { return true }
    return margin >= 1 || highestLow >= (1 - margin) / 2 - 1e-6 && lowestHigh <= (1 + margin) / 2 + 1e-6
  }
}
