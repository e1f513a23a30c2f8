import Answers
import Language
import Memory
import Sessions
import Views

enum PoliciesCommand: StudyCommand {
  static let manual = Manual(
    verb: "policies", group: .memory, effect: .look,
    summary: "runs the method and what it is compared with over the log, side by side",
    words: [Positional("POLICY", .choice(PolicyKind.honest.map(\.rawValue)), optional: true, repeats: true)],
    form: "[POLICY…]",
    flags: [Flag("sources", nil, "where each policy comes from, and no figures")],
    details: """
      maa is the method under the study's settings. reactive applies the best edits of each batch by that batch alone. \
      absolute and counting are the method's pool with averages of scores and of votes. single-shot distils the \
      first batch. batch-gate keeps a batch's edits when they helped together. usefulness drops what was used often \
      and helped rarely. bandit goes by upper confidence bounds, value by learned values, posterior by expected gain. paper is \
      Appendix A of the paper to the letter: it merges with members of its pool only. All have the same budget per batch. docs/method.md says how each decides.

      applied counts units that were ever applied, held those whose words stand at the end. worth is what these are worth by the \
      posterior of the whole log (help worth), and here says what of it maa does not hold, and what of it rather harms than \
      helps. Below the table stands which policy fits this log best, with the chance that it is truly ahead, and what \
      diagnose says of single observations. Where the log has labels with effects: good are those that \
      truly help, missed the helpful ones never applied, harmful what harms and stands at the end; gain is the true \
      effect of memory at the end, area its mean over the batches, regret how far the area is under that of oracle, \
      which knows the truth. coverage is the share of scores the policy wanted to know that the log has; where it is \
      low, its row says little.
      """,
    examples: [
      Example("policies", "all of them"),
      Example("policies maa reactive", "two of them"),
      Example("policies --sources", "the papers"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let named: [PolicyKind] = try call.words.map { word in
      guard let kind = PolicyKind.honest.first(where: { $0.rawValue == word }) else {
        let names = PolicyKind.honest.map(\.rawValue)
        throw StatementFault.badChoice(
          name: "POLICY", seen: word, choices: names, suggestion: suggestion(for: word, among: names))
      }
      return kind
    }
    let kinds = named.isEmpty ? PolicyKind.honest : PolicyKind.honest.filter(named.contains)
    if call.has("sources") { return .table(PoliciesView.sources(kinds)) }
    return try PoliciesView.answer(kinds, turn.analysis)
  }
}
