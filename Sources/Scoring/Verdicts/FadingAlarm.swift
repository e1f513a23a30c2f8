/// Raised once a unit that helped is shown to have lost what it was shown to have.
///
/// Betting begins when the bet that the unit helps has brought 1/alpha. Before each later outcome x there is a level:
/// the lower end of the unit's steady interval so far, or 0 where that is higher. Gamblers who begin after 0, 1, 2, …
/// further outcomes, each with a part 1 / (k · (k + 1)) of the money, stake on the mean being below the level, by
/// `1 - lambda · (x - level) / (1 + level)`. The alarm is raised at 2/alpha.
///
/// A steady mean lies below some level with probability alpha/2 at most, and if it never does, all the money together
/// is a test martingale's upper bound and reaches 2/alpha with probability alpha/2 at most (Ville 1939). So a unit
/// whose mean stays raises a false alarm, ever, with probability alpha at most. Starting anew at every observation is
/// how Shin, Ramdas and Rinaldo (2023) make e-detectors; the weights are what turns a rate of false alarms into a
/// probability of one. Complexity: O(19 n).
struct FadingAlarm: Sendable, Equatable {
  /// After how many outcomes betting began.
  let begun: Int
  /// After how many outcomes the alarm was raised.
  let raised: Int
  /// What the unit had been shown to reach, of 1.
  let level: Double

  /// Nil where none is raised. `outcomes` lie in -1…1.
  init?(_ outcomes: [Double], alpha: Double, budgets: StakeBudgets, _ stakes: Stakes) {
    guard let begun = EvidenceValue.certification(outcomes, alpha: alpha, stakes), begun < outcomes.count
    else { return nil }
    var shown = SteadyMean(alpha: alpha, budgets: budgets)
    var money = StaggeredWealths()
    for (index, outcome) in outcomes.enumerated() {
      if index >= begun {
        let level = max(0, 2 * shown.low - 1)
        money.bet(-(outcome - level) / (1 + level))
        if money.sum >= 2 / alpha {
          self.init(begun: begun, raised: index + 1, level: level)
          return
        }
      }
      shown.take((outcome + 1) / 2)
    }
    return nil
  }

  private init(begun: Int, raised: Int, level: Double) {
    (self.begun, self.raised, self.level) = (begun, raised, level)
  }
}

/// Gamblers of nineteen stakes each who begin one after another, the k-th with 1 / (k · (k + 1)).
private struct StaggeredWealths {
  private var near = SIMD16<Double>.zero
  private var far = SIMD4<Double>.zero
  private var begun = 0.0

  mutating func bet(_ outcome: Double) {
    begun += 1
    let share = 1 / (begun * (begun + 1))
    near = (near + share) * (1 + Wealths.nearStakes * outcome)
    far = (far + share) * (1 + Wealths.farStakes * outcome)
  }

  /// With the money of those who have not begun.
  var sum: Double {
    (near.sum() + far[0] + far[1] + far[2]) / Stakes.even.sum + 1 / (begun + 1)
  }
}
