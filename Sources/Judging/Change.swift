/// What an answer would change at the units it is about.
public struct Change: Sendable, Equatable {
  /// Units whose verdict would be another.
  public var verdicts = 0
  /// Which units they are: two that an answer is about, and one that takes in who leaves. Many changes are copied about, so
  /// they own no memory; -1 where there is none.
  private var others = SIMD4<Int32>(repeating: -1)
  /// Wordings that would stand under another verdict.
  public var wordings = 0
  /// Wordings, each by how much of a verdict it would lose or gain: 1 where the verdict is another, else by how far its
  /// unit would come towards a certificate or away from it.
  public var progress = 0.0
  /// Units that would enter or leave what is applied, by their m̂.
  public var applied = 0
  /// The largest move of m̂.
  public var mhat = 0.0

  public init(
    verdicts: Int = 0, wordings: Int = 0, progress: Double = 0, applied: Int = 0, mhat: Double = 0
  ) {
    (self.verdicts, self.wordings, self.progress) = (verdicts, wordings, progress)
    (self.applied, self.mhat) = (applied, mhat)
  }

  public var units: [Int] { (0..<4).map { Int(others[$0]) }.filter { $0 >= 0 } }

  mutating func add(unit: Int) {
    let unit = Int32(truncatingIfNeeded: unit)
    for place in 0..<4 where others[place] < 0 || others[place] == unit {
      others[place] = unit
      return
    }
  }

  /// One number for ordering, in wordings under another verdict. A unit among the applied weighs as much as half of one,
  /// and more than any move of m̂. What only comes closer to a verdict counts for the part of the way.
  /// `spread` is what m̂ moves by usually.
  public func weight(spread: Double) -> Double {
    let move = spread > 0 ? abs(mhat) / (abs(mhat) + spread) : 0
    return progress + 0.5 * Double(applied) + 0.25 * move
  }
}
