import Accumulation
import Foundation

/// Merges, bundles and votes.
extension SlowReader {
  mutating func takeMerge(_ record: [String: Any]) {
    let items = record["items"] as? [String] ?? []
    let spelt = items.map {
      $0.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "+", with: "\\+")
    }
    let anchor = spelt.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    let index = add(record, .merge, anchor: anchor.joined(separator: "+"), text(record, "content"))
    log.merges.append(index, items.map { symbol($0) })
  }

  mutating func takeBundle(_ record: [String: Any]) {
    let members = (record["of"] as? [String] ?? []).map { proposal($0) }
    let edits = members.map { member -> [String] in
      let member = Int(member)
      let type: String
      switch log.proposals.type[member] {
      case .add: type = "add"
      case .modify: type = "modify"
      case .merge: type = "merge"
      case .bundle: type = "bundle"
      }
      return [
        type + " " + log.symbols[Int(log.proposals.anchor[member])], log.proposals.content[member],
      ]
    }.sorted { a, b in
      Array(a[0].utf8) == Array(b[0].utf8)
        ? Array(a[1].utf8).lexicographicallyPrecedes(Array(b[1].utf8))
        : Array(a[0].utf8).lexicographicallyPrecedes(Array(b[0].utf8))
    }
    let index = add(
      record, .bundle, anchor: edits.map { $0[0] }.joined(separator: " + "),
      edits.map { $0[1] }.joined(separator: "\n"))
    log.bundles.append(index, members, call: Int32(log.calls.count))
    let batch = batch(record)
    log.calls.batch.append(batch)
    log.calls.number.append(Int32.min + bundlesOfBatch[batch, default: 0])
    bundlesOfBatch[batch, default: 0] += 1
    log.calls.baseline.append(number(record["baseline"]))
    log.calls.proposal.append(index)
    log.calls.value.append(number(record["u"]))
    log.calls.end.append(log.calls.value.count)
  }

  private mutating func add(
    _ record: [String: Any], _ type: OperationType, anchor: String, _ content: String
  ) -> Int32 {
    let index = Int32(log.proposals.count)
    proposals[Data(text(record, "id").utf8)] = index
    log.proposals.batch.append(batch(record))
    log.proposals.type.append(type)
    log.proposals.anchor.append(symbol(anchor))
    log.proposals.id.append(text(record, "id"))
    log.proposals.content.append(content)
    log.proposals.reason.append(text(record, "reason"))
    vectors.append(nil)
    return index
  }

  mutating func takeVote(_ record: [String: Any]) {
    log.votes.batch.append(batch(record))
    log.votes.proposal.append((record["id"] as? String).map { proposal($0) } ?? -1)
    log.votes.item.append((record["item"] as? String).map { symbol($0) } ?? -1)
    log.votes.helpful.append(Int32(whole(record, "helpful") ?? 0))
    log.votes.harmful.append(Int32(whole(record, "harmful") ?? 0))
    log.votes.voter.append((record["by"] as? String).map { symbol($0) } ?? -1)
  }
}
