import Accumulation
import Foundation

/// Reads a valid log the obvious way: a tiny JSON parser, dictionaries, strings. An oracle for the reader.
struct SlowReader {
  var log = TraceLog()
  private(set) var records = 0
  private var batches: [Int: Int32] = [:]
  var proposals: [Data: Int32] = [:]
  private var symbols: [Data: Int32] = [:]
  var vectors: [[Float]?] = []
  private var arms: [Int32] = []
  private var propensities: [Double] = []
  var bundlesOfBatch: [Int32: Int32] = [:]

  init(_ text: String, name: String) {
    log.sources = [LogSource(name: name)]
    let body = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    for line in body.utf8.split(separator: 10) {
      let data = Data(line)
      if data.allSatisfy({ $0 <= 32 }) { continue }
      guard let record = TinyJSON.object(String(decoding: data, as: UTF8.self)) else { continue }
      take(record)
    }
    finishVectors()
    finishSymbols()
  }

  /// Symbols stand in the order of their first use: by proposals, then by tasks.
  private mutating func finishSymbols() {
    var order: [Int32] = []
    var seen = Set<Int32>()
    for symbol in log.proposals.anchor where seen.insert(symbol).inserted { order.append(symbol) }
    for task in 0..<log.tasks.count {
      let items = (task == 0 ? 0 : log.tasks.itemEnd[task - 1])..<log.tasks.itemEnd[task]
      for symbol in [log.tasks.scene[task]] + log.tasks.item[items] where symbol >= 0 {
        if seen.insert(symbol).inserted { order.append(symbol) }
      }
    }
    let draws = log.tasks.held.item + log.tasks.propensities.item + log.tasks.relevance.item
    let rest =
      log.tasks.arm + draws + log.merges.part + zip(log.votes.item, log.votes.voter).flatMap { [$0, $1] }
    for symbol in rest where symbol >= 0 && seen.insert(symbol).inserted { order.append(symbol) }
    let old = log.symbols
    log.symbols = TextColumn(order.map { old[Int($0)] })
    let position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, Int32($0)) })
    log.proposals.anchor = log.proposals.anchor.map { position[$0] ?? -1 }
    log.tasks.scene = log.tasks.scene.map { position[$0] ?? -1 }
    log.tasks.item = log.tasks.item.map { position[$0] ?? -1 }
    log.tasks.arm = log.tasks.arm.map { position[$0] ?? -1 }
    log.tasks.held.item = log.tasks.held.item.map { position[$0] ?? -1 }
    log.tasks.propensities.item = log.tasks.propensities.item.map { position[$0] ?? -1 }
    log.tasks.relevance.item = log.tasks.relevance.item.map { position[$0] ?? -1 }
    log.votes.item = log.votes.item.map { position[$0] ?? -1 }
    log.votes.voter = log.votes.voter.map { position[$0] ?? -1 }
    let merges = log.merges
    log.merges = Compounds()
    for index in 0..<merges.count {
      log.merges.append(merges.proposal[index], merges.parts(at: index).map { position[$0] ?? -1 })
    }
  }

  private mutating func take(_ record: [String: Any]) {
    records += 1
    switch record["kind"] as? String {
    case "header": takeHeader(record)
    case "item":
      let since = Int32(log.batches.count)
      log.items.append(Item(id: text(record, "id"), content: text(record, "content"), since: since))
    case "batch": takeBatch(record)
    case "proposal": takeProposal(record)
    case "scores": takeScores(record)
    case "applied":
      log.applied.append(Application(batch: batch(record), proposal: proposal(text(record, "id"))))
    case "task": takeTask(record)
    case "eval":
      log.evals.append(
        Evaluation(
          source: 0, epoch: whole(record, "epoch") ?? 0, split: text(record, "split"),
          score: number(record["score"])))
    case "label": takeLabel(record)
    case "merge": takeMerge(record)
    case "bundle": takeBundle(record)
    case "vote": takeVote(record)
    default: records -= 1
    }
  }

  private mutating func takeHeader(_ record: [String: Any]) {
    log.sources[0].title = record["source"] as? String
    log.sources[0].seed = whole(record, "seed")
    if let range = record["range"] as? [Any] { log.sources[0].range = number(range[0])...number(range[1]) }
  }

  private mutating func takeBatch(_ record: [String: Any]) {
    var batch = Batch(source: 0, number: whole(record, "batch") ?? 0)
    batch.epoch = whole(record, "epoch")
    batch.label = record["label"] as? String
    batch.tasks = whole(record, "tasks")
    batch.time = record["time"] as? String
    batches[batch.number] = Int32(log.batches.count)
    log.batches.append(batch)
  }

  private mutating func takeProposal(_ record: [String: Any]) {
    let type = text(record, "type")
    proposals[Data(text(record, "id").utf8)] = Int32(log.proposals.count)
    log.proposals.batch.append(batch(record))
    log.proposals.type.append(type == "add" ? .add : .modify)
    log.proposals.anchor.append(symbol(record["anchor"] as? String ?? "tail"))
    log.proposals.id.append(text(record, "id"))
    log.proposals.content.append(type == "delete" ? "" : text(record, "content"))
    log.proposals.reason.append(text(record, "reason"))
    vectors.append((record["vector"] as? [Any])?.map { Float(number($0)) })
  }

  private mutating func finishVectors() {
    guard let first = vectors.compactMap({ $0 }).first else { return }
    log.proposals.vectors.dimension = first.count
    for vector in vectors {
      let row = vector == nil ? -1 : Int32(log.proposals.vectors.values.count / first.count)
      log.proposals.vectors.row.append(row)
      log.proposals.vectors.values += vector ?? []
    }
  }

  /// The order of entries is that of the file, which a dictionary forgets; see `inOrder`.
  private mutating func takeScores(_ record: [String: Any]) {
    log.calls.batch.append(batch(record))
    log.calls.number.append(Int32(whole(record, "call") ?? 0))
    log.calls.baseline.append(number(record["baseline"]))
    let entries = (record["u"] as? [String: Any] ?? [:]).map { (proposal($0.key), number($0.value)) }
    // Read leniently, entries without a proposal are left out.
    for entry in entries.sorted(by: { $0.0 < $1.0 }) where entry.0 >= 0 {
      log.calls.proposal.append(entry.0)
      log.calls.value.append(entry.1)
    }
    log.calls.end.append(log.calls.value.count)
  }

  private mutating func takeTask(_ record: [String: Any]) {
    log.tasks.batch.append(batch(record))
    log.tasks.name.append(text(record, "task"))
    log.tasks.outcome.append(number(record["outcome"]))
    log.tasks.scene.append((record["scene"] as? String).map { symbol($0) } ?? -1)
    for item in record["items"] as? [String] ?? [] { log.tasks.item.append(symbol(item)) }
    log.tasks.itemEnd.append(log.tasks.item.count)
    let arm = (record["arm"] as? String).map { symbol($0) } ?? -1
    arms.append(arm)
    if arms.contains(where: { $0 >= 0 }) { log.tasks.arm = arms }
    takeDraws(record)
  }

  private mutating func takeDraws(_ record: [String: Any]) {
    let one = record["propensity"] as? Double ?? (record["propensity"] as? Int).map { Double($0) } ?? -1
    propensities.append(one)
    if propensities.contains(where: { $0 >= 0 }) { log.tasks.propensity = propensities }
    for item in record["held"] as? [String] ?? [] { log.tasks.held.item.append(symbol(item)) }
    let columns = [("propensity", \Tasks.propensities), ("relevance", \Tasks.relevance)]
    for (field, column) in columns {
      for (item, value) in record[field] as? [String: Any] ?? [:] {
        log.tasks[keyPath: column].item.append(symbol(item))
        log.tasks[keyPath: column].value.append(number(value))
      }
    }
    for column in [\Tasks.held, \Tasks.propensities, \Tasks.relevance] {
      let count = log.tasks[keyPath: column].item.count
      let before = log.tasks.count - 1
      if count > 0, log.tasks[keyPath: column].end.isEmpty {
        log.tasks[keyPath: column].end = Array(repeating: 0, count: before)
      }
      if count > 0 { log.tasks[keyPath: column].end.append(count) }
    }
  }

  private mutating func takeLabel(_ record: [String: Any]) {
    var label = Label(proposal: proposal(text(record, "id")))
    label.sameAs = record["same_as"] as? String
    label.effect = record["effect"] as? Double
    label.category = record["class"] as? String
    log.labels.append(label)
  }

  func text(_ record: [String: Any], _ field: String) -> String { record[field] as? String ?? "" }
  func number(_ value: Any?) -> Double { value as? Double ?? .nan }
  func whole(_ record: [String: Any], _ field: String) -> Int? {
    (record[field] as? Double).map { Int($0) }
  }
  func batch(_ record: [String: Any]) -> Int32 { batches[whole(record, "batch") ?? 0] ?? -1 }
  func proposal(_ id: String) -> Int32 { proposals[Data(id.utf8)] ?? -1 }

  mutating func symbol(_ text: String) -> Int32 {
    if let known = symbols[Data(text.utf8)] { return known }
    let position = Int32(log.symbols.count)
    log.symbols.append(text)
    symbols[Data(text.utf8)] = position
    return position
  }
}

extension TraceLog {
  /// The same log with the entries of each call in the order of the proposals.
  var inOrder: TraceLog {
    var log = self
    for call in 0..<calls.count {
      let entries = calls.entries(of: call)
      let sorted = entries.sorted { calls.proposal[$0] < calls.proposal[$1] }
      log.calls.proposal.replaceSubrange(entries, with: sorted.map { calls.proposal[$0] })
      log.calls.value.replaceSubrange(entries, with: sorted.map { calls.value[$0] })
    }
    return log
  }
}
