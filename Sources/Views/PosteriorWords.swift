import Analyses
import Scoring
import Tables

/// A model of worths, in words.
package struct PosteriorWords {
  private let model: PosteriorModel

  /// Nil where the log says nothing of worths.
  package init?(_ analysis: Analysis) throws {
    guard let model = try analysis.posterior().model else { return nil }
    self.model = model
  }

  /// Which beta the log itself would choose, and why.
  package var beta: String {
    let noise = "an observation errs by \(points(model.noise))"
    guard model.drift > 0 else {
      return "the log itself would choose beta 1, the plain mean: no worth is seen to move, and \(noise)"
    }
    let step = points(model.drift * model.noise)
    return
      "the log itself would choose beta \(fixed(model.beta, places: 2)): a worth moves by \(step) a batch, and \(noise)"
  }

  /// What the log says of units altogether.
  package var units: String {
    let spread = "worths of units are \(fixed(model.mean, places: 2)) ± \(points(model.variance))"
    let none = "about \(percent(model.none)) of them are worth nothing"
    return "\(spread); \(none)"
  }

  /// What is unusual about its observations; nil where nothing is.
  package var observations: String? {
    var told: [String] = []
    if abs(model.lure) > model.noise.squareRoot() / 4 {
      told.append("units without worth were off by \(fixed(model.lure, places: 2)) when first scored")
    }
    if model.tail.isFinite {
      told.append("noise has heavy tails (Student's t, \(fixed(model.tail, places: 0)))")
    }
    if model.weighing.compression > 0 {
      told.append("\(percent(model.weighing.compression)) of a worth is not seen at the ends of the range")
    }
    return told.isEmpty ? nil : told.joined(separator: "; ")
  }

  private func points(_ variance: Double) -> String { fixed(variance.squareRoot(), places: 2) }

  private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded()))%" }
}
