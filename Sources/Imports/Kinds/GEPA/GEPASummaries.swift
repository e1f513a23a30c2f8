import JSON
import TraceLogs

/// Summaries of runs: the scores of all candidates, and the text of the best one.
struct GEPASummaries {
  private let count: Int
  private var epoch = 0

  init(among count: Int) { self.count = count }

  mutating func take(_ root: JSONValue, _ file: SourceFile, _ draft: inout LogDraft) throws {
    let scores = try root.member("val_scores_history").demandNumbers()
    let best = try root.first("best_prompt", "best_candidate").map { try $0.demandText() }
    let name = [root["dataset"]?.text, root["adapter"]?.text].compactMap { $0 }.joined(separator: " ")
    let run = name.isEmpty ? GEPAPiece.name(of: file) : name
    let shelf = BankShelf(count > 1 ? run : "")
    draft.item(id: shelf.id("prompt"), "")
    for (index, score) in scores.enumerated() {
      draft.batch(label: "\(run), candidate \(index)", epoch: epoch)
      draft.eval(epoch: epoch, split: "val", score: score)
      epoch += 1
      guard let best, let top = scores.max(), score == top, index > 0,
        scores[..<index].allSatisfy({ $0 < top })
      else { continue }
      let proposal = draft.propose(.modify, draft.bank.itemID(of: shelf.id("prompt")) ?? "prompt", best)
      draft.applied(proposal)
      draft.scores(baseline: scores[0], [(proposal, score)])
    }
    draft.account.leftOut(
      "a candidate whose text is not in the summary", count: max(0, scores.count - 1), example: run)
    draft.account.noted(
      "the best candidate is scored beside the first one, the seed; its parent is not recorded")
  }
}
