import Guarding
import Identity
import Language
import Memory
import Scoring
import Studies
import Tables
import TraceLogs

/// `expect MEASURE [UNIT] COMPARISON VALUE`, taken apart.
package struct Expectation {
  package enum Relation: String, CaseIterable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }

  package let measure: String
  package let unit: String?
  package let comparison: Relation
  package let value: String
  private let number: Double
  private let tolerance: Double

  package init(_ call: Call) throws {
    let words = call.words
    measure = try Measure.checked(words[0])
    let isOfUnit =
      Measure.isKnown(measure, ofUnit: true)
      && (words.count == 4 || !Measure.isKnown(measure, ofUnit: false))
    guard words.count == (isOfUnit ? 4 : 3) else {
      let form = isOfUnit ? "expect \(measure) UNIT = VALUE" : "expect \(measure) = VALUE"
      throw words.count < 4
        ? StatementFault.missingWord(isOfUnit && words.count == 3 ? "UNIT" : "VALUE", usage: form)
        : StatementFault.extraWord(words[words.count - 1], usage: form)
    }
    unit = isOfUnit ? words[1] : nil
    comparison = try call.choice(words[words.count - 2], for: "the comparison")
    value = words[words.count - 1]
    number = measure == "result" ? 0 : try call.number(value, for: "VALUE")
    tolerance = try call["within"].map { try call.number($0, for: "--within") } ?? 0
    guard tolerance >= 0 else {
      throw StatementFault.badValue(name: "--within", seen: call["within"] ?? "", expected: "a number from 0")
    }
  }

  /// What was seen, for programs.
  package func table(seen: Double?) -> Table {
    let columns: [Column] = [
      .text("measure"), .text("unit"), .number("seen"), .text("comparison"), .text("expected"),
    ]
    let figures: [Cell] = [.text(measure), .optional(unit), .optional(seen, places: 4)]
    return Table("expect", columns, rows: [figures + [.text(comparison.rawValue), .text(value)]])
  }

  package func holds(for seen: Double?) -> Bool {
    guard let seen else { return comparison == .unequal }
    switch comparison {
    case .equal: return abs(seen - number) <= tolerance
    case .unequal: return abs(seen - number) > tolerance
    case .less: return seen < number + tolerance
    case .atMost: return seen <= number + tolerance
    case .greater: return seen > number - tolerance
    case .atLeast: return seen >= number - tolerance
    }
  }
}

/// The figures that `expect` knows.
package enum Measure {
  package static let ofStudy =
    [
      "proposals", "batches", "calls", "items", "wordings", "units", "observations", "candidates",
      "decisions", "applied", "pool", "bank", "coverage", "guard",
    ] + Verdict.ofTests.map(\.rawValue)
  package static let ofUnit = ["n", "mhat", "last", "share", "wordings", "rank"]
  package static let all = ofStudy + ofUnit.filter { !ofStudy.contains($0) } + ["result"]
  /// What older scripts call them.
  private static let earlier = ["operations": "wordings", "members": "wordings"]

  package static func isKnown(_ name: String, ofUnit: Bool) -> Bool {
    (ofUnit ? self.ofUnit : ofStudy).contains(current(name))
  }

  private static func current(_ name: String) -> String { earlier[name] ?? name }

  static func checked(_ name: String) throws -> String {
    guard all.contains(current(name)) else {
      throw StatementFault.badChoice(
        name: "MEASURE", seen: name, choices: all, suggestion: suggestion(for: name, among: all))
    }
    return current(name)
  }

  /// A figure of the study, or of one unit.
  package static func value(_ measure: String, of unit: Int?, in analysis: Analysis) throws -> Double? {
    let measure = current(measure)
    if let unit { return try value(measure, ofUnit: unit, in: analysis) }
    if measure == "coverage" { return try analysis.replay().coverage }
    return Double(try count(measure, in: analysis))
  }

  private static func count(_ measure: String, in analysis: Analysis) throws -> Int {
    switch measure {
    case "proposals": try analysis.trace().proposals.count
    case "batches": try analysis.trace().batches.count
    case "calls": try analysis.trace().calls.count
    case "items": try analysis.trace().items.count
    case "wordings": try analysis.operations().count
    case "units": try analysis.units().unitCount
    case "observations": try analysis.observations().count
    case "candidates": try MergeQueue(analysis: analysis).unordered().count
    case "guard": try analysis.guardFindings().alarmedUnits
    case "applied": try analysis.replay().appliedCount
    case "pool": try analysis.replay().pool.count
    case "bank": try analysis.replay().bank.count
    case "decisions": analysis.study.decisions.count
    default: try analysis.verdicts().verdict.count { $0.rawValue == measure }
    }
  }

  private static func value(_ measure: String, ofUnit unit: Int, in analysis: Analysis) throws -> Double? {
    let evidence = try analysis.evidence()
    switch measure {
    case "n": return Double(evidence.n[unit])
    case "mhat": return evidence.mhat[unit]
    case "last": return evidence.last[unit]
    case "share": return evidence.share[unit]
    case "wordings": return Double(try analysis.units().members(of: unit).count)
    default: return evidence.rank[unit] == 0 ? nil : Double(evidence.rank[unit])
    }
  }
}
