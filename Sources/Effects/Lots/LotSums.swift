/// What lots say of one item, as far as its tasks have the same bound: sums over draws of the weighted outcome.
///
/// A draw's weighted outcome is `(y - h) / q` where the item was included, with probability `q`, and `-(y - h) / p` where
/// it was held out, with probability `p = 1 - q`. Outcomes are scaled to 0…1; `h` is what was expected of the task before
/// it began. Its mean, given all that came before, is the item's effect on that task, whatever `h` is.
public struct LotSums: Sendable, Equatable, BitwiseCopyable {
  public var included = 0.0
  public var held = 0.0
  public var sum = 0.0
  public var squares = 0.0
  /// The same with an `h` of 0: plain inverse probability weights.
  public var plain = 0.0
  public var plainSquares = 0.0

  public init() {}

  public var count: Double { included + held }

  /// Those of one draw.
  init(_ outcome: Double, expected: Double, held isHeld: Bool, _ propensity: Double) {
    let weight = isHeld ? -1 / propensity : 1 / (1 - propensity)
    let (value, bare) = ((outcome - expected) * weight, outcome * weight)
    if isHeld { held = 1 } else { included = 1 }
    (sum, squares, plain, plainSquares) = (value, value * value, bare, bare * bare)
  }

  @inline(__always)
  package static func += (left: inout LotSums, right: LotSums) {
    left.included += right.included
    left.held += right.held
    left.sum += right.sum
    left.squares += right.squares
    left.plain += right.plain
    left.plainSquares += right.plainSquares
  }
}

/// How large a weighted outcome can be, in steps of the root of two. Draws with different bounds are added up apart, so
/// that one draw of a rare kind does not weaken what all others say.
enum LotBounds {
  static let count = 20

  /// 1.5, 2.1, 3, … 1086.
  static let bounds: [Double] = (0..<count).map { step -> Double in
    let whole = 1.5 * Double(1 << (step / 2))
    return step % 2 == 0 ? whole : whole * 1.414_213_562_373_095_1
  }

  /// The first step that holds the bound; nil where none does: an item that is held out once in a thousand times.
  @inline(__always)
  static func step(expected: Double, propensity: Double) -> Int? {
    let bound = max(expected, 1 - expected) / min(propensity, 1 - propensity)
    guard bound <= 1086 else { return nil }
    var step = 0
    while bounds[step] < bound { step += 1 }
    return step
  }
}
