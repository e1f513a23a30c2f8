import Memory
import Tables

/// A bank as a playbook of ACE: `[id] helpful=0 harmful=0 :: text` under a heading, a line a bullet (Zhang et al. 2025,
/// arXiv 2510.04618, and the program beside it). Counters begin at 0: what is known of an item here is no count of votes.
package enum AgentPlaybook {
  package static func text(of items: [BankItem]) throws(ViewFault) -> String {
    var lines = ["## STRATEGIES & INSIGHTS"]
    for item in items {
      let id = try HandedText.id(item, .ace)
      lines.append("[\(id)] helpful=0 harmful=0 :: \(HandedText.oneLine(item.content))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How many items have line breaks, for which a playbook has no room.
  package static func joinedLines(in items: [BankItem]) -> Int {
    items.count { $0.content.contains(where: \.isNewline) }
  }
}

/// A bank as `Memory.get_all` of mem0 gives it: `{"results": [{"id", "memory"}]}` (docs.mem0.ai, "Exporting memories").
package enum Mem0Memories {
  package static func text(of items: [BankItem]) -> String {
    let objects = items.map {
      "    {\"id\": \(JSONText.quoted($0.id)), \"memory\": \(JSONText.quoted($0.content))}"
    }
    return "{\n  \"results\": [\n" + objects.joined(separator: ",\n") + "\n  ]\n}\n"
  }
}
