/// Seconds since 1970 of a time as ISO 8601 writes it: `2026-06-19T05:09:19.25+05:00`, also with a space for the `T`,
/// without a fraction, or without a zone, which is then Greenwich's. Nil for anything else.
package func secondsSince1970(_ text: String) -> Double? {
  var scanner = TimeScanner(text)
  guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
    let day = scanner.number(2), (1...12).contains(month), (1...31).contains(day)
  else { return nil }
  let days = Double(daysSince1970(year, month, day))
  if scanner.isAtEnd { return days * 86_400 }
  guard scanner.skip("T") || scanner.skip(" ") || scanner.skip("t"), let hour = scanner.number(2),
    scanner.skip(":"),
    let minute = scanner.number(2), hour < 25, minute < 60
  else { return nil }
  let second = scanner.skip(":") ? scanner.fraction() : 0
  guard let second, let zone = scanner.zone(), scanner.isAtEnd else { return nil }
  return days * 86_400 + Double(hour * 3_600 + minute * 60) + second - Double(zone * 60)
}

/// After Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private struct TimeScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  mutating func number(_ digits: Int) -> Int? {
    let word = rest.prefix(digits)
    guard word.count == digits, word.allSatisfy(TimeScanner.isDigit) else { return nil }
    rest = rest.dropFirst(digits)
    return Int(Substring(word))
  }

  mutating func skip(_ mark: Character) -> Bool {
    guard let byte = rest.first, byte == mark.asciiValue else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func fraction() -> Double? {
    let word = rest.prefix { TimeScanner.isDigit($0) || $0 == UInt8(ascii: ".") }
    rest = rest.dropFirst(word.count)
    guard let seconds = Double(Substring(word)), seconds < 61 else { return nil }
    return seconds
  }

  /// Minutes east of Greenwich.
  mutating func zone() -> Int? {
    if isAtEnd || skip("Z") || skip("z") { return 0 }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = number(2), hours < 24 else { return nil }
    _ = skip(":")
    let minutes = isAtEnd ? 0 : number(2)
    guard let minutes, minutes < 60 else { return nil }
    return (isWest ? -1 : 1) * (hours * 60 + minutes)
  }
}
