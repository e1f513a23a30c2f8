import Basics

/// Fits a model to a log by the highest marginal likelihood: worths are integrated out in closed form, so that what is left
/// of a unit is a few sums per drift. Drift and weighing are looked for on grids, all other figures by `ModelClimb`.
///
/// Of logs with more than 4,096 units that were scored, drift and weighing are looked for on evenly chosen ones; the other
/// figures are then brought to all. Complexity: O(observations), and O(min(units, 4096)) per step.
struct PosteriorFit {
  private let observations: ObservedPart
  private let workers: Workers
  private let scored: [Int32]
  private let sample: [Int32]
  private let prior: ModelPrior

  static let mostSampled = 4_096

  /// Nil where nothing was scored, or all deltas are 0: such a log says nothing of any worth.
  init?(_ observations: Observations, unitCount: Int, workers: Workers) {
    let observations = observations.flat
    scored = (0..<unitCount).compactMap { observations.range(of: $0).isEmpty ? nil : Int32($0) }
    let step = (scored.count + PosteriorFit.mostSampled - 1) / PosteriorFit.mostSampled
    sample = step < 2 ? scored : stride(from: 0, to: scored.count, by: step).map { [scored] in scored[$0] }
    var (sum, count) = (0.0, 0.0)
    for unit in sample {
      for delta in observations.delta[observations.range(of: Int(unit))] { sum += delta * delta }
      count += Double(observations.range(of: Int(unit)).count)
    }
    guard count > 0, sum > 0, (sum / count).isFinite else { return nil }
    (prior, self.observations, self.workers) = (ModelPrior(variance: sum / count), observations, workers)
  }

  /// A model, and what it sees of all units that were scored, where that is known by then.
  struct Fitted {
    let model: PosteriorModel
    var statistics: [UnitStatistics]?
  }

  /// Complexity: O(observations), beside what `PosteriorFit` says.
  func fitted(_ conditions: BatchConditions) -> Fitted {
    let still = ModelClimb(units: UnitLanes.of(statistics(start(conditions))), prior: prior, workers: workers)
    // Tails first: an observation far off looks like a move to and fro.
    var model = drifting(from: withTail(still.climb(from: start(conditions)).model))
    let weighed = weighed(model)
    if weighed.weighing != model.weighing { model = drifting(from: weighed) }
    guard sample.count == scored.count else { return broughtToAll(model) }
    let units = UnitLanes.of(statistics(model))
    return Fitted(model: NoneMean(units: units, prior: prior, workers: workers).model(from: model))
  }

  private func start(_ conditions: BatchConditions) -> PosteriorModel {
    PosteriorModel(
      mean: 0, variance: prior.variance / 2, noise: prior.variance / 2, drift: 0, none: 0.25, lure: 0,
      tail: .infinity, weighing: PosteriorModel.Weighing(conditions))
  }

  private func statistics(_ model: PosteriorModel) -> [UnitStatistics] {
    var estimator = UnitEstimator()
    return sample.map { estimator.statistics(observations, Int($0), model) }
  }

  private func broughtToAll(_ model: PosteriorModel) -> Fitted {
    let parts = workers.map { part in
      var estimator = UnitEstimator()
      return workers.share(part, of: scored.count).map {
        estimator.statistics(observations, Int(scored[$0]), model)
      }
    }
    let all = Array(parts.joined())
    let stepped = ModelClimb(units: UnitLanes.of(all), prior: prior, workers: workers).steps(4, from: model)
    // What a model of heavy tails sees of a unit depends on all of its figures, and these have moved.
    return Fitted(model: stepped, statistics: model.tail.isFinite ? nil : all)
  }

  // MARK: What is looked for on grids

  /// The best of some models, each climbed from where it stands; of equal ones the first.
  private func best(of models: [PosteriorModel]) -> ModelClimb.Summit? {
    summits(of: models, SampleLooks(sample, observations, models)).highest
  }

