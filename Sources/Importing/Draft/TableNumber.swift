/// A number as tables write it: also `true`, `yes`, `correct` and `61%`.
struct TableNumber {
  let value: Double

  private static let words: [String: Double] = [
    "true": 1, "yes": 1, "correct": 1, "pass": 1, "passed": 1, "success": 1, "t": 1, "y": 1,
    "false": 0, "no": 0, "incorrect": 0, "fail": 0, "failed": 0, "failure": 0, "wrong": 0, "f": 0, "n": 0,
  ]

  init?(_ text: String) {
    let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    if let known = TableNumber.words[word] {
      value = known
    } else if word.hasSuffix("%"), let percent = Double(word.dropLast()), percent.isFinite {
      value = percent / 100
    } else if let number = Double(word), number.isFinite {
      value = number
    } else {
      return nil
    }
  }

  static func isMissing(_ text: String) -> Bool {
    ["", "na", "n/a", "nan", "null", "none", "-"].contains(
      text.split(whereSeparator: \.isWhitespace).joined().lowercased())
  }
}
