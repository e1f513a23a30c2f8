import Answers
import Identity
import Language
import Plotting
import Sessions
import Studies

enum SweepCommand: StudyCommand {
  /// What can be swept.
  enum Sweepable: String, CaseIterable {
    case tau
  }

  static let manual = Manual(
    verb: "sweep", group: .merges, effect: .look,
    summary: "shows what merging under each tau of a range would give",
    words: [
      Positional("SETTING", .choice(Sweepable.allCases.map(\.rawValue))),
      Positional("A..B", .text, optional: true), Positional("step", .choice(["step"]), optional: true),
      Positional("S", .number, optional: true),
    ],
    form: "tau [A..B] [step S]",
    draws: true,
    details: """
      A row for each tau from A to B, 0.4..0.95 in steps of 0.01 unless said, and one for the tau that is set, where \
      the range holds it. All else is as it is set, decisions too; the study stays as it is.

      units is how many there are; merges counts wordings that joined a unit instead of founding one, and \
      merged_share is the share of wordings in a unit with others. suspects counts units whose members do not seem \
      to be one: their deltas differ beyond chance (a permutation test, p of 0.05 or less), or the words of one are a \
      trap for cosines (a number, a negation, an order); what was ruled on is left out. verdicts_changed counts \
      wordings whose unit has another verdict than under the tau that is set. Where labels say what is the same, \
      precision, recall and f1 are of pairs, and b_cubed_f1 gives each wording one vote (help quality). mark says \
      which tau is set, and which has the best f1.

      Cosines are compared once, for all taus; from one tau to the next, only units whose members change are judged \
      anew. --data is the table alone. plot sweep draws the same.
      """,
    examples: [
      Example("sweep tau 0.4..0.95 step 0.01", "what tau does to units, verdicts and quality"),
      Example("sweep tau 0.5..0.7", "a part of it"),
      Example("sweep tau step 0.05 --data", "the table alone"),
      Example("sweep tau 0.4..0.9 step 0.05 --to out/sweep.svg", "the picture for a paper"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let _: Sweepable = try call.choice(call.words[0], for: "SETTING")
    guard let view = try SweepPlot(turn.analysis, range(call)) else { return SweepPlot.nothing }
    return view.table + view.picture
  }

  private static func range(_ call: Call) throws -> TauRange {
    var words = call.words.dropFirst()
    var range = TauRange()
    if let word = words.first, word != "step" {
      words.removeFirst()
      guard let ends = TauRange.ends(word), ends.low <= ends.high else {
        throw StatementFault.badValue(
          name: "the range of tau", seen: word,
          expected: "two numbers from 0 to 1, the lower first, such as 0.4..0.95")
      }
      (range.low, range.high) = ends
    }
    if let word = words.popFirst() { range.step = try step(word, words, range) }
    return range
  }

  private static func step(_ word: String, _ rest: ArraySlice<String>, _ range: TauRange) throws -> Cosine {
    guard word == "step" else { throw StatementFault.extraWord(word, usage: manual.usage) }
    guard let text = rest.first else { throw StatementFault.missingWord("S", usage: manual.usage) }
    guard rest.count == 1 else {
      throw StatementFault.extraWord(rest[rest.startIndex + 1], usage: manual.usage)
    }
    return try range.step(text, for: "step")
  }
}

extension TauRange {
  /// What a statement says of the step, checked against the range.
  func step(_ text: String, for name: String) throws -> Cosine {
    guard let value = decimal(text), (0.0001...1).contains(value) else {
      throw StatementFault.badValue(name: name, seen: text, expected: "a number from 0.0001 to 1")
    }
    var range = self
    range.step = Cosine(value)
    guard range.count <= TauRange.mostSteps else {
      throw StatementFault.badValue(
        name: name, seen: text, expected: "a number that makes \(TauRange.mostSteps) steps at most")
    }
    return range.step
  }
}
