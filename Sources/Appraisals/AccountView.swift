import Importing
import Imports
import Language
import Tables
import TraceLogs

/// What an import understood of a log, and what not.
package enum AccountView {
  /// What a person may want to decide otherwise.
  package static func notices(of account: ImportAccount) -> [String] {
    account[.ambiguous].map { "\($0.text); --\($0.flag ?? "format") decides" }
      + account[.guessed].map { "taken for what it usually is: \($0.text)" }
  }

  /// What the log holds, in words.
  package static func found(in log: TraceLog) -> [String] {
    parts(of: log).filter { $0.count > 0 }.map { counted($0.count, $0.one, $0.many) }
  }

  private static func parts(of log: TraceLog) -> [(count: Int, one: String, many: String)] {
    let parts: [(Int, String, String?)] = [
      (log.batches.count, "batch", "batches"), (log.items.count, "item of the bank", "items of the bank"),
      (log.proposals.count - log.bundles.count, "proposal", nil), (log.merges.count, "merge", nil),
      (log.bundles.count, "bundle", nil), (log.applied.count, "application", nil),
      (log.calls.count, "call", nil), (log.calls.value.count, "score", nil),
      (log.tasks.count, "outcome", nil),
      (log.votes.count, "vote", nil), (log.evals.count, "evaluation", nil),
    ]
    return parts.map { ($0.0, $0.1, $0.2 ?? $0.1 + "s") }
  }

  package static func table(of result: ImportResult) -> Table {
    let columns: [Column] = [
      .text("account", essential: true), .number("count", essential: true),
      .text("what", flexible: true, essential: true), .text("example", flexible: true),
    ]
    var table = Table("account", columns)
    for part in parts(of: result.log) where part.count > 0 {
      table.append(["found", .integer(part.count), .text(part.count == 1 ? part.one : part.many), .missing])
    }
    for kind in ImportAccount.Kind.allCases {
      for entry in result.account[kind] {
        let flag = entry.flag.map { "; --\($0) decides" } ?? ""
        let example = [entry.place, entry.example].compactMap { $0 }.joined(separator: ": ")
        table.append([
          .text(word(for: kind)), .integer(entry.count), .text(entry.text + flag),
          example.isEmpty ? .missing : .text(example),
        ])
      }
    }
    return table
  }

  private static func word(for kind: ImportAccount.Kind) -> String {
    switch kind {
    case .leftOut: "left out"
    case .ambiguous: "ambiguous"
    case .guessed: "guessed"
    case .cannot: "cannot say"
    case .noted: "note"
    }
  }
}
