import Language

/// Values of options that are so much of something.
extension ProgramLine {
  /// In seconds: `90`, `1.5s`, `10m`, `2h`.
  package func duration(_ name: String) throws -> Double? {
    try quantity(name, ["s": 1, "m": 60, "h": 3600], expected: "a time such as 90, 10m or 2h")
  }

  /// In bytes: `500M`, `2G`.
  package func size(_ name: String) throws -> Int? {
    let units: [Character: Double] = ["K": 1024, "M": 1_048_576, "G": 1_073_741_824]
    return try quantity(name, units, expected: "a size such as 500M or 2G").map(Int.init)
  }

  private func quantity(_ name: String, _ units: [Character: Double], expected: String) throws -> Double? {
    guard let text = self[name] else { return nil }
    let unit = text.last.flatMap { units[$0] }
    guard let number = decimal(unit == nil ? text : String(text.dropLast())), number > 0, number < 1e12 else {
      throw UsageFault.badValue(option: name, seen: text, expected: expected)
    }
    return number * (unit ?? 1)
  }
}
