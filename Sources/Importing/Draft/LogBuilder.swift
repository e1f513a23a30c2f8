import Basics
import TraceLogs

/// A log in the making. What it is given it makes fit: ids are made unique, places that lead nowhere become ones that
/// lead somewhere, numbers that no log may hold are left out and counted; so every log it makes is one that could be read
/// from a file.
struct LogBuilder {
  var log = TraceLog()
  var account = ImportAccount()

  var symbols = SymbolTable()
  private var items: [ByteText: Int] = [:]
  private var proposals: [ByteText: Int32] = [:]
  private var callNumber: Int32 = 0
  /// Of the next bundle of the batch.
  var bundleNumber = Calls.firstBundleNumber

  /// Far from where differences and sums of scores could leave the range of doubles; as for logs that are read.
  static let largest = 1e100

  init(source name: String) { log.sources = [LogSource(name: name)] }

  // MARK: Items and batches

  /// Returns the id that the item got.
  @discardableResult
  mutating func item(_ id: String, _ content: String) -> String {
    let id = unusedID(id, "item")
    items[ByteText(id)] = log.items.count
    log.items.append(Item(id: id, content: content, since: currentBatch + 1))
    return id
  }

  func isItem(_ id: String) -> Bool {
    if items[ByteText(id)] != nil { return true }
    return proposals[ByteText(id)].map { log.proposals.type[Int($0)] == .add } ?? false
  }

  /// -1 before the first.
  private var currentBatch: Int32 { Int32(truncatingIfNeeded: log.batches.count - 1) }

  mutating func batch(_ batch: Batch) -> Int32 {
    var batch = batch
    batch.number = log.batches.count + 1
    log.batches.append(batch)
    (callNumber, bundleNumber) = (0, Calls.firstBundleNumber)
    return currentBatch
  }

  /// Whatever belongs to a batch begins one, if there is none.
  mutating func openBatch() -> Int32 {
    log.batches.isEmpty ? batch(Batch(source: 0, number: 1)) : currentBatch
  }

  // MARK: Proposals

  mutating func propose(
    _ type: OperationType, _ anchor: String, _ content: String, id: String?, reason: String?
  )
    -> Int32
  {
    append(type, at: place(anchor, type), content, id: id, reason: reason)
  }

  mutating func append(
    _ type: OperationType, at anchor: String, _ content: String, id: String?, reason: String?
  ) -> Int32 {
    let batch = openBatch()
    let position = Int32(truncatingIfNeeded: log.proposals.count)
    let id = unusedID(id ?? "b\(batch + 1)p\(position + 1)", "proposal")
    proposals[ByteText(id)] = position
    log.proposals.batch.append(batch)
    log.proposals.type.append(type)
    log.proposals.anchor.append(symbols.position(of: anchor))
    log.proposals.id.append(id)
    log.proposals.content.append(content)
    log.proposals.reason.append(reason ?? "")
    return position
  }

  func proposal(called id: String) -> Int32? { proposals[ByteText(id)] }

  func id(of proposal: Int32) -> String { log.proposals.id[Int(proposal)] }

  mutating func apply(_ proposal: Int32) {
    guard isProposal(proposal) else { return }
    log.applied.append(Application(batch: openBatch(), proposal: proposal))
  }

  func isProposal(_ proposal: Int32) -> Bool { log.proposals.batch.indices.contains(Int(proposal)) }

  /// A modified item that the log did not show before is shown now, empty; what comes after such a one comes at the end.
  private mutating func place(_ anchor: String, _ type: OperationType) -> String {
    if type == .modify {
      if isItem(anchor) { return anchor }
      account.noted("an item is first met where it is changed; it stands in the bank as an empty text")
      return item(anchor, "")
    }
    if anchor == "head" || anchor == "tail" { return anchor }
    let prefix = "after:"
    if anchor.hasPrefix(prefix), isItem(String(anchor.dropFirst(prefix.count))) { return anchor }
    account.noted("a place that names no item was taken for the end")
    return "tail"
  }

  /// `id`, or `id~2`, `id~3`… where an item or a proposal is called so.
  private func unusedID(_ id: String, _ empty: String) -> String {
    let stem = id.isEmpty ? empty : id
    var (candidate, number) = (stem, 2)
    while items[ByteText(candidate)] != nil || proposals[ByteText(candidate)] != nil {
      candidate = "\(stem)~\(number)"
      number += 1
    }
    return candidate
  }
}

/// Scores, outcomes, and the log at the end.
extension LogBuilder {
  mutating func scores(_ baseline: Double, _ entries: [(proposal: Int32, value: Double)]) {
    guard isNumber(baseline, "a scoring call without a number for its baseline") else { return }
    var seen: Set<Int32> = []
    let kept = entries.filter { entry in
      guard isProposal(entry.proposal), isNumber(entry.value, "a score that is no number") else {
        return false
      }
      let isNew = seen.insert(entry.proposal).inserted
      if !isNew { account.leftOut("a second score of one proposal in one call") }
      return isNew
    }
    guard !kept.isEmpty else { return }
    appendCall(baseline, kept)
  }

  private mutating func appendCall(_ baseline: Double, _ entries: [(proposal: Int32, value: Double)]) {
    log.calls.batch.append(openBatch())
    log.calls.number.append(callNumber)
    callNumber += 1
    log.calls.baseline.append(baseline)
    log.calls.proposal += entries.map(\.proposal)
    log.calls.value += entries.map(\.value)
    log.calls.end.append(log.calls.value.count)
  }

  mutating func task(
    _ name: String, _ outcome: Double, _ items: [String], _ scene: String?, _ arm: String?, _ lots: TaskLots?
  ) {
    guard isNumber(outcome, "a task whose outcome is no number", name) else { return }
    take(lots ?? TaskLots(), beside: lots == nil ? [] : Set(items.map { ByteText($0) }))
    log.tasks.append(arm: arm.map { symbols.position(of: $0) } ?? -1, before: log.tasks.count)
    log.tasks.batch.append(openBatch())
    log.tasks.name.append(name)
    log.tasks.outcome.append(outcome)
    log.tasks.scene.append(scene.map { symbols.position(of: $0) } ?? -1)
    for item in items { log.tasks.item.append(symbols.position(of: item)) }
    log.tasks.itemEnd.append(log.tasks.item.count)
  }

  mutating func eval(_ epoch: Int, _ split: String, _ score: Double) {
    guard isNumber(score, "an evaluation whose score is no number", split) else { return }
    log.evals.append(Evaluation(source: 0, epoch: epoch, split: split, score: score))
  }

  mutating func isNumber(_ value: Double, _ text: String, _ example: String? = nil) -> Bool {
    let fits = value.magnitude <= LogBuilder.largest  // false for what is no number
    if !fits { account.leftOut(text, example: example ?? "\(value)") }
    return fits
  }

  mutating func source(_ change: (inout LogSource) -> Void) { change(&log.sources[0]) }

  /// The log as it would be read from the file that it would be written to.
  consuming func finish() -> (log: TraceLog, account: ImportAccount) {
    let epochs = Set(log.batches.compactMap(\.epoch))
    for lost in log.evals where !epochs.contains(lost.epoch) {
      account.leftOut(
        "an evaluation of an epoch that has no batch", example: "epoch \(lost.epoch), \(lost.split)")
    }
    log.evals.removeAll { !epochs.contains($0.epoch) }
    log.symbols = symbols.texts
    log.sortSymbolsByUse()
    return (log, account)
  }
}
