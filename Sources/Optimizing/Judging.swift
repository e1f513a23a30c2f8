import Basics
import Channels
import JSON
import Memory

/// A state of memory that a candidate would bring about.
package struct CandidateState: Sendable {
  package let unit: Int32
  /// The proposal that stands for the unit.
  package let id: String
  package let items: [BankItem]
  /// Memory is so already.
  package let stands: Bool
}

/// States that are judged in one call: the baseline and some candidates, in the order in which they are shown.
struct JudgedGroup {
  /// Positions in the list of candidates; -1 is the baseline.
  let order: [Int]

  /// Groups of at most `most` candidates whose texts fit `room` bytes, each with a baseline of its own.
  static func groups(_ sizes: [Int], baseline: Int, most: Int, room: Int) -> [[Int]] {
    var (groups, used) = ([[Int]](), 0)
    for (index, size) in sizes.enumerated() {
      if groups.isEmpty || groups[groups.count - 1].count >= most || used + size > room {
        groups.append([])
        used = baseline
      }
      groups[groups.count - 1].append(index)
      used += size
    }
    return groups
  }

  init(_ members: [Int], _ random: inout Randomness) {
    var order = [-1] + members
    for index in order.indices.dropFirst() { order.swapAt(index, random.below(index + 1)) }
    self.order = order
  }

  /// Before how many candidates the baseline stands.
  var place: Int { order.firstIndex(of: -1) ?? 0 }

  func text(_ baseline: [BankItem], _ candidates: [CandidateState]) -> String {
    order.enumerated().map { index, member in
      "State \(index):\n\(Texts.memory(member < 0 ? baseline : candidates[member].items))"
    }.joined(separator: "\n\n")
  }

  var form: AnswerForm {
    let count = order.count
    return AnswerForm(
      name: "scores",
      schema:
        #"{"type":"object","properties":{"scores":{"type":"array","minItems":\#(count),"maxItems":\#(count),"items":{"type":"object","properties":{"index":{"type":"integer","minimum":0,"maximum":\#(count - 1)},"u":{"type":"integer","minimum":0,"maximum":100}},"required":["index","u"],"additionalProperties":false}}},"required":["scores"],"additionalProperties":false}"#
    )
  }

  /// A number for each state in the order shown, or what is wrong.
  func values(_ text: String) -> Result<[Double], JudgedFlaw> {
    guard let list = foundJSON(in: text)?.root.onlyList else {
      return .failure(JudgedFlaw("it holds no JSON list of scores"))
    }
    var values = [Double?](repeating: nil, count: order.count)
    for entry in list {
      guard let index = entry["index"]?.whole, values.indices.contains(index) else {
        return .failure(JudgedFlaw("every index is a whole number from 0 to \(order.count - 1)"))
      }
      guard values[index] == nil else { return .failure(JudgedFlaw("index \(index) stands twice")) }
      guard let u = entry["u"]?.whole, (0...100).contains(u) else {
        return .failure(JudgedFlaw("u of index \(index) must be a whole number from 0 to 100"))
      }
      values[index] = Double(u)
    }
    guard let missing = values.firstIndex(of: nil) else { return .success(values.compactMap { $0 }) }
    return .failure(JudgedFlaw("index \(missing) is missing"))
  }
}

/// What a model has to mend in its answer.
struct JudgedFlaw: Error, Equatable {
  let text: String

  init(_ text: String) { self.text = text }
}
