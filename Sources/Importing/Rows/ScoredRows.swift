import Basics
import TraceLogs

/// Rows that name items, and value them or not.
struct ScoredRows: BatchedRows {
  private struct Known {
    /// The addition, whose id is the item's.
    var item: Int32
    var latest: Int32
    var content: String
  }

  private struct ScoredCall: Hashable {
    var baseline: Double
    var task: Int?
    /// A proposal that is valued twice is valued in two calls.
    var round: Int
  }

  private var known: [String: Known] = [:]
  private var hasBaseline = false
  private var unscored = 0

  mutating func write(_ rows: [TableFacts.Row], _ facts: TableFacts, into draft: inout LogDraft) {
    guard let first = rows.first else { return }
    draft.batch(label: facts.batches[first.batch], epoch: first.epoch, time: facts.text(first.time))
    writeCalls(rows, facts, into: &draft)
  }

  func tell(_ facts: TableFacts, _ account: inout ImportAccount) {
    account.leftOut("a row whose score is missing", count: unscored)
    if facts.map.kind == .scores, !hasBaseline {
      account.ambiguous(
        "no column is a baseline: scores are taken as differences from 0", flag: "map baseline=…")
    }
  }

  private mutating func writeCalls(
    _ rows: [TableFacts.Row], _ facts: TableFacts, into draft: inout LogDraft
  ) {
    var calls: [(call: ScoredCall, entries: [(proposal: Int32, value: Double)])] = []
    var places: [ScoredCall: Int] = [:]
    var rounds: [Int32: [Int?: Int]] = [:]
    for row in rows {
      guard let proposal = proposal(row, facts, &draft) else { continue }
      if row.isApplied { draft.applied(proposal) }
      guard facts.map.kind == .scores else { continue }
      guard let value = row.value else {
        unscored += 1
        continue
      }
      hasBaseline = hasBaseline || row.baseline != nil
      let round = rounds[proposal]?[row.task] ?? 0
      rounds[proposal, default: [:]][row.task] = round + 1
      let call = ScoredCall(baseline: row.baseline ?? 0, task: row.task, round: round)
      if places[call] == nil {
        places[call] = calls.count
        calls.append((call, []))
      }
      calls[places[call] ?? 0].entries.append((proposal, value))
    }
    for (call, entries) in calls { draft.scores(baseline: call.baseline, entries) }
  }

  /// The proposal that a row speaks of: a new item, a known one with another text, or one that was proposed before.
  private mutating func proposal(_ row: TableFacts.Row, _ facts: TableFacts, _ draft: inout LogDraft)
    -> Int32?
  {
    let content = facts.text(row.content)
    guard let id = facts.text(row.id) ?? content else {
      draft.account.leftOut("a row that names no item", example: row.place, at: row.file)
      return nil
    }
    let isDeletion = ["delete", "remove", "prune", "deprecate"].contains(
      facts.text(row.type)?.lowercased() ?? "")
    let reason = facts.text(row.reason)
    guard let standing = known[id] else {
      return begin(id, content, row, facts, isDeletion, reason, &draft)
    }
    let text = isDeletion ? "" : content ?? standing.content
    if foldedText(text) == foldedText(standing.content) { return standing.latest }
    let latest = draft.propose(.modify, draft.id(of: standing.item), text, reason: reason)
    known[id] = Known(item: standing.item, latest: latest, content: text)
    return latest
  }

  private mutating func begin(
    _ id: String, _ content: String?, _ row: TableFacts.Row, _ facts: TableFacts, _ isDeletion: Bool,
    _ reason: String?, _ draft: inout LogDraft
  ) -> Int32 {
    let isChange =
      isDeletion
      || ["modify", "update", "edit", "replace"].contains(facts.text(row.type)?.lowercased() ?? "")
    let text = isDeletion ? "" : content ?? id
    let proposal =
      isChange
      ? draft.propose(.modify, facts.text(row.anchor) ?? id, text, reason: reason)
      : draft.propose(
        .add, facts.text(row.anchor) ?? "tail", text, id: row.id == nil ? nil : id, reason: reason)
    known[id] = Known(item: proposal, latest: proposal, content: text)
    return proposal
  }
}
