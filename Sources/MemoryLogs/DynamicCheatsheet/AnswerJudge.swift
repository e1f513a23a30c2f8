/// Whether a final answer is right. The benchmark's own code decides so after its runs, and does not write it down.
package struct AnswerJudge {
  private let rule: String

  /// `exact`, `equation`, or `auto`.
  package init(_ rule: String) { self.rule = rule }

  package func isRight(_ answer: String, question: String, target: String) -> Bool {
    let isEquation =
      rule == "equation" || (rule == "auto" && question.contains("?") && question.contains("="))
    return isEquation ? holds(answer, asked: question) : same(answer, target)
  }

  /// Equal but for spaces, case, and what stands around an option's letter; numbers by their value.
  private func same(_ answer: String, _ target: String) -> Bool {
    let (first, second) = (AnswerJudge.folded(answer), AnswerJudge.folded(target))
    if first == second { return true }
    guard let one = Double(first), let other = Double(second) else { return false }
    return one == other
  }

  private static func folded(_ text: String) -> String {
    let bare = text.lowercased().filter { !$0.isWhitespace && !"()$,\"'".contains($0) }
    return String(bare.reversed().drop { $0 == "." }.reversed())
  }

  /// `19 - 8 * 28 = -205` for `19 ? 8 ? 28 = -205`: the same numbers in the same order, and both sides are equal.
  private func holds(_ answer: String, asked question: String) -> Bool {
    let (answer, asked) = (Equation(answer), Equation(question))
    guard let answer, let asked, answer.numbers == asked.numbers, let value = answer.value else {
      return false
    }
    return (value - asked.right).magnitude < 1e-6 && (value - answer.right).magnitude < 1e-6
  }
}

/// Numbers with operators between them on the left, and a number on the right.
struct Equation: Equatable {
  private(set) var numbers: [Double] = []
  /// One fewer than the numbers; `?` where it is not known.
  private(set) var operators: [Character] = []
  private(set) var right = 0.0

  init?(_ text: String) {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2, let right = Double(sides[1].filter { !$0.isWhitespace }) else { return nil }
    self.right = right
    var rest = sides[0].filter { !$0.isWhitespace }[...]
    while true {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits) else { return nil }
      numbers.append(number)
      rest = rest[digits.endIndex...]
      guard let sign = rest.popFirst() else { return }
      guard let known = Equation.signs[sign] else { return nil }
      operators.append(known)
    }
  }

  private static let signs: [Character: Character] = [
    "+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "×": "*", "·": "*", "/": "/", "÷": "/", "?": "?",
  ]

  /// Of the left side; products before sums. Nil where an operator is not known or something is divided by zero.
  var value: Double? {
    var (sum, product, sign) = (0.0, numbers[0], 1.0)
    for (mark, number) in zip(operators, numbers.dropFirst()) {
      switch mark {
      case "*": product *= number
      case "/":
        guard number != 0 else { return nil }
        product /= number
      case "+", "-":
        sum += sign * product
        (product, sign) = (number, mark == "+" ? 1 : -1)
      default: return nil
      }
    }
    return sum + sign * product
  }
}
