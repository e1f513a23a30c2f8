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
  private var sceneCounts: [Int]
  private let fewestOfScene: Int
  private let fewestWithinMargin: Int

  package init(_ terms: VerdictTerms, budgets: StakeBudgets) {
    self.terms = terms
    self.budgets = budgets
    fewestWins = EvidenceValue.fewestWins(alpha: terms.rules.alpha, terms.stakes)
    byScene = Array(repeating: [], count: Int(terms.scenes.max() ?? -1) + 1)
    sceneCounts = Array(repeating: 0, count: byScene.count)
    fewestOfScene = SceneContrast.fewest(alpha: SceneContrast.alpha(terms.rules.alpha, ofScene: 1))
    fewestWithinMargin = ConfidenceSequence.fewest(alpha: terms.rules.alpha, within: terms.rules.margin)
  }

  package mutating func findings(_ batches: ArraySlice<Int32>, _ deltas: ArraySlice<Double>) -> UnitFindings {
    findings(batches, deltas, fewestForInterval: 0)
  }

  /// Where only the verdict is asked for: without the interval of so few observations that it cannot lie within the margin.
  mutating func findingsForVerdict(_ batches: ArraySlice<Int32>, _ deltas: ArraySlice<Double>) -> UnitFindings
  {
    findings(batches, deltas, fewestForInterval: fewestWithinMargin)
  }

  private mutating func findings(
    _ batches: ArraySlice<Int32>, _ deltas: ArraySlice<Double>, fewestForInterval: Int
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
    if deltas.count >= fewestForInterval { findings.interval = interval(deltas, alpha: terms.rules.alpha) }
    if outcomes.lazy.count(where: { $0 > 0 }) >= fewestWins {
      findings.alarm = FadingAlarm(outcomes, alpha: terms.rules.alpha, budgets: budgets, terms.stakes)
    }
    findings.isSceneSpecific =
      hasScenes(deltas.count) && hasLongScene(batches) && SceneContrast.isShown(by: scenes(batches, deltas))
    return findings
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

  /// Whether there are scenes, and observations enough for one of them to differ from 0.
  private func hasScenes(_ count: Int) -> Bool {
    byScene.count > 1 && count > fewestOfScene
  }

  /// Whether one of the scenes has observations enough to differ from 0.
  private mutating func hasLongScene(_ batches: ArraySlice<Int32>) -> Bool {
    var longest = 0
    for batch in batches where hasScene(batch) {
      let scene = Int(terms.scenes[Int(batch)])
      sceneCounts[scene] += 1
      longest = max(longest, sceneCounts[scene])
    }
    for batch in batches where hasScene(batch) { sceneCounts[Int(terms.scenes[Int(batch)])] = 0 }
    return longest > fewestOfScene
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
