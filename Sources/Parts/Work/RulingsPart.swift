import Basics
import Identity
import TraceLogs

/// The steps `named` and `rulings`: which wordings the session's rulings name, and what that means for who can be placed by
/// itself. A short name that two wordings answer to rules on neither, wherever they stand.
package struct RulingsPart {
  private let decisions: [Decision]
  /// Names by their first eight digits.
  private let names: [String: [OperationName]]

  package init(_ plan: PartPlan) {
    decisions = plan.decisions
    let all = Set(plan.decisions.flatMap { [$0.first, $0.second] })
    names = Dictionary(grouping: all, by: { String($0.digits.prefix(8)) })
  }

  /// Hands on the wordings that a ruling names.
  package func writeNamed(_ input: PartInput, to sink: (String) throws -> Void) throws {
    try input.forEach { record in
      let wording = try PartWording(expecting: record, in: "named")
      if !answered(by: wording.fingerprint).isEmpty { try sink(wording.line) }
    }
  }

  private func answered(by fingerprint: Fingerprint) -> [OperationName] {
    let digits = fingerprint.hex(64)
    return (names[String(digits.prefix(8))] ?? []).filter { digits.hasPrefix($0.digits) }
  }

  /// One record: the rulings, and the keys that must be placed together.
  package func write(_ input: PartInput, to sink: (String) throws -> Void) throws {
    var wordings = PartWordings()
    try input.forEach { wordings.take(try PartWording(expecting: $0, in: "rulings")) }
    var keys: [OperationName: [String]] = [:]
    for wording in wordings.all {
      for name in answered(by: wording.fingerprint) { keys[name, default: []].append(wording.key) }
    }
    let ambiguous = Set(keys.filter { $0.value.count > 1 }.keys)
    var text = PartText(.rulings)
    text.add(
      "rulings",
      lists: decisions.map { decision in
        let names = [decision.first, decision.second].map { ambiguous.contains($0) ? unheard($0) : $0.digits }
        return [decision.ruling.rawValue] + names
      })
    text.add("together", lists: together(keys.filter { !ambiguous.contains($0.key) }.mapValues { $0[0] }))
    try sink(text.line)
  }

  /// A name that no wording has: the rulings on it still lead from one to another.
  private func unheard(_ name: OperationName) -> String {
    let count = String(name.digits.utf8.count + 0x100, radix: 16)
    return String((name.digits + count + String(repeating: "0", count: 64)).prefix(64))
  }

  /// Keys in sets that blocs span.
  private func together(_ keys: [OperationName: String]) -> [[String]] {
    var numbers: [String: Int] = [:]
    var sets = DisjointSets()
    func number(_ text: String) -> Int {
      if let known = numbers[text] { return known }
      numbers[text] = numbers.count
      sets.grow(to: numbers.count)
      return numbers.count - 1
    }
    for decision in decisions where decision.ruling == .same {
      sets.unite(number("w:" + decision.first.digits), number("w:" + decision.second.digits))
    }
    for (name, key) in keys {
      if let bloc = numbers["w:" + name.digits] { sets.unite(bloc, number("key " + key)) }
    }
    let members = Dictionary(grouping: Set(keys.values)) { key in
      numbers["key " + key].map { sets.root($0) } ?? -1
    }
    return members.filter { $0.key >= 0 && $0.value.count > 1 }.values.map { $0.sorted() }
      .sorted { $0[0] < $1[0] }
  }
}

extension Decisions {
  /// The rulings of a record.
  init(_ record: PartRecord) throws {
    self.init()
    for ruling in try record.lists("rulings") {
      guard ruling.count == 3, let kind = Decision.Ruling(rawValue: ruling[0]),
        let first = OperationName("w:" + ruling[1]), let second = OperationName("w:" + ruling[2])
      else { throw record.bad("rulings", "same or different and two names") }
      try add(Decision(kind, first, second))
    }
  }
}
