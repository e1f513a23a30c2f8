import Basics
import TraceLogs

/// What a task's record says beside its context: items that a lot kept from it, how probable that was, and how well items seemed
/// to fit.
package struct TaskLots: Sendable {
  package var held: [String] = []
  /// Of being held out: one for every item of the task, or one for each.
  package var propensity = ItemNumbers.none
  package var relevance = ItemNumbers.none

  package init() {}
}

/// A number for every item, or one for each.
package enum ItemNumbers: Sendable {
  case none
  case one(Double)
  case each([(item: String, value: Double)])

  /// `0.1`, or `m1=0.1;m7=0.5`, in braces and quotes or not. Nil for what is neither.
  package init?(_ text: String) {
    if TableNumber.isMissing(text) {
      self = .none
    } else if let number = TableNumber(text) {
      self = .one(number.value)
    } else {
      var numbers: [(item: String, value: Double)] = []
      for part in text.split(whereSeparator: { ";,{}".contains($0) }) {
        guard let mark = part.lastIndex(where: { $0 == "=" || $0 == ":" }),
          let number = TableNumber(String(part[part.index(after: mark)...]))
        else { return nil }
        numbers.append((ListedWords.bare(part[..<mark]), number.value))
      }
      guard !numbers.isEmpty else { return nil }
      self = .each(numbers)
    }
  }
}

/// Words of a list as tables write it: `a;b`, `a, b`, `["a", "b"]`.
enum ListedWords {
  static func words(_ text: String) -> [String] {
    text.split { ";, []".contains($0) }.map(bare).filter { !$0.isEmpty }
  }

  static func bare(_ word: some StringProtocol) -> String {
    let ends = " \t\"'"
    let start = word.drop { ends.contains($0) }
    guard let last = start.lastIndex(where: { !ends.contains($0) }) else { return "" }
    return String(start[...last])
  }
}

extension LogBuilder {
  /// To be called for each task, before its other columns grow. Lots that cannot have been are left out.
  mutating func take(_ lots: TaskLots, beside context: Set<ByteText>) {
    let count = log.tasks.count
    let held = heldOut(lots.held, context)
    let chances = possible(lots.propensity, held: !held.isEmpty, Set(held.map { ByteText($0) }))
    for item in held { log.tasks.held.item.append(symbols.position(of: item)) }
    log.tasks.held.closeTask(after: count)
    if case .one(let chance) = chances {
      log.tasks.append(propensity: chance, before: count)
    } else {
      log.tasks.append(propensity: -1, before: count)
    }
    append(chances, to: \.propensities, count)
    append(lots.relevance, to: \.relevance, count)
  }

  private mutating func heldOut(_ items: [String], _ context: Set<ByteText>) -> [String] {
    var seen: Set<ByteText> = []
    return items.filter { item in
      guard !context.contains(ByteText(item)) else {
        account.leftOut("an item that was held out and stood in the context", example: item)
        return false
      }
      return !item.isEmpty && seen.insert(ByteText(item)).inserted
    }
  }

  private mutating func possible(_ numbers: ItemNumbers, held isAnyHeld: Bool, _ held: Set<ByteText>)
    -> ItemNumbers
  {
    func isPossible(_ chance: Double, _ isHeld: Bool) -> Bool {
      (0...1).contains(chance) && (chance > 0 || !isHeld)
    }
    switch numbers {
    case .none: return .none
    case .one(let chance):
      if isPossible(chance, isAnyHeld) { return numbers }
      account.leftOut(LogBuilder.impossible, example: "\(chance)")
      return .none
    case .each(let each):
      return .each(
        each.filter { item, chance in
          if isPossible(chance, held.contains(ByteText(item))) { return true }
          account.leftOut(LogBuilder.impossible, example: "\(item)=\(chance)")
          return false
        })
    }
  }

  private static let impossible =
    "a probability of being held out that is not between 0 and 1, or 0 for what was held out"

  private mutating func append(
    _ numbers: ItemNumbers, to column: WritableKeyPath<Tasks, TaskEntries>, _ count: Int
  ) {
    var seen: Set<ByteText> = []
    if case .each(let each) = numbers {
      for (item, value) in each where !item.isEmpty && seen.insert(ByteText(item)).inserted {
        guard isNumber(value, "a number of an item that is none", item) else { continue }
        log.tasks[keyPath: column].item.append(symbols.position(of: item))
        log.tasks[keyPath: column].value.append(value)
      }
    }
    log.tasks[keyPath: column].closeTask(after: count)
  }
}
