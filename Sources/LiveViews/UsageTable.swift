import Channels
import Language
import Tables

/// What questions have used, by what they were for.
package enum UsageTable {
  package enum Summing: String, CaseIterable { case channel, batch, operation }

  private struct Row {
    var answers = 0.0
    var failures = 0.0
    var tries = 0.0
    var prompt = 0.0
    var cached = 0.0
    var answer = 0.0
    var unsure = 0.0
    /// Nil where a model has no price.
    var cost: Double? = 0

    mutating func add(_ line: UsageSums.Line, part: Double, _ price: Prices.Price?) {
      answers += part * Double(line.answers)
      failures += part * Double(line.failures)
      tries += part * Double(line.tries)
      prompt += part * Double(line.tokens.prompt)
      cached += part * Double(line.tokens.cached)
      answer += part * Double(line.tokens.answer)
      unsure += part * Double(line.unsure)
      cost = price.flatMap { price in cost.map { $0 + part * price.cost(line.tokens) } }
    }
  }

  package static func table(_ usage: UsageSums, by grouping: Summing, prices: Prices) -> Table {
    var (names, rows) = ([String](), [String: Row]())
    for (name, line) in usage.all {
      let groups = groups(name, grouping)
      for group in groups {
        if rows[group] == nil { names.append(group) }
        rows[group, default: Row()].add(line, part: 1 / Double(groups.count), prices[name.model])
      }
    }
    if grouping == .batch {
      names = usage.heads
    } else {
      names.sort { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }
    let places = grouping == .operation ? 1 : 0
    var table = Table("usage", columns(grouping))
    for name in names { rows[name].map { table.append(cells(name, $0, places)) } }
    return table
  }

  /// A call that values several operations is shared among them.
  private static func groups(_ name: UsageSums.Name, _ grouping: Summing) -> [String] {
    switch grouping {
    case .channel: ["\(name.channel) \(name.model)"]
    case .batch: [name.head]
    case .operation: name.subjects.isEmpty ? ["(none)"] : name.subjects
    }
  }

  private static func columns(_ grouping: Summing) -> [Column] {
    [
      .text(grouping.rawValue, essential: true), .number("calls", essential: true), .number("failures"),
      .number("tries", essential: true), .number("prompt", essential: true), .number("cached"),
      .number("answer", essential: true), .number("unsure"), .number("cost", essential: true),
    ]
  }

  private static func cells(_ name: String, _ row: Row, _ places: Int) -> [Cell] {
    func cell(_ number: Double) -> Cell {
      places == 0 ? .integer(Int(number.rounded())) : .number(number, places: places)
    }
    return [
      .text(name), cell(row.answers), cell(row.failures), cell(row.tries), cell(row.prompt),
      cell(row.cached), cell(row.answer), cell(row.unsure), .optional(row.cost, places: 4),
    ]
  }

  /// All of it in one line.
  package static func line(_ usage: UsageSums, prices: Prices) -> String {
    let whole = usage.whole
    var parts = [
      counted(whole.answers, "call"), "\(whole.tries) tries", "\(whole.tokens.prompt) tokens asked",
      "\(whole.tokens.answer) answered",
    ]
    if whole.failures > 0 { parts.append("\(whole.failures) without an answer") }
    if whole.unsure > 0 { parts.append("up to \(whole.unsure) more in tries that failed") }
    if let cost = usage.cost(prices), cost > 0 { parts.append("cost \(money(cost))") }
    return "used   \(parts.joined(separator: " · "))"
  }
}
