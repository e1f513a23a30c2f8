import Basics
import Identity

/// Pairs of operations drawn at random for a person to judge, and how likely each was to be drawn.
public struct AuditSample: Sendable, Equatable {
  public struct Pair: Sendable, Equatable {
    public let first: Int32
    public let second: Int32
    /// Which of the strata it was drawn from.
    public let stratum: Int
  }

  /// Those that hold pairs, though few draws may leave some without any.
  public let strata: [AuditShare]
  /// In an order at random, so that who stops early has judged a sample, too.
  public let pairs: [Pair]

  /// The same seed draws the same pairs from the same frame. Complexity: O(pairs drawn), but for rare far pairs of
  /// large logs, which are looked for.
  package init(_ frame: AuditFrame, count: Int, seed: UInt64, pulse: Pulse = .silent) throws {
    var frame = frame
    var random = Randomness(seed: seed, purpose: 0x6175_6469)
    let kinds = AuditStratum.allCases.filter { frame.count(of: $0) > 0 }
    let shares = AuditSample.shares(kinds.map { AuditShare($0, drawn: 0, of: frame.count(of: $0)) }, count)
    var pairs: [Pair] = []
    for (index, share) in shares.enumerated() {
      for (a, b) in try frame.draw(share.drawn, of: share.stratum, &random, pulse) {
        pairs.append(Pair(first: min(a, b), second: max(a, b), stratum: index))
      }
    }
    random.shuffle(&pairs)
    strata = shares
    self.pairs = pairs
  }

  /// Half of the draws go to merged pairs, for precision. The others go to strata by how much a guess at their pairs
  /// could be wrong, but by the root of their size: in full proportion nearly all would go to pairs that are plainly
  /// different. Each stratum gets two before any gets more, for one answer says nothing of the spread.
  static func shares(_ strata: [AuditShare], _ total: Int) -> [AuditShare] {
    let weights = weights(of: strata)
    var drawn = strata.map { _ in 0 }
    for _ in 0..<min(total, strata.reduce(0) { $0 + $1.count }) {
      let open = strata.indices.filter { drawn[$0] < strata[$0].count }
      let scarce = open.filter { drawn[$0] < 2 }
      let next = (scarce.isEmpty ? open : scarce).max { left, right in
        // The largest quotient of weight and draws is served first (Jefferson 1792); of equal ones the earlier stratum.
        let (a, b) = (weights[left] / Double(drawn[left] + 1), weights[right] / Double(drawn[right] + 1))
        return a == b ? left > right : a < b
      }
      if let next { drawn[next] += 1 }
    }
    return zip(strata, drawn).map { AuditShare($0.stratum, drawn: $1, of: $0.count) }
  }

  private static func weights(of strata: [AuditShare]) -> [Double] {
    let apart = strata.map { $0.stratum.spread * Double($0.count).squareRoot() }
    let sum = apart.reduce(0, +)
    return zip(strata, apart).map { $0.stratum == .merged ? max(sum, 1) : $1 }
  }
}

extension AuditStratum {
  /// The standard deviation of same or different, where this share of pairs is the same: 1/2, 1/5, 1/20 and 1/200.
  fileprivate var spread: Double {
    switch self {
    case .merged: 0
    case .over: 0.5
    case .near: 0.4
    case .under: 0.22
    case .far: 0.07
    }
  }
}
