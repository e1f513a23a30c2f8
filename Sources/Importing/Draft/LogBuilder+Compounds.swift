import Basics
import TraceLogs

/// Merges, bundles and votes.
extension LogBuilder {
  /// One item in the place of several; of a single one it is a change.
  mutating func merge(_ items: [String], _ content: String, id: String?, reason: String?) -> Int32 {
    var seen: Set<ByteText> = []
    let known = items.filter { isItem($0) && seen.insert(ByteText($0)).inserted }
    guard known.count > 1 else {
      return propose(.modify, known.first ?? items.first ?? "item", content, id: id, reason: reason)
    }
    let places = known.map { symbols.position(of: $0) }
    let proposal = append(.merge, at: TraceLog.anchor(ofMerge: known), content, id: id, reason: reason)
    log.merges.append(proposal, places)
    return proposal
  }

  mutating func bundle(_ proposals: [Int32], _ baseline: Double, _ value: Double) {
    guard isNumber(baseline, "a bundle without a number for its baseline"),
      isNumber(value, "a bundle whose score is no number")
    else { return }
    var seen: Set<Int32> = []
    let members = proposals.filter {
      isProposal($0) && log.proposals.type[Int($0)] != .bundle && seen.insert($0).inserted
    }
    guard members.count > 1 else {
      if let only = members.first { scores(baseline, [(only, value)]) }
      return
    }
    let batch = openBatch()
    let number = bundleNumber - Calls.firstBundleNumber + 1
    let texts = log.texts(ofBundle: members) { symbols.texts[Int(log.proposals.anchor[$0])] }
    _ = append(
      .bundle, at: texts.anchor, texts.content, id: "b\(batch + 1)x\(number)", reason: nil)
    log.appendBundle(members, batch, number: bundleNumber, baseline: baseline, value: value)
    bundleNumber += 1
  }

  mutating func vote(_ target: VoteTarget, _ helpful: Int, _ harmful: Int, _ voter: String?) {
    guard helpful >= 0, harmful >= 0, helpful > 0 || harmful > 0 else { return }
    var place: (proposal: Int32, item: Int32) = (-1, -1)
    switch target {
    case .proposal(let proposal) where isProposal(proposal): place.proposal = proposal
    case .item(let item) where isItem(item): place.item = symbols.position(of: item)
    default: return account.leftOut("a vote on what the log does not hold")
    }
    log.votes.batch.append(openBatch())
    log.votes.proposal.append(place.proposal)
    log.votes.item.append(place.item)
    log.votes.helpful.append(Int32(clamping: helpful))
    log.votes.harmful.append(Int32(clamping: harmful))
    log.votes.voter.append(voter.map { symbols.position(of: $0) } ?? -1)
  }
}
