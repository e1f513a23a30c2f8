import Channels
import JSON
import Memory
import TraceLogs

/// An edit that a model proposed, and that the memory could take.
package struct ProposedEdit: Sendable, Equatable {
  package let type: OperationType
  package let anchor: String
  package let content: String
  package let reason: String
}

/// What one answer of a proposer says.
struct ProposedEdits {
  var edits: [ProposedEdit] = []
  /// What is wrong with it, for the model to mend; nil where nothing is.
  var flaw: String?

  /// More from one batch is no proposal but noise.
  static let most = 32

  init(_ text: String, memory: [BankItem]) {
    guard let list = foundJSON(in: text)?.root.onlyList else {
      flaw = "it holds no JSON list of operations"
      return
    }
    let ids = Set(memory.map(\.id))
    for (index, value) in list.enumerated() {
      do throws(JSONMismatch) {
        let edit = try ProposedEdits.edit(value, ids)
        if !edits.contains(where: { $0.isEqual(edit) }) { edits.append(edit) }
      } catch { flaw = flaw ?? "operation \(index): expected \(error.expected), found \(error.seen)" }
    }
    if edits.count > ProposedEdits.most {
      flaw = flaw ?? "it holds \(edits.count) operations, and \(ProposedEdits.most) are the most"
      edits = Array(edits.prefix(ProposedEdits.most))
    }
  }

  private static func edit(_ value: JSONValue, _ ids: Set<String>) throws(JSONMismatch) -> ProposedEdit {
    let type = try value.member("type", "a type").demandText()
    // An empty text deletes; one that is not there was forgotten.
    let content =
      type == "delete" ? "" : try value.member("new_content", "a text, empty to delete").demandText()
    let reason = value["reason"]?.text ?? ""
    switch type {
    case "modify", "delete":
      let id = try value.member("target_id", "the id of an item").demandText()
      guard ids.contains(id) else {
        throw value.mismatch(seen: "target_id \(id)", expected: "the id of an item of the memory")
      }
      return ProposedEdit(type: .modify, anchor: id, content: content, reason: reason)
    case "add":
      let place = value["position"]?.text ?? "tail"
      guard
        ["head", "tail"].contains(place)
          || ids.contains(String(place.dropFirst(6))) && place.hasPrefix("after:")
      else { throw value.mismatch(seen: "position \(place)", expected: "head, tail or after: and an id") }
      guard content.contains(where: { !$0.isWhitespace }) else {
        throw value.mismatch(seen: "no text", expected: "a text to add")
      }
      return ProposedEdit(type: .add, anchor: place, content: content, reason: reason)
    default: throw value.mismatch(seen: "type \(type)", expected: "modify or add")
    }
  }

  static func form(_ memory: [BankItem]) -> AnswerForm {
    let ids = JSONWriting.texts(memory.map(\.id)).written
    let places = JSONWriting.texts(["head", "tail"] + memory.map { "after:\($0.id)" }).written
    let texts = #""new_content":{"type":"string"},"reason":{"type":"string"}"#
    let add =
      #"{"type":"object","properties":{"type":{"const":"add"},"position":{"enum":\#(places)},\#(texts)},"required":["type","position","new_content","reason"],"additionalProperties":false}"#
    let modify =
      #"{"type":"object","properties":{"type":{"const":"modify"},"target_id":{"enum":\#(ids)},\#(texts)},"required":["type","target_id","new_content","reason"],"additionalProperties":false}"#
    let items = memory.isEmpty ? add : #"{"anyOf":[\#(add),\#(modify)]}"#
    return AnswerForm(
      name: "operations",
      schema:
        #"{"type":"object","properties":{"operations":{"type":"array","items":\#(items)}},"required":["operations"],"additionalProperties":false}"#
    )
  }
}

extension ProposedEdit {
  fileprivate func isEqual(_ other: ProposedEdit) -> Bool {
    type == other.type && anchor == other.anchor && content == other.content
  }
}
