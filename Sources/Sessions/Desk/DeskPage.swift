import Analyses
import Identity
import Judging
import Tables
import TraceLogs

/// One candidate as it lies on the desk: a value, which each output draws in its way.
package struct DeskPage: Sendable, Equatable {
  /// A stretch of text, marked where the other text differs.
  package struct Stretch: Sendable, Equatable {
    package let text: String
    package let isMarked: Bool
  }

  package struct Course: Sendable, Equatable {
    package let observed: ObservedCount
    package let mhat: Double?
    /// The course of m̂; empty without observations.
    package let spark: String

    package init(_ observed: ObservedCount, mhat: Double?, spark: String) {
      (self.observed, self.mhat, self.spark) = (observed, mhat, spark)
    }
  }

  package struct Side: Sendable, Equatable {
    package let name: OperationName
    package let type: String
    package let anchor: String
    /// Numbers of the batches in which the operation was proposed.
    package let batches: [Int]
    package let runs: [Stretch]
    /// Of the unit; of the operation alone where both are of one unit. Nil where it is hidden.
    package let evidence: Course?
    package let text: String

    package init(
      name: OperationName, type: String, anchor: String, batches: [Int], runs: [Stretch], evidence: Course?,
      text: String
    ) {
      (self.name, self.type, self.anchor) = (name, type, anchor)
      (self.batches, self.runs, self.evidence) = (batches, runs, evidence)
      self.text = text
    }
  }

  /// What a review that is not blind shows of the method's own opinion.
  package struct Opinion: Sendable, Equatable {
    package let kind: Candidate.Kind
    package let cosine: Cosine
    package let tau: Cosine
    /// The units of the two, the same twice where they are one.
    package let units: [Int]
    /// How many wordings each unit has.
    package let wordings: [Int]
    /// Of the unit that holds both.
    package let shared: Course?
    package let traps: [String]
    /// What makes the unit of the two suspect.
    package let suspicion: String?
    /// What was ruled on two texts near these.
    package let suggested: String?
    package let effects: CandidateEffects
    /// How many candidates are judged, and what the rest can change.
    package let progress: String

    package init(
      kind: Candidate.Kind, cosine: Cosine, tau: Cosine, units: [Int], wordings: [Int], shared: Course?,
      traps: [String], suspicion: String?, suggested: String?, effects: CandidateEffects, progress: String
    ) {
      (self.kind, self.cosine, self.tau) = (kind, cosine, tau)
      (self.units, self.wordings, self.shared) = (units, wordings, shared)
      (self.traps, self.suspicion, self.suggested) = (traps, suspicion, suggested)
      (self.effects, self.progress) = (effects, progress)
    }
  }

  /// From 1.
  package let number: Int
  package let count: Int
  package let first: Side
  package let second: Side
  /// Nil in a blind review.
  package let opinion: Opinion?
  /// Answers since the evidence was reckoned.
  package let stale: Int

  package init(number: Int, count: Int, first: Side, second: Side, opinion: Opinion?, stale: Int) {
    (self.number, self.count, self.first) = (number, count, first)
    (self.second, self.opinion, self.stale) = (second, opinion, stale)
  }
}

extension DeskPage {
  /// The two texts, each with what the other has not marked, and each spelt as it is spelt in the log.
  package static func runs(_ first: String, _ second: String) -> (first: [Stretch], second: [Stretch]) {
    let pieces = WordDifference(first, second).pieces
    let own = pieces.filter { $0.side != .second }.map { Stretch(text: $0.text, isMarked: $0.side == .first) }
    var rest = second[...]
    let other = pieces.filter { $0.side != .first }.map { piece -> Stretch in
      Stretch(text: take(piece.text, from: &rest), isMarked: piece.side == .second)
    }
    return (joined(own), joined(other))
  }

  /// White space between two marked runs is marked with them: fewer marks are easier to read.
  private static func joined(_ runs: [Stretch]) -> [Stretch] {
    var joined: [Stretch] = []
    for (index, run) in runs.enumerated() {
      let isBetween =
        !run.isMarked && run.text.allSatisfy(\.isWhitespace) && index + 1 < runs.count
        && runs[index + 1].isMarked
      let isMarked = run.isMarked || (isBetween && joined.last?.isMarked == true)
      if let last = joined.last, last.isMarked == isMarked {
        joined[joined.count - 1] = Stretch(text: last.text + run.text, isMarked: isMarked)
      } else {
        joined.append(Stretch(text: run.text, isMarked: isMarked))
      }
    }
    return joined
  }

  /// What both have is spelt as in the first text: the second may have capitals where the first has none.
  private static func take(_ text: String, from rest: inout Substring) -> String {
    let wanted = text.lowercased().unicodeScalars.count
    var end = rest.startIndex
    var found = 0
    while found < wanted, end < rest.endIndex {
      found += rest[end].lowercased().unicodeScalars.count
      end = rest.index(after: end)
    }
    defer { rest = rest[end...] }
    return String(rest[..<end])
  }
}

extension DeskPage {
  /// The page for programs.
  package var table: Table {
    let opinion = self.opinion
    var columns: [Column] = [
      .number("number"), .number("of"), .text("name1"), .text("name2"), .text("type1"), .text("anchor1"),
      .text("type2"), .text("anchor2"), .text("batches1"), .text("batches2"), .text("first"), .text("second"),
    ]
    var cells: [Cell] = [
      .integer(number), .integer(count), .text(first.name.description), .text(second.name.description),
      .text(first.type), .text(first.anchor), .text(second.type), .text(second.anchor),
      .text(first.batchList), .text(second.batchList), .text(first.text), .text(second.text),
    ]
    if let opinion {
      columns += [
        .text("kind"), .number("cosine"), .text("unit1"), .text("unit2"), .number("n1"), .number("mhat1"),
        .number("n2"), .number("mhat2"), .text("traps"), .text("suspicion"), .text("suggested"),
        .text("if_same"),
        .text("if_different"), .text("progress"),
      ]
      cells += [
        .text(opinion.kind.rawValue), .number(opinion.cosine.value, places: 3),
        .text(unitName(opinion.units[0])), .text(unitName(opinion.units[1])),
        .optional(first.evidence?.observed.batches), .optional(first.evidence?.mhat, places: 2),
        .optional(second.evidence?.observed.batches), .optional(second.evidence?.mhat, places: 2),
        .text(opinion.traps.joined(separator: "; ")),
        .optional(opinion.suspicion), .optional(opinion.suggested),
        .text(opinion.effects.same.joined(separator: "; ")),
        .text(opinion.effects.different.joined(separator: "; ")), .text(opinion.progress),
      ]
    }
    return Table("candidate", columns, rows: [cells])
  }
}

extension DeskPage.Side {
  var batchList: String { batches.map(String.init).joined(separator: " ") }
}
