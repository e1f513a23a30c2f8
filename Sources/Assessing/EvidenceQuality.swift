import Basics
import Identity
import Simulating

/// How well `m̂` says what units are truly worth.
public struct EvidenceQuality: Sendable, Equatable {
  /// Units of one true class, or of one sign of the effect.
  public struct Row: Sendable, Equatable {
    public let name: String
    public private(set) var units = 0
    /// Units with an `m̂`.
    public private(set) var scored = 0
    /// Scored units whose effect is not 0, and those of them whose `m̂` has its sign.
    public private(set) var signed = 0
    public private(set) var right = 0
    private var errors = 0.0
    /// By the sign of `m̂`; neither for 0 and for a unit without observations.
    public private(set) var positive = 0
    public private(set) var negative = 0

    init(_ name: String) { self.name = name }

    public var neither: Int { units - positive - negative }

    /// The mean distance between `m̂` and effect.
    public var error: Double? { scored > 0 ? errors / Double(scored) : nil }

    /// The share with the right sign.
    public var share: Interval? { Interval.share(right, of: signed) }

    mutating func add(effect: Double, mhat: Double?) {
      units += 1
      guard let mhat else { return }
      scored += 1
      errors += abs(mhat - effect)
      positive += mhat > 0 ? 1 : 0
      negative += mhat < 0 ? 1 : 0
      guard effect != 0 else { return }
      signed += 1
      right += (mhat > 0 && effect > 0) || (mhat < 0 && effect < 0) ? 1 : 0
    }
  }

  /// By true class, and in all at the end.
  public let classes: [Row]
  /// Helpful, harmful and neither, by effect.
  public let signs: [Row]
  /// Spearman's rank correlation of `m̂` and effect over the scored units.
  public let correlation: Double?
  /// The chance that a unit that helps has a higher `m̂` than one that does not.
  public let auc: Double?

  /// Units without a true effect are left out. Complexity: O(units · log units).
  public init(_ truth: Truth, mhat: [Double?]) {
    var classes = NamedRows(OperationClass.allCases.map(\.rawValue))
    var signs = [Row("positive"), Row("zero"), Row("negative")]
    var all = Row("all")
    var (effects, estimates): ([Double], [Double]) = ([], [])
    for unit in mhat.indices {
      guard let effect = truth.effect[unit] else { continue }
      classes.add(truth.category[unit] ?? "none", effect, mhat[unit])
      signs[effect > 0 ? 0 : (effect < 0 ? 2 : 1)].add(effect: effect, mhat: mhat[unit])
      all.add(effect: effect, mhat: mhat[unit])
      guard let mhat = mhat[unit] else { continue }
      effects.append(effect)
      estimates.append(mhat)
    }
    self.classes = classes.rows.filter { $0.units > 0 } + [all]
    self.signs = signs
    correlation = rankCorrelation(estimates, effects)
    auc = areaUnderCurve(estimates, isGood: effects.map { $0 > 0 })
  }

  /// Rows by name: the known ones first, then others as they come.
  private struct NamedRows {
    private(set) var rows: [Row]
    private var places: [ByteText: Int]

    init(_ names: [String]) {
      rows = names.map(Row.init)
      places = Dictionary(uniqueKeysWithValues: names.enumerated().map { (ByteText($1), $0) })
    }

    mutating func add(_ name: String, _ effect: Double, _ mhat: Double?) {
      let place = places[ByteText(name), default: rows.count]
      if place == rows.count {
        places[ByteText(name)] = place
        rows.append(Row(name))
      }
      rows[place].add(effect: effect, mhat: mhat)
    }
  }
}

/// The area under the ROC curve, by ranks (Mann and Whitney 1947): how often a good one stands above one that is not, a
/// tie counting half. Nil where there is none of either. Complexity: O(n log n).
public func areaUnderCurve(_ values: [Double], isGood: [Bool]) -> Double? {
  precondition(values.count == isGood.count, "each value is good or not")
  let good = isGood.reduce(0) { $0 + ($1 ? 1 : 0) }
  let rest = values.count - good
  guard good > 0, rest > 0 else { return nil }
  var ranks = MidRanks()
  ranks.rank(values)
  let sum = zip(ranks.ranks, isGood).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
  return (sum - Double(good) * Double(good + 1) / 2) / (Double(good) * Double(rest))
}
