/// Probability on a grid of points, moved along by m -> beta · m ± (1 - beta). What lands between two points is
/// shared by them so that its mean stays; that adds at most a quarter of a squared step to the variance, 0.001 of
/// what an observation adds at the largest beta and far less below. Complexity: O(points) per observation.
struct GridMass {
  private let half: Int
  private let accuracy: Double
  private let up: [Target]
  private let down: [Target]
  private var mass: [Double]
  private var next: [Double]

  private struct Target {
    var point: Int
    /// How much goes to the point after it.
    var beyond: Double
  }

  init(beta: Double, accuracy: Double) {
    let half = beta <= 0.95 ? 2_048 : 4_096
    // m never leaves -1…1, and hardly ever goes this far: mass that would waits at the edge, on its own side.
    let reach = min(1, 12 * ((1 - beta) / (1 + beta)).squareRoot())
    func targets(_ move: Double) -> [Target] {
      (-half...half).map { point in
        let place = (Double(point) / Double(half) * reach * beta + move) / reach * Double(half)
        let inside = min(Double(half), max(-Double(half), place)) + Double(half)
        let below = min(2 * half - 1, Int(inside))
        return Target(point: below, beyond: inside - Double(below))
      }
    }
    self.half = half
    self.accuracy = accuracy
    up = targets(1 - beta)
    down = targets(beta - 1)
    mass = [Double](repeating: 0, count: 2 * half + 1)
    mass[half] = 1
    next = mass
  }

  mutating func observe() {
    for point in next.indices { next[point] = 0 }
    for point in mass.indices where mass[point] > 0 {
      move(mass[point] * accuracy, to: up[point])
      move(mass[point] * (1 - accuracy), to: down[point])
    }
    swap(&mass, &next)
  }

  /// Half of what lies at 0: it is as likely a little above as a little below.
  var aboveZero: Double { mass[half] / 2 + mass[(half + 1)...].reduce(0, +) }

  private mutating func move(_ share: Double, to target: Target) {
    next[target.point] += share * (1 - target.beyond)
    next[target.point + 1] += share * target.beyond
  }
}
