/// `1 unit`, `2 units`.
package func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
}

/// A whole number without a fraction, any other in the shortest form that is read back as the same.
package func shortNumber(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}

/// The same of what was reckoned: rounded to hundredths.
package func roundedNumber(_ value: Double) -> String { shortNumber((100 * value).rounded() / 100) }

/// A statement as a person wants to read it: hashes cut to their first digits.
package func shortenedStatement(_ statement: String) -> String {
  statement.split(separator: " ", omittingEmptySubsequences: false).map { word in
    let isHash =
      word.utf8.count == 64
      && word.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return isHash ? word.prefix(8) + "…" : word
  }.joined(separator: " ")
}
