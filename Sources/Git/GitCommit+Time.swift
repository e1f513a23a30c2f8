extension GitCommit {
  /// As ISO 8601 writes it, in the committer's own zone: `2026-06-19T05:09:19+05:00`.
  package var time: String {
    let local = seconds + zone * 60
    let day = local.quotient(86_400)
    let (hour, rest) = (local - day * 86_400).quotientAndRemainder(dividingBy: 3_600)
    let (year, month, date) = GitCommit.civil(day)
    let offset = (zone < 0 ? "-" : "+") + two(abs(zone) / 60) + ":" + two(abs(zone) % 60)
    let clock = "\(two(hour)):\(two(rest / 60)):\(two(rest % 60))"
    return "\(four(year))-\(two(month))-\(two(date))T\(clock)\(zone == 0 ? "Z" : offset)"
  }

  /// The date of a day since 1970-01-01, in the Gregorian calendar.
  ///
  /// After Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days: years begin in March, so that
  /// the leap day is the last of its year.
  static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = shifted.quotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func four(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
  }
}

extension Int {
  /// Division that rounds down, also below zero.
  fileprivate func quotient(_ divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
