import Analyses
import Assessing
import Language
import Traces

/// What says how a file of labelled pairs is read; the same wherever one is.
package let pairFlags: [Flag] = [
  Flag("same-from", .number, "of pairs: from which score on they are the same"),
  Flag(
    "delimiter", .choice(PairDelimiter.allCases.map(\.rawValue)),
    "of pairs: what sets fields apart; else detected"),
  Flag("seed", .count, "of the intervals' draws; 1 is the default"),
  Flag("sha256", .text, "of pairs: the file must have this hash"),
]

extension Call {
  /// Flags that speak of a file of pairs, given without one. Seeds may speak of other draws, too.
  package func refusePairFlagsAlone(but others: [String] = []) throws {
    let flags = pairFlags.filter { !others.contains($0.name) }
    guard !has("pairs"), let flag = flags.first(where: { has($0.name) }) else { return }
    throw StatementFault.needsFlag(flag.name, other: "pairs")
  }
}

extension Call {
  /// Of the draws behind intervals.
  package func seed() throws -> UInt64 { UInt64(try count(of: "seed") ?? 1) }
}

extension Turn {
  /// Reads the pairs at `path` as the flags of `call` say, and records the file's hash.
  package mutating func pairStudy(_ call: Call, draws: Int = PairQuality.draws) throws -> PairStudy {
    let path = call["pairs"] ?? ""
    if path == "-", options.readsStandardInput { throw SessionFault.standardInputIsTaken }
    let delimiter: PairDelimiter? = try call["delimiter"].map { try call.choice($0, for: "--delimiter") }
    var choices = PairStudy.Options()
    choices.sameFrom = try call["same-from"].map { try call.number($0, for: "--same-from") }
    choices.draws = draws
    choices.seed = try call.seed()
    let file = try readPairs(path, delimiter: delimiter, pulse: pulse)
    _ = try isOtherInput(call, path, file.sha256)
    if let header = file.header { noteHeader(header, path) }
    var call = call
    call.record("sha256", file.sha256)
    recorded = call.canonical
    return try PairStudy(file, at: path, analysis: analysis, options: choices)
  }

  /// A first line that was taken for column names, though it names none that are known.
  private mutating func noteHeader(_ header: [String], _ path: String) {
    let known = ["sentence1", "text1", "score", "label"]
    guard !header.contains(where: { known.contains($0.lowercased()) }) else { return }
    warnings.append("the first line of \(path) was taken for column names: \(header.joined(separator: ", "))")
  }
}
