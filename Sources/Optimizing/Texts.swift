import Memory

/// How memory, traces and tasks are put before a model.
package enum Texts {
  /// Items in their order, each with its id; empty ones are not there.
  static func memory(_ items: [BankItem]) -> String {
    let lines = items.filter { !$0.content.isEmpty }.map { "[\($0.id)] \($0.content)" }
    return lines.isEmpty ? "(the memory is empty)" : lines.joined(separator: "\n")
  }

  /// As the agent reads them: without ids.
  static func advice(_ items: [BankItem]) -> String { items.map(\.content).joined(separator: "\n") }

  static func trace(_ task: LiveTask, most: Int) -> String {
    let outcome = task.outcome.map { $0 > 0.5 ? "correct" : "incorrect" } ?? "unknown"
    return "Task \(task.id) (outcome: \(outcome))\nQuestion: \(task.question)\n\(cut(task.trace, to: most))"
  }

  /// Two thirds of what may stand come from the beginning, a third from the end; how much is left out is said in its place.
  package static func cut(_ text: String, to most: Int) -> String {
    let characters = Array(text)
    guard text.utf8.count > most else { return text }
    // In bytes, but never through a character.
    var (head, tail) = (0, characters.count)
    var (headBytes, tailBytes) = (0, 0)
    while head < characters.count, case let size = characters[head].utf8.count,
      headBytes + size <= most * 2 / 3
    {
      headBytes += size
      head += 1
    }
    while tail > head, case let size = characters[tail - 1].utf8.count, tailBytes + size <= most / 3 {
      tailBytes += size
      tail -= 1
    }
    let left = tail - head
    return String(characters[..<head]) + "\n[… \(left) characters left out …]\n" + String(characters[tail...])
  }

  /// How many bytes each trace may have so that all together fit into `room`: what short ones leave is for the long ones.
  static func share(of sizes: [Int], in room: Int) -> Int {
    let sorted = sizes.sorted()
    var (left, count) = (max(0, room), sorted.count)
    for size in sorted {
      if size * count > left { return left / max(1, count) }
      left -= size
      count -= 1
    }
    return sorted.last ?? 0
  }
}
