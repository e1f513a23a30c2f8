import Basics
import Identity

/// Which member of a pool a proposal is held to be where only members are looked at.
public enum PoolIdentity: Sendable {
  /// The one of its unit.
  case units
  /// Units are operations: the one of its key whose first wording has the highest cosine with it, from tau on; on a tie the
  /// older. Rulings go before cosines.
  case texts(PoolTexts)

  func host(of unit: Int32, in pool: [PoolMember]) -> Int32? {
    switch self {
    case .units: pool.contains { $0.unit == unit } ? unit : nil
    case .texts(let texts): texts.host(of: unit, in: pool)
    }
  }
}

public struct PoolTexts: Sendable {
  let operations: Operations
  let vectors: Vectors
  let tau: Cosine
  let constraints: Constraints?

  public init(operations: Operations, vectors: Vectors, tau: Cosine, constraints: Constraints? = nil) {
    (self.operations, self.vectors, self.tau, self.constraints) = (operations, vectors, tau, constraints)
  }

  fileprivate func host(of operation: Int32, in pool: [PoolMember]) -> Int32? {
    var best: (unit: Int32, cosine: Cosine)?
    for member in pool {
      switch constraints?.ruling(operation, member.unit) {
      case .same: return member.unit
      case .different: continue
      case nil: break
      }
      guard operations.key[Int(operation)] == operations.key[Int(member.unit)] else { continue }
      let cosine =
        operation == member.unit
        ? Cosine(1.0) : vectors.cosine(Int(operation), Int(member.unit))
      if cosine >= tau, best.map({ cosine > $0.cosine }) ?? true { best = (member.unit, cosine) }
    }
    return best?.unit
  }
}
