/// The data of a path, in tenths of a pixel: finer is not seen and only makes a file larger.
struct SVGPath {
  private(set) var data = ""

  var isEmpty: Bool { data.isEmpty }

  mutating func move(_ x: Double, _ y: Double) { data += "M\(coordinate(x)) \(coordinate(y))" }
  mutating func line(_ x: Double, _ y: Double) { data += "L\(coordinate(x)) \(coordinate(y))" }
  mutating func across(to x: Double) { data += "H\(coordinate(x))" }
  mutating func up(to y: Double) { data += "V\(coordinate(y))" }
  mutating func close() { data += "Z" }

  /// A dot, where the ends of lines are round or square.
  mutating func dot(_ x: Double, _ y: Double) { data += "M\(coordinate(x)) \(coordinate(y))h0" }

  /// From the place a shape stands at, by the steps its outline takes.
  mutating func shape(_ x: Double, _ y: Double, _ outline: String) {
    move(x, y)
    data += outline
  }

  mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    move(x, y)
    data += "h\(coordinate(width))v\(coordinate(height))h\(coordinate(-width))Z"
  }
}

/// With one digit after the point, and none where it is zero.
func coordinate(_ value: Double) -> String {
  let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
  let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
  return "\(tenths < 0 ? "-" : "")\(whole)\(rest == 0 ? "" : ".\(rest)")"
}
