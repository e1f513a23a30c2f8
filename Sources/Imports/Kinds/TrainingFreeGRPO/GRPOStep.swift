import JSON
import TraceLogs

/// The log of one step: rollouts with their rewards, the operations that groups proposed, the memory before and after.
struct GRPOStep {
  private let shelf: BankShelf
  private let request: ImportRequest

  init(_ shelf: BankShelf, _ request: ImportRequest) { (self.shelf, self.request) = (shelf, request) }

  func take(_ root: JSONValue, _ file: SourceFile, _ draft: inout LogDraft) throws {
    let update = try root.member("batch_update", "the memory before and after")
    let before = try GRPOStep.state(update.member("memory_before"))
    let after = try GRPOStep.state(update.member("memory_after"))
    if !draft.bank.ids.contains(where: shelf.holds), !before.isEmpty { _ = draft.begin(before, on: shelf) }
    let data = root["metadata"]
    draft.batch(
      label: data?["step"]?.whole.map { "step \($0)" } ?? file.base, epoch: data?["epoch"]?.whole,
      tasks: root["rollout_grouping"]?["num_groups"]?.whole, time: data?["timestamp"]?.text)
    let items = draft.bank.ids.filter(shelf.holds).compactMap { draft.bank.itemID(of: $0) }
    for rollout in root["raw_rollouts"]?.elements ?? [] {
      guard let question = rollout["question"]?.text, let reward = rollout["reward"]?.outcome else {
        draft.account.leftOut("a rollout without a reward", at: file.name)
        continue
      }
      draft.task(question, outcome: reward, items: items)
    }
    let operations = (root["group_update"]?.elements ?? []).flatMap {
      $0["parsed_operations"]?.elements ?? []
    }
    propose(operations, before, Set(after.map(\.content)), &draft)
    try draft.become(after, on: shelf, using: request.similarity)
  }

  private static func state(_ value: JSONValue) throws(JSONMismatch) -> [BankEntry] {
    var entries: [BankEntry] = []
    for (id, content) in value.members ?? [] { entries.append(BankEntry(try content.demandText(), name: id)) }
    return entries
  }

  /// What came into the memory as it was proposed is told with the memory; the rest was proposed only.
  private func propose(
    _ operations: [JSONValue], _ before: [BankEntry], _ taken: Set<String>, _ draft: inout LogDraft
  ) {
    let texts = Dictionary(
      before.map { ($0.name ?? "", $0.content) }, uniquingKeysWith: { first, _ in first })
    for operation in operations {
      let (kind, content) = (
        (operation["operation"]?.text ?? "").uppercased(), operation["content"]?.text ?? ""
      )
      guard kind != "NONE", !taken.contains(content) else { continue }
      let item = operation["id"]?.word.flatMap { texts[$0] }.flatMap { text in
        draft.bank.ids.first { shelf.holds($0) && draft.bank.content(of: $0) == text }
      }.flatMap { draft.bank.itemID(of: $0) }
      GRPOOperation(kind: kind, item: item, content: content).propose(&draft)
    }
  }
}

/// An operation as a model writes it.
struct GRPOOperation {
  let kind: String
  /// The item that it is about, by its id in the log.
  let item: String?
  let content: String

  func propose(_ draft: inout LogDraft) {
    switch (kind, item) {
    case ("DELETE", .some(let item)): draft.propose(.modify, item, "")
    case ("UPDATE", .some(let item)) where !content.isEmpty: draft.propose(.modify, item, content)
    // An update of what is not there is an addition, as the tool takes it.
    case ("ADD", _) where !content.isEmpty, ("UPDATE", nil) where !content.isEmpty:
      draft.propose(.add, "tail", content)
    default: draft.account.leftOut("an operation that changes nothing", example: "\(kind) \(content)")
    }
  }
}
