import Accumulation

/// A unit's posterior by dense linear algebra, straight from the words of the model: all observations are jointly normal, and
/// what is asked for is normal with them.
struct PosteriorOracle {
  let model: PosteriorModel
  /// One observation of the unit.
  struct Look {
    let batch: Int32
    let delta: Double
    let gain: Double
    let weight: Double
  }
  let looks: [Look]

  var logDensityOfNone: Double {
    looks.enumerated().reduce(0) { sum, entry in
      let (place, look) = entry
      let error = look.delta - (place == 0 ? look.gain * model.lure : 0)
      let variance = look.gain * look.gain * model.noise / (look.weight * look.gain * look.gain)
      return sum - 0.5 * (naturalLogarithm(2 * .pi * variance) + error * error / variance)
    }
  }

  /// The covariance of two observations, if the unit is worth something.
  private func covariance(_ first: Int, _ second: Int) -> Double {
    let common = Double(min(looks[first].batch, looks[second].batch) - looks[0].batch)
    let ofWorths = model.variance + model.drift * model.noise * common
    return looks[first].gain * looks[second].gain * ofWorths
      + (first == second ? model.noise / looks[first].weight : 0)
  }

  /// The logarithm of the density, and mean and variance of the worth at the last observation.
  var some: (logDensity: Double, mean: Double, variance: Double) {
    let count = looks.count
    var matrix = (0..<count).map { row in (0..<count).map { covariance(row, $0) } }
    let errors = looks.map { $0.delta - $0.gain * model.mean }
    let last = Double(looks[count - 1].batch - looks[0].batch)
    let withLast = looks.map { look in
      look.gain * (model.variance + model.drift * model.noise * Double(look.batch - looks[0].batch))
    }
    var columns = [errors, withLast]
    let logDeterminant = eliminate(&matrix, &columns)
    let square = zip(errors, columns[0]).reduce(0) { $0 + $1.0 * $1.1 }
    let mean = model.mean + zip(withLast, columns[0]).reduce(0) { $0 + $1.0 * $1.1 }
    let explained = zip(withLast, columns[1]).reduce(0) { $0 + $1.0 * $1.1 }
    let logDensity = -0.5 * (Double(count) * naturalLogarithm(2 * .pi) + logDeterminant + square)
    return (logDensity, mean, model.variance + model.drift * model.noise * last - explained)
  }

  /// Gauss and Jordan. What is left in the columns solves the equations; the logarithm of the determinant.
  private func eliminate(_ matrix: inout [[Double]], _ columns: inout [[Double]]) -> Double {
    var logDeterminant = 0.0
    for pivot in matrix.indices {
      let size = matrix[pivot][pivot]
      logDeterminant += naturalLogarithm(size)
      for column in matrix.indices { matrix[pivot][column] /= size }
      for number in columns.indices { columns[number][pivot] /= size }
      for row in matrix.indices where row != pivot {
        let factor = matrix[row][pivot]
        for column in matrix.indices { matrix[row][column] -= factor * matrix[pivot][column] }
        for number in columns.indices { columns[number][row] -= factor * columns[number][pivot] }
      }
    }
    return logDeterminant
  }

  var logDensity: Double {
    let (still, moving) = (logDensityOfNone, some.logDensity)
    let most = max(still, moving)
    return most
      + naturalLogarithm(
        model.none * exponential(still - most) + (1 - model.none) * exponential(moving - most))
  }

  var chanceOfNone: Double { model.none * exponential(logDensityOfNone - logDensity) }
}
