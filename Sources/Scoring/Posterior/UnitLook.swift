/// The observations of a unit on the scale of worths: what a batch shows of them is made whole. Its buffers are used again.
struct UnitLook {
  private(set) var value: [Double] = []
  private(set) var weight: [Double] = []
  /// Batches since the one before.
  private(set) var gap: [Double] = []
  /// By how much the logarithm of a density grows when it is put on this scale.
  private(set) var logGain = 0.0
  /// By how much the logarithm of a density of heavy tails exceeds that of a normal one with these weights.
  private(set) var logShape = 0.0

  /// `scorings` is empty where each observation is of one. Without batches, each comes after the one before it.
  mutating func take(
    _ deltas: ArraySlice<Double>, _ batches: ArraySlice<Int32>, _ scorings: ArraySlice<Int32>,
    _ weighing: PosteriorModel.Weighing
  ) {
    value.removeAll(keepingCapacity: true)
    weight.removeAll(keepingCapacity: true)
    gap.removeAll(keepingCapacity: true)
    (logGain, logShape) = (0, 0)
    guard let first = batches.first else { return takeUnplaced(deltas) }
    takeGaps(batches, from: first)
    if weighing.showsWhole {
      value.append(contentsOf: deltas)
    } else {
      takeMadeWhole(deltas, batches, weighing)
    }
    if scorings.isEmpty && !weighing.countsTasks && weighing.showsWhole {
      weight.append(contentsOf: repeatElement(1, count: deltas.count))
    } else {
      takeWeights(batches, scorings, weighing)
    }
  }

  private mutating func takeGaps(_ batches: ArraySlice<Int32>, from first: Int32) {
    var earlier = first
    gap.reserveCapacity(batches.count)
    for batch in batches {
      gap.append(Double(batch - earlier))
      earlier = batch
    }
  }

  private mutating func takeMadeWhole(
    _ deltas: ArraySlice<Double>, _ batches: ArraySlice<Int32>, _ weighing: PosteriorModel.Weighing
  ) {
    var gains = LogProduct()
    for (delta, batch) in zip(deltas, batches) {
      let gain = weighing.gain(batch)
      value.append(gain == 1 ? delta : delta / gain)
      gains.take(gain)
    }
    logGain = gains.logarithm
  }

  private mutating func takeWeights(
    _ batches: ArraySlice<Int32>, _ scorings: ArraySlice<Int32>, _ weighing: PosteriorModel.Weighing
  ) {
    weight.reserveCapacity(batches.count)
    for (offset, batch) in batches.enumerated() {
      let (gain, count) = (
        weighing.gain(batch), scorings.isEmpty ? 1 : scorings[scorings.startIndex + offset]
      )
      weight.append(weighing.weight(batch, scorings: count) * gain * gain)
    }
  }

  private mutating func takeUnplaced(_ deltas: ArraySlice<Double>) {
    for delta in deltas {
      value.append(delta)
      weight.append(1)
      gap.append(gap.isEmpty ? 0 : 1)
    }
  }

  /// The same observations under noise with heavy tails, each with its expected square error in parts of the noise: what lies
  /// far off counts for less.
  mutating func weigh(_ tail: HeavyTail, _ whole: [Double], errors: [Double]) {
    logShape = 0
    for place in weight.indices {
      let share = tail.share(errors[place] * whole[place])
      weight[place] = whole[place] * share
      logShape += tail.logShape(share)
    }
  }
}
