/// Reckons units one after another. Where noise has heavy tails, an observation counts the less the further it lies from
/// what the others say, and by itself if the unit is worth nothing: a variational bound (Tipping and Lawrence 2005), found
/// in a few rounds.
struct UnitEstimator {
  private var look = UnitLook()
  private var errors: [Double] = []
  private var course = SmoothedCourse()

  private static let rounds = 8

  mutating func statistics(
    _ deltas: ArraySlice<Double>, _ batches: ArraySlice<Int32>, _ scorings: ArraySlice<Int32>,
    _ model: PosteriorModel
  ) -> UnitStatistics {
    look.take(deltas, batches, scorings, model.weighing)
    guard model.tail.isFinite, !deltas.isEmpty else { return UnitStatistics(look, drift: model.drift) }
    return robust(HeavyTail(model.tail), model)
  }

  private mutating func robust(_ tail: HeavyTail, _ model: PosteriorModel) -> UnitStatistics {
    let whole = look.weight
    var still = look
    errors.removeAll(keepingCapacity: true)
    for place in whole.indices {
      let error = look.value[place] - (place == 0 ? model.lure : 0)
      errors.append(error * error / model.noise)
    }
    still.weigh(tail, whole, errors: errors)
    for _ in 0..<UnitEstimator.rounds {
      course.smooth(look, model)
      for place in whole.indices {
        let error = look.value[place] - course.mean[place]
        errors[place] = (error * error + course.variance[place]) / model.noise
      }
      look.weigh(tail, whole, errors: errors)
    }
    return UnitStatistics(look, still: still, drift: model.drift)
  }
}

/// Where a unit's worth was at each of its observations, if it is worth something: a filter forwards and a smoother
/// backwards (Rauch, Tung and Striebel 1965). Complexity: O(n).
struct SmoothedCourse {
  private(set) var mean: [Double] = []
  private(set) var variance: [Double] = []

  mutating func smooth(_ look: UnitLook, _ model: PosteriorModel) {
    filter(look, model)
    var place = mean.count - 2
    while place >= 0 {
      let ahead = variance[place] + model.drift * model.noise * look.gap[place + 1]
      let share = ahead > 0 ? variance[place] / ahead : 1
      mean[place] += share * (mean[place + 1] - mean[place])
      variance[place] += share * share * (variance[place + 1] - ahead)
      place -= 1
    }
  }

  private mutating func filter(_ look: UnitLook, _ model: PosteriorModel) {
    mean.removeAll(keepingCapacity: true)
    variance.removeAll(keepingCapacity: true)
    var (centre, spread) = (model.mean, model.variance)
    for place in look.value.indices {
      spread += model.drift * model.noise * look.gap[place]
      let share = spread / (spread + model.noise / look.weight[place])
      centre += share * (look.value[place] - centre)
      spread -= share * spread
      mean.append(centre)
      variance.append(spread)
    }
  }
}
