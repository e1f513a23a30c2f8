import Language
import Scoring

/// How much was observed of a unit or of a wording: in how many batches, and of how many values their means are. Values of a
/// unit's wordings add up to the unit's; batches do not, for two wordings may be scored in one.
package struct ObservedCount: Sendable, Equatable {
  package let batches: Int
  package let values: Int

  package init(batches: Int, values: Int) { (self.batches, self.values) = (batches, values) }

  package init(_ observations: Observations, unit: Int) {
    let scorings = observations.scorings(of: unit)
    batches = observations.range(of: unit).count
    values = scorings.isEmpty ? batches : scorings.reduce(0) { $0 + Int($1) }
  }

  package init(_ deltas: OperationDeltas, wording: Int) {
    let entries = deltas.entries(of: wording)
    (batches, values) = (entries.count, entries.reduce(0) { $0 + Int($1.count) })
  }

  /// `7 batches, 10 values`; of nothing, that nothing scored it.
  package var words: String {
    batches == 0
      ? "nothing scored it" : "\(counted(batches, "batch", "batches")), \(counted(values, "value"))"
  }
}
