import Identity
import Scoring

/// A unit parted in thought, as `different` would part it: whether that answer would touch what is advised on it.
package struct PartedUnit: Sendable {
  /// One of the two that there would be.
  package struct Part: Sendable, Equatable {
    let n: Int
    let chance: Double?
    let risk: Double?

    package init(n: Int, chance: Double?, risk: Double?) {
      (self.n, self.chance, self.risk) = (n, chance, risk)
    }

    init(_ members: [Int32], _ deltas: OperationDeltas, _ model: PosteriorModel?) {
      var unit = UnitInThought()
      unit.gather(members, deltas)
      let worth = model?.worth(of: unit)
      self.init(n: unit.delta.count, chance: worth?.chance, risk: worth?.risk)
    }

    var counsel: Counsel { Counsel(chance: chance, risk: risk, n: n, isSuspect: false) }

    /// Whether what it was scored bears the counsel out by itself. What nothing scored says nothing against it.
    func bears(_ counsel: Counsel, from least: Double) -> Bool {
      n == 0 || ((counsel == .keep ? chance : risk) ?? 0) >= least
    }
  }

  /// From such a chance on a part bears out what the whole is advised. Half of the evidence need not reach what all of it
  /// does.
  package static let likely = 0.75
  /// The same where a word stands in the place of another: what does nothing lives off what helps, and looks likely.
  package static let clear = 0.95

  let staying: Part
  let leaving: Part

  package init(staying: Part, leaving: Part) { (self.staying, self.leaving) = (staying, leaving) }

  package init(_ candidate: Candidate, _ finder: ChangeFinder, model: PosteriorModel?) {
    let parts = finder.parts(of: candidate)
    let deltas = finder.ground.deltas
    self.init(
      staying: Part(parts.staying, deltas, model), leaving: Part(parts.leaving, deltas, model))
  }

  /// Whether `counsel`, given for the whole, might be another for one of the parts. Where too little is known of the whole,
  /// parting matters if more is known of a part.
  package func touches(_ counsel: Counsel, from least: Double = PartedUnit.likely) -> Bool {
    switch counsel {
    case .keep, .drop: !staying.bears(counsel, from: least) || !leaving.bears(counsel, from: least)
    case .wait, .judge: staying.counsel != .wait || leaving.counsel != .wait
    }
  }
}
