/// What the evidence allows one to say of a unit.
public enum Verdict: String, CaseIterable, Sendable {
  case stable, harmful, negligible
  case sceneSpecific = "scene-specific"
  case fading, undecided
  /// Tasks had it or had it not, and no lot said which.
  case observed = "observed, not tested"

  /// Those that something was tested for.
  public static let ofTests: [Verdict] = allCases.filter { $0 != .observed }
}

/// How many units each verdict is on.
package struct VerdictCounts: Sendable, Equatable {
  private var counts = [Int](repeating: 0, count: Verdict.allCases.count)

  init(_ verdicts: [Verdict]) { for verdict in verdicts { self[verdict] += 1 } }

  package subscript(verdict: Verdict) -> Int {
    get { counts[VerdictCounts.place(verdict)] }
    set { counts[VerdictCounts.place(verdict)] = newValue }
  }

  private static func place(_ verdict: Verdict) -> Int {
    switch verdict {
    case .stable: 0
    case .harmful: 1
    case .negligible: 2
    case .sceneSpecific: 3
    case .fading: 4
    case .undecided: 5
    case .observed: 6
    }
  }
}

/// What verdicts are asked to hold to.
public struct VerdictRules: Sendable, Equatable {
  /// How often one may be wrong, from above 0 to below 1.
  public var alpha: Double
  /// What counts as no effect, as a share of the largest one there can be; above 0.
  public var margin: Double
  public var interval: ConfidenceSequence.Kind
  public var bets: Bets

  /// What is bet on where no clip is set.
  public enum Bets: String, Sendable, CaseIterable {
    /// Deltas, cut at the size that is usual by then.
    case sizes
    case signs
  }

  public init(
    alpha: Double = 0.05, margin: Double = 0.1, interval: ConfidenceSequence.Kind = .steady,
    bets: Bets = .signs
  ) {
    self.alpha = alpha
    self.margin = margin
    self.interval = interval
    self.bets = bets
  }
}

/// All that verdicts rest on beside the observations.
public struct VerdictTerms: Sendable, Equatable {
  public var rules: VerdictRules
  /// Bets are on deltas divided by this and kept within -1 and 1; without it and without sizes, on their signs.
  public var bet: Double?
  /// Per batch, what bets divide deltas by instead; 0 where they are on signs. Empty where bets are on something else.
  package private(set) var sizes: [Double] = []
  /// The largest size of a delta, which the interval for its mean needs; without it, the interval is about the signs.
  public var bound: Double?
  /// The first batch that counts.
  public var first: Int32
  public var batchCount: Int
  /// Per batch, the number of its scene or -1; empty where no batch has one.
  public var scenes: [Int32]
  /// Whether observations are outcomes of tasks, of which only those certify that lots were drawn for.
  public var restsOnOutcomes = false

  public init(
    rules: VerdictRules = VerdictRules(), bet: Double? = nil, bound: Double? = nil, first: Int32 = 0,
    batchCount: Int,
    scenes: [Int32] = []
  ) {
    (self.rules, self.bet, self.bound) = (rules, bet, bound)
    (self.first, self.batchCount, self.scenes) = (first, batchCount, scenes)
  }

  /// The largest size of what the interval is about.
  public var scale: Double { bound ?? 1 }

  /// The same, with bets on deltas that are cut at what is usual by then.
  package func betting(on sizes: [Double]) -> VerdictTerms {
    var terms = self
    terms.sizes = sizes
    return terms
  }

  /// In -1…1.
  @inline(__always)
  func outcome(_ delta: Double, _ batch: Int32) -> Double {
    guard !sizes.isEmpty else { return EvidenceValue.outcome(delta, bet) }
    let size = sizes[Int(batch)]
    return EvidenceValue.outcome(delta, size > 0 ? size : nil)
  }

  /// What an outcome of 1 stands for.
  func size(in batch: Int32) -> Double {
    sizes.isEmpty ? bet ?? 1 : sizes[Int(batch)] > 0 ? sizes[Int(batch)] : 1
  }

  var stakes: Stakes { sizes.isEmpty ? .even : .rising }
}

extension DeltaRule {
  /// What bounds a delta under this rule, for scores in `range`; nil where nothing does.
  public func bound(scores range: ClosedRange<Double>?) -> Double? {
    clip ?? signal.bound(scores: range)
  }

  /// Whether verdicts bet on deltas that are cut at their usual size: a clip says itself where to cut, and signs and votes have
  /// no sizes to speak of.
  package func takesUsualSizes(_ bets: VerdictRules.Bets) -> Bool {
    bets == .sizes && clip == nil && signal != .sign && signal != .votes
  }
}
