import Analyses
import Answers
import Language
import Scoring
import Sessions
import Tables
import Views

enum UnitCommand: StudyCommand {
  static let manual = Manual(
    verb: "unit", group: .merges, effect: .look,
    summary: "shows the wordings that make up a unit",
    words: [Positional("UNIT", .operation)],
    details: """
      The unit is the one that holds the wording. cosine is the similarity to the unit's first wording. n, scorings, mean and \
      trend are of each member alone: how many batches scored it, how often it was scored in them, its mean delta, and the \
      deltas in the order of time. scorings add up to the unit's values; n need not, for two members may be scored in one batch.

      Members of one operation should have deltas of one level. p says how often deltas dealt out by chance would differ \
      as much between members; 0.05 or less counts as disagreement, and the members furthest apart are named. \
      detach, split and different part them.
      """,
    examples: [
      Example("unit U1", "the wordings of unit 1"),
      Example("unit b3p7", "the unit that holds the proposal b3p7"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    guard let unit = try turn.presentUnit(word: 0, of: &call) else { return Answer() }
    let analysis = turn.analysis
    let evidence = try analysis.evidence()
    let mhat = evidence.mhat[unit].map { fixed($0, places: 2) } ?? "none"
    let observed = ObservedCount(try analysis.observations(), unit: unit).words
    let line = "\(unitName(unit))   \(observed)   m̂ \(mhat)"
    let view = try UnitView(analysis)
    let lines = [line] + [try view.disagreement(of: unit)].compactMap { $0 }
    return Answer(lines.map(Answer.Block.said) + [.table(try view.table(of: unit))])
  }
}
