import Traces

enum PairsCommand: StudyCommand {
  static let manual = Manual(
    verb: "pairs", group: .evidence, effect: .look,
    summary: "shows how well the embedder's cosines agree with labelled pairs of texts",
    words: [Positional("FILE", .existingFile)],
    flags: [
      Flag("tau", nil, "proposes a tau instead; the study stays as it is"),
      Flag("same-from", .number, "from which score on a pair is the same"),
      Flag(
        "delimiter", .choice(PairDelimiter.allCases.map(\.rawValue)), "what sets fields apart; else detected"),
      Flag("seed", .count, "of the draws that the intervals come from; 1 is the default"),
      Flag("sha256", .text, "the file must have this hash; recorded by itself"),
    ],
    details: """
      FILE holds a text, a text and a score per record, as CSV (RFC 4180), plain, gzip or zstd; - is standard input. A \
      first line of column names is optional; where it names sentence1, sentence2 and score, there may be other \
      columns too. Texts are compared as a log's would be. No log needs to be loaded.

      A pair is the same from a score of 4 where scores reach 5, and with label 1 where all are 0 or 1; for other scores \
      --same-from says it. Spearman goes by the scores, all else by same or not. merged is the share of all pairs that \
      tau would join. docs/method.md has the formulas.
      """,
    examples: [
      Example("pairs datasets/advice-pairs.csv", "thirty pairs of advice", after: ""),
      Example("pairs datasets/advice-pairs.csv --tau", "which tau suits them", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let study = try turn.pairStudy(call, at: call.words[0])
    guard call.has("tau") else { return PairsView(study: study).answer() }
    let proposal = try TauProposal(study)
    turn.warnings += proposal.warnings
    return proposal.answer()
  }
}

extension Turn {
  /// Reads the pairs at `path` as the flags of `call` say, and records the file's hash.
  mutating func pairStudy(_ call: Call, at path: String) throws -> PairStudy {
    if path == "-", options.readsStandardInput { throw StatementFault.standardInputIsTaken }
    let delimiter: PairDelimiter? = try call["delimiter"].map { try call.choice($0, for: "--delimiter") }
    var choices = PairStudy.Options()
    choices.sameFrom = try call["same-from"].map { try call.number($0, for: "--same-from") }
    choices.seed = UInt64(try call.count(of: "seed") ?? 1)
    let file = try readPairs(path, delimiter: delimiter, pulse: pulse)
    _ = try isOtherInput(call, path, file.sha256)
    if let header = file.header { noteHeader(header, path) }
    var call = call
    call.record("sha256", file.sha256)
    recorded = call.canonical
    return try PairStudy(file, at: path, settings: study.settings, options: choices, pulse: pulse)
  }

  /// A first line that was taken for column names, though it names none that are known.
  private mutating func noteHeader(_ header: [String], _ path: String) {
    let known = ["sentence1", "text1", "score", "label"]
    guard !header.contains(where: { known.contains($0.lowercased()) }) else { return }
    warnings.append("the first line of \(path) was taken for column names: \(header.joined(separator: ", "))")
  }
}
