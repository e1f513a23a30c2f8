/// What `UnitStatistics` says of eight units, side by side: what is reckoned of one is reckoned of eight in little more time.
struct UnitLanes: Sendable {
  /// 1 for a unit, 0 for a place that none takes.
  private(set) var alive = SIMD8<Double>()
  private(set) var count = SIMD8<Double>()
  private(set) var precision = SIMD8<Double>()
  private(set) var projection = SIMD8<Double>()
  private(set) var square = SIMD8<Double>()
  private(set) var logDeterminant = SIMD8<Double>()
  private(set) var stillSquare = SIMD8<Double>()
  private(set) var stillLogDeterminant = SIMD8<Double>()
  private(set) var firstWeight = SIMD8<Double>()
  private(set) var firstValue = SIMD8<Double>()
  private(set) var logGain = SIMD8<Double>()

  static let width = 8

  init(_ units: ArraySlice<UnitStatistics>) {
    for (lane, unit) in units.enumerated() { set(lane, unit) }
  }

  private mutating func set(_ lane: Int, _ unit: UnitStatistics) {
    alive[lane] = 1
    (count[lane], logGain[lane]) = (unit.count, unit.logGain)
    (precision[lane], projection[lane]) = (unit.precision, unit.projection)
    (square[lane], logDeterminant[lane]) = (unit.square, unit.logDeterminant)
    (stillSquare[lane], stillLogDeterminant[lane]) = (unit.stillSquare, unit.stillLogDeterminant)
    (firstWeight[lane], firstValue[lane]) = (unit.firstWeight, unit.firstValue)
  }

  /// In their order.
  static func of(_ units: [UnitStatistics]) -> [UnitLanes] {
    stride(from: 0, to: units.count, by: width).map { UnitLanes(units[$0..<min(units.count, $0 + width)]) }
  }
}
