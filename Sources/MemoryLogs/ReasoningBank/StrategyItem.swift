import Importing
import JSON

/// One strategy.
struct StrategyItem {
  let id: String
  let content: String
  let reason: String?

  init(_ value: JSONValue, fallback: String = "") throws(JSONMismatch) {
    let title = value["title"]?.text
    content = stacked(
      title, value.first("description", "desc")?.text, try value.member("content").demandText())
    id = value.first("id", "memory_id")?.word ?? title ?? fallback
    reason = value.first("src", "source", "status")?.text
  }

  var isSeed: Bool { reason == "seed" }
}