  private func summits(of models: [PosteriorModel], _ looks: SampleLooks?) -> [ModelClimb.Summit] {
    let parts = workers.map { part in
      stride(from: part, to: models.count, by: workers.count).map { place in
        let model = models[place]
        // Those that weigh otherwise have looks of their own.
        let looks = looks ?? SampleLooks(sample, observations, [model])
        let units = looks?.statistics(drift: model.drift) ?? UnitLanes.of(statistics(model))
        let climb = ModelClimb(units: units, prior: prior, workers: workers.alone, least: 0.01)
        return (place, climb.climb(from: model))
      }
    }
    return parts.joined().sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Drifts by the beta that they come to. First every third, then those around the best.
  private func drifting(from model: PosteriorModel) -> PosteriorModel {
    func models(_ places: [Int], _ model: PosteriorModel) -> [PosteriorModel] {
      places.map { model.drifting(PosteriorModel.drift(beta: PosteriorFit.betas[$0])) }
    }
    let coarse = Array(stride(from: 0, to: PosteriorFit.betas.count, by: 3))
    let looks = SampleLooks(sample, observations, models(coarse, model))
    let looked = summits(of: models(coarse, model), looks)
    guard let still = looked.first, let rough = looked.highest else { return model }
    let place = PosteriorFit.betas.firstIndex { PosteriorModel.drift(beta: $0) == rough.model.drift } ?? 0
    let fine = (max(0, place - 2)...min(PosteriorFit.betas.count - 1, place + 2)).map { $0 }
    guard let moving = summits(of: models(fine, rough.model), looks).highest else { return model }
    return moving.logDensity > still.logDensity + PosteriorFit.leastForDrift ? moving.model : still.model
  }

  /// Worths are taken to move where the log is likelier by a factor of e to this power: noise that is no normal one looks
  /// like moves, too.
  private static let leastForDrift = 2.0

  private static let betas = [
    1, 0.99, 0.98, 0.97, 0.96, 0.95, 0.93, 0.92, 0.9, 0.88, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2,
    0.1,
  ]

  /// What more scorings, more tasks and the middle of the range are worth. Compression takes evidence that would be strange
  /// without it, because it makes worths larger than any delta.
  private func weighed(_ model: PosteriorModel) -> PosteriorModel {
    var (model, standing) = (model, ModelClimb.Summit?.none)
    if !model.weighing.conditions.extremity.isEmpty {
      let all = [0, 0.2, 0.4, 0.6, 0.8].map { share in model.weighing { $0.compression = share } }
      model = better(all, by: 2, &standing) ?? model
    }
    if sample.contains(where: {
      observations.scorings(in: observations.range(of: Int($0))).contains { $0 > 1 }
    }) {
      let all = [1, 0.75, 0.5, 0.25, 0].map { share in model.weighing { $0.scorings = share } }
      model = better(all, by: 0, &standing) ?? model
    }
    if !model.weighing.conditions.tasks.isEmpty {
      let all = [0, 0.25, 0.5, 0.75, 1].map { share in model.weighing { $0.tasks = share } }
      model = better(all, by: 0, &standing) ?? model
    }
    return model
  }

  /// The best model, where it is likelier than the first by so much. The first is what stands, and is climbed from once for all
  /// that is tried against it.
  private func better(
    _ models: [PosteriorModel], by least: Double, _ standing: inout ModelClimb.Summit?
  ) -> PosteriorModel? {
    standing = standing ?? best(of: Array(models.prefix(1)))
    guard let first = standing, let other = best(of: Array(models.dropFirst())),
      other.logDensity > first.logDensity + least
    else { return nil }
    standing = nil
    return other.model
  }

  // MARK: Tails

  private func withTail(_ model: PosteriorModel) -> PosteriorModel {
    guard TailSearch(sample.map { Int($0) }, observations, model).isHeavy else { return model }
    let tails = [Double.infinity, 10, 5, 3]
    let parts = workers.map { part in
      stride(from: part, to: tails.count, by: workers.count).map { ($0, fitted(model, tail: tails[$0])) }
    }
    let summits = parts.joined().sorted { $0.0 < $1.0 }.map(\.1)
    let normal = summits[0].logDensity + PosteriorFit.leastForTail
    return summits.dropFirst().reduce((model, normal)) { best, next in
      next.logDensity > best.1 ? (next.model, next.logDensity) : best
    }.0
  }

  private static let leastForTail = 2.0

  /// What an observation counts follows from the model, and the model from that.
  private func fitted(_ model: PosteriorModel, tail: Double) -> ModelClimb.Summit {
    var summit = ModelClimb.Summit(model: model, logDensity: -.infinity)
    summit.model.tail = tail
    for _ in 0..<(tail.isFinite ? 12 : 1) {
      let units = UnitLanes.of(statistics(summit.model))
      summit = ModelClimb(units: units, prior: prior, workers: workers.alone, least: 0.05).climb(
        from: summit.model)
    }
    return summit
  }
}

extension [ModelClimb.Summit] {
  /// Of equal ones the first.
  fileprivate var highest: ModelClimb.Summit? {
    dropFirst().reduce(first) { best, next in next.logDensity > (best?.logDensity ?? -.infinity) ? next : best
    }
  }
}

extension PosteriorModel {
  fileprivate func drifting(_ drift: Double) -> PosteriorModel {
    var model = self
    model.drift = drift
    return model
  }

  fileprivate func weighing(_ change: (inout Weighing) -> Void) -> PosteriorModel {
    var model = self
    change(&model.weighing)
    return model
  }
}
