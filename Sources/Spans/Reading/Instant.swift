/// Points in time as logs write them, in nanoseconds since 1970. No clock and no zone of this machine comes into it.
package enum Instant {
  /// `2026-06-18T10:00:00.123Z`, with a blank for the `T`, without seconds, with an offset such as `+02:00`; without one it is
  /// UTC. Also a bare number, in seconds, milliseconds, microseconds or nanoseconds by its size.
  package static func parse(_ text: String) -> Int64? {
    if let number = Double(text) { return ofNumber(number, Int64(text)) }
    var scanner = Scanner(rest: Array(text.utf8)[...])
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2), (1678...2261).contains(year), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    let days = Int64(daysSince1970(year, month, day))
    guard scanner.skip("T") || scanner.skip(" ") || scanner.skip("t") else {
      return scanner.rest.isEmpty ? days * nanosecondsOfDay : nil
    }
    guard let time = scanner.time(), let offset = scanner.offset(), scanner.rest.isEmpty else { return nil }
    return days * nanosecondsOfDay + time - offset
  }

  /// By its size: seconds until the year 5000 or so have fewer digits than milliseconds since 1973. Nil outside of the years
  /// that 64 bits hold.
  package static func ofNumber(_ number: Double, _ exact: Int64? = nil) -> Int64? {
    let scale: Int64 = number < 1e11 ? 1_000_000_000 : number < 1e14 ? 1_000_000 : number < 1e17 ? 1000 : 1
    guard number >= 0, number * Double(scale) < 9.2e18 else { return nil }
    return exact.map { $0 * scale } ?? Int64(number * Double(scale))
  }

  static let nanosecondsOfDay: Int64 = 86_400_000_000_000

  /// `2026-06-18` in UTC.
  package static func day(_ instant: Int64) -> String {
    let (year, month, day) = date(Int(floorDivided(instant, nanosecondsOfDay)))
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `2026-06-18T10:00:00Z`, with a fraction where there is one.
  package static func text(_ instant: Int64) -> String {
    let rest = instant - floorDivided(instant, nanosecondsOfDay) * nanosecondsOfDay
    let seconds = rest / 1_000_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded(Int($0), 2) }.joined(
      separator: ":")
    let nanoseconds = Int(rest % 1_000_000_000)
    return "\(day(instant))T\(clock)\(nanoseconds == 0 ? "" : "." + fraction(nanoseconds))Z"
  }

  private static func fraction(_ nanoseconds: Int) -> String {
    var digits = padded(nanoseconds, 9)
    while digits.hasSuffix("0") { digits.removeLast() }
    return digits
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivided(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }

  // Days of the proleptic Gregorian calendar, years beginning in March so that the leap day comes last. After Howard Hinnant,
  // "chrono-compatible low-level date algorithms" (2014).

  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
  }

  private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func number(_ width: Int) -> Int? {
      let digits = rest.prefix(width)
      guard digits.count == width, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
      rest = rest.dropFirst(width)
      return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    mutating func skip(_ word: Character) -> Bool {
      guard let byte = word.asciiValue, rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }

    mutating func time() -> Int64? {
      guard let hour = number(2), skip(":"), let minute = number(2) else { return nil }
      let second = skip(":") ? number(2) : 0
      guard let second, hour < 25, minute < 60, second < 62 else { return nil }
      let whole = Int64((hour * 60 + minute) * 60 + second) * 1_000_000_000
      guard skip(".") || skip(",") else { return whole }
      let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
      rest = rest.dropFirst(digits.count)
      let fraction = (0..<9).reduce(Int64(0)) { total, place in
        total * 10 + (place < digits.count ? Int64(digits[digits.startIndex + place]) - 48 : 0)
      }
      return whole + fraction
    }

    mutating func offset() -> Int64? {
      if rest.isEmpty || skip("Z") || skip("z") { return 0 }
      let sign: Int64 = rest.first == UInt8(ascii: "-") ? -1 : 1
      guard skip("+") || skip("-"), let hour = number(2) else { return nil }
      let minute = rest.isEmpty ? 0 : (skip(":") ? number(2) : number(2))
      return minute.map { sign * Int64(hour * 60 + $0) * 60_000_000_000 }
    }
  }
}
