/// What `UnitStatistics` says of eight units, side by side: what is reckoned of one is reckoned of eight in little more time.
struct UnitLanes: Sendable {
  /// 1 for a unit, 0 for a place that none takes.
  var alive = SIMD8<Double>()
  var count = SIMD8<Double>()
  var precision = SIMD8<Double>()
  var projection = SIMD8<Double>()
  var square = SIMD8<Double>()
  var logDeterminant = SIMD8<Double>()
  var stillSquare = SIMD8<Double>()
  var stillLogDeterminant = SIMD8<Double>()
  var firstWeight = SIMD8<Double>()
  var firstValue = SIMD8<Double>()
  var logGain = SIMD8<Double>()

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
