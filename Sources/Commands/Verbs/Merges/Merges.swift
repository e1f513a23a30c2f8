import Analyses
import Answers
import Identity
import Judging
import Language
import Query
import Sessions
import TraceLogs
import Views

enum MergesCommand: StudyCommand {
  static let manual = Manual(
    verb: "merges", group: .merges, effect: .look,
    summary: "lists pairs of wordings that may be one operation, or were taken for one",
    flags: queueFlags + [
      Flag("decided", nil, "pairs that are decided, with the ruling"),
      Flag("pending", nil, "pairs that are not decided, as without it"),
      Flag("limit", .count, "how many rows; 20 is the default"),
    ],
    showsRows: true, sql: .clauses(of: "merges"),
    details: """
      near: two units of one key whose first wordings lie up to 0.20 under tau. merged: a member that joined its \
      unit up to 0.20 over tau. suspect: two members of a unit of which one may not belong, for their deltas differ \
      beyond chance (p is that of a permutation test, listed from 0.05 down), one lies far from the other members, or \
      their words differ where cosines do not see it: a number, a negation, the order. across: two units of different type or anchor whose first wordings have a \
      cosine of tau or more; only --kind across lists them. Pairs that a decision settles, or unsure puts off, are not \
      listed.

      --by impact puts first what an answer is expected to change most: wordings under another verdict, then \
      places among the applied and m̂, times how likely the answer is another than what stands. change says what that answer would do; both \
      answers are tried on the units that the pair is about, as everything else stands. The applied are the units with \
      the highest m̂ that the last batch could write. --by cosine, the default of across, shows the most similar first, disagreement \
      suspects, the likeliest to be two operations before all others, uncertainty those where one knows least what the answer will be, random any. After 20 decisions of both \
      kinds a small model of the answers says how likely each is (why A B shows its terms).

      Pairs whose texts are near those of a decided pair (a cosine of 0.95 or more on both sides, and the same keys) come \
      first, whatever the order; suggested then says what was ruled there. Nothing is ruled by that. The texts of \
      decisions that the log does not hold are known where decisions import brought them.

      The last line counts what is judged, and the verdicts that answers to the rest could change, each by itself; together \
      they may change more.

      accept ROW and reject ROW speak of the rows of the last such table. where, order by and limit are SQL over these \
      columns (docs/sql.md).
      """,
    examples: [
      Example("merges --limit 5", "the five pairs whose answers matter most"),
      Example("merges --kind near --by cosine", "the most similar of those not merged"),
      Example("merges --kind suspect --by disagreement", "units whose members disagree"),
      Example("merges --unit U1 --by uncertainty", "only what concerns a unit"),
      Example("merges where n1 > 6 order by cosine desc", "pairs of which much is known"),
      Example("merges --kind across --limit 5", "the same advice at different places"),
      Example("merges --decided", "what was ruled"),
    ])

  /// Which pairs, and in which order: `review` takes the same.
  static let queueFlags = [
    Flag("kind", .choice(Candidate.Kind.allCases.map(\.rawValue)), "of this kind"),
    Flag("across-anchors", nil, "the same as --kind across"),
    Flag("unit", .operation, "only pairs with a member of this unit"),
    Flag("batch", .number, "only pairs with one that was proposed in this batch"),
    Flag(
      "by", .choice(QueueOrder.allCases.map(\.rawValue)), "order; impact is the default"),
  ]

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let view = MergesView(queue: try turn.mergeQueue(of: call), limit: try limit(of: call, orElse: 20))
    let (table, rows) = try view.table()
    turn.mergeRows = rows
    return .table(table)
  }

  /// SQL may hold the limit.
  static func limit(of call: Call, orElse usual: Int?) throws -> Int? {
    let saysSQL = call.sql.map { Clauses($0, table: "merges").hasLimit } ?? false
    return try call.count(of: "limit") ?? (saysSQL ? nil : usual)
  }

  /// The pairs that a call of `merges` or `review` speaks of.
  static func queue(of call: Call, _ analysis: Analysis) throws -> MergeQueue {
    var queue = MergeQueue(analysis: analysis)
    queue.kind = try call["kind"].map { try call.choice($0, for: "--kind") }
    queue.acrossAnchors = queue.kind == .across || call.has("across-anchors")
    if queue.acrossAnchors, queue.kind ?? .across != .across {
      throw StatementFault.flagsExclude("kind", "across-anchors")
    }
    queue.isDecided = call.has("decided")
    if queue.isDecided, call.has("pending") { throw StatementFault.flagsExclude("decided", "pending") }
    queue.unit = try call["unit"].map(analysis.unit(named:))
    queue.batch = try call["batch"].map { try analysis.batchNumber($0) }
    queue.order = try call["by"].map { try call.choice($0, for: "--by") } ?? usualOrder(queue)
    if let text = call.sql { try pick(by: text, for: call, &queue) }
    return queue
  }

  private static func usualOrder(_ queue: MergeQueue) -> QueueOrder {
    queue.acrossAnchors || queue.isDecided ? .cosine : .impact
  }

  private static func pick(by text: String, for call: Call, _ queue: inout MergeQueue) throws {
    let table = queue.acrossAnchors ? "across" : "merges"
    try call.checkFlags(against: table)
    // The picked rows come in the order of the table, which is none of these.
    for flag in ["by", "decided"] where call.has(flag) {
      throw StatementFault.flagBesideClause(flag: flag, clause: "where")
    }
    // A limit of SQL would be counted before these are looked at.
    if Clauses(text, table: table).hasLimit,
      let flag = ["kind", "unit", "batch"].first(where: { call.has($0) && call[$0] != "across" })
    {
      throw StatementFault.flagBesideClause(flag: flag, clause: "limit")
    }
    queue.picked = try queue.analysis.picked(by: text, from: table)
    queue.order = nil
  }
}

extension Turn {
  /// The unit is recorded as the fingerprint that names the same on every log.
  fileprivate mutating func mergeQueue(of call: Call) throws -> MergeQueue {
    if let unit = call["unit"] {
      var call = call
      let analysis = self.analysis
      call.record("unit", try analysis.name(of: try analysis.operation(named: unit)).description)
      recorded = call.canonical
    }
    return try MergesCommand.queue(of: call, analysis)
  }
}

extension Analysis {
  fileprivate func batchNumber(_ text: String) throws -> Int {
    guard let number = Int(text), try trace().batches.contains(where: { $0.number == number }) else {
      throw StatementFault.badValue(name: "--batch", seen: text, expected: "the number of a batch of the log")
    }
    return number
  }
}
