/// Values of flags that must lie within bounds.
extension Call {
  /// `expected` says the bounds in words, after "a number".
  package func number(of flag: String, _ expected: String, where isAllowed: (Double) -> Bool) throws
    -> Double?
  {
    guard let text = self[flag] else { return nil }
    guard let value = decimal(text), isAllowed(value) else {
      throw StatementFault.badValue(name: "--\(flag)", seen: text, expected: "a number \(expected)")
    }
    return value
  }

  package func count(of flag: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = self[flag] else { return nil }
    guard let value = Int(text), range.contains(value) else {
      throw StatementFault.badValue(
        name: "--\(flag)", seen: text,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// How likely one sign is right, where a statement says so.
  package func accuracy() throws -> Double? {
    try number(of: "accuracy", "from 0 to 1") { (0...1).contains($0) }
  }

  /// How likely the sign of m̂ is to be right in the end; 0.9 unless said.
  package func target() throws -> Double {
    try number(of: "target", "from 0.5 to below 1") { (0.5..<1).contains($0) } ?? 0.9
  }
}
