import Analyses
import Answers
import Language
import Sessions
import Studies

enum ExpectCommand: StudyCommand {
  static let manual = Manual(
    verb: "expect", group: .session, effect: .look,
    summary: "fails unless a figure is as stated",
    words: [Positional("MEASURE", .measure), Positional("VALUE", .text, repeats: true)],
    form: "MEASURE [UNIT] = VALUE",
    flags: [Flag("within", .number, "how far the figure may be off; 0 is the default")],
    showsTable: false,
    details: """
      Of the study: \(Measure.ofStudy.joined(separator: ", ")). Of a unit, named after the measure: \
      \(Measure.ofUnit.joined(separator: ", ")). Comparisons: = != < <= > >=. A figure that is not as stated ends a \
      run with exit code 1.

      expect result = DIGITS closes a saved session: when the replay's units and evidence are others than \
      recorded, the run ends with exit code 3.
      """,
    examples: [
      Example("expect batches = 18", "the log is whole"),
      Example("expect mhat b3p7 > 0 --within 0.01", "one unit's evidence"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let expectation = try Expectation(call)
    if expectation.measure == "result" {
      guard expectation.comparison == .equal else { throw CommandFault.resultIsOnlyEqual }
      return try compareResult(expectation, &turn)
    }
    var call = call
    let unit = try expectation.unit.map { _ in try turn.unit(word: 1, of: &call) }
    let seen = try Measure.value(expectation.measure, of: unit, in: turn.analysis)
    guard expectation.holds(for: seen) else {
      let name = [expectation.measure, expectation.unit].compactMap { $0 }.joined(separator: " ")
      throw SessionFault.expectation(
        measure: name, seen: seen.map(shortNumber) ?? "none", comparison: expectation.comparison.rawValue,
        expected: expectation.value)
    }
    let figure = Answer([.data(expectation.table(seen: seen))])
    // A person wants to hear it; a nightly job only the contrary.
    return turn.options.isInteractive ? .said("holds") + figure : figure
  }

  private static func compareResult(_ expectation: Expectation, _ turn: inout Turn) throws -> Answer {
    let parameters = turn.study.parameters
    let isOther = turn.study.hasOtherInputs || parameters.areOverridden
    if isOther {
      turn.warnings.append(
        "inputs or parameters are others than recorded; the recorded result is not compared")
      return Answer()
    }
    let found = try turn.analysis.result() ?? "none"
    guard found == expectation.value else {
      throw CommandFault.resultDiffers(recorded: expectation.value, found: found)
    }
    return Answer()
  }
}
