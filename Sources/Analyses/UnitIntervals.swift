import Basics
import Scoring

/// Intervals for the worth of units, for plots.
package struct UnitIntervals {
  /// Nil where the log says nothing of worths.
  package let model: PosteriorModel?
  private let observations: Observations

  package init(_ analysis: Analysis) throws {
    model = try analysis.posterior().model
    observations = try analysis.observations()
  }

  /// With which probability a worth lies in its interval.
  package static let confidence = "95%"

  /// The interval after each observation of a unit.
  package func course(of unit: Int) -> [Interval] {
    guard let model else { return [] }
    return model.course(of: unit, in: observations).map {
      Interval(estimate: $0.mean, low: $0.low, high: $0.high)
    }
  }
}
