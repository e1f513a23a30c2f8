import Accumulation

/// A trace log put together record by record, as a loop that optimizes a memory would.
public struct ExampleLog {
  public private(set) var log = TraceLog()
  private var symbols: [String: Int32] = [:]
  private var proposals: [String: Int32] = [:]

  public init() { log.sources = [LogSource(name: "example")] }

  /// Begins the next batch.
  public mutating func beginBatch() {
    log.batches.append(Batch(source: 0, number: log.batches.count + 1))
  }

  /// An edit that the present batch proposes: `add` at a place, or `modify` an item.
  public mutating func propose(_ id: String, _ type: OperationType, _ anchor: String, _ content: String) {
    proposals[id] = Int32(log.proposals.count)
    log.proposals.batch.append(Int32(log.batches.count - 1))
    log.proposals.type.append(type)
    log.proposals.anchor.append(symbol(anchor))
    log.proposals.id.append(id)
    log.proposals.content.append(content)
  }

  /// One scoring call: memory as it is, and memory with each of the edits.
  public mutating func score(baseline: Double, _ values: KeyValuePairs<String, Double>) {
    log.calls.batch.append(Int32(log.batches.count - 1))
    log.calls.number.append(Int32(log.calls.number.count))
    log.calls.baseline.append(baseline)
    for (id, value) in values {
      guard let proposal = proposals[id] else { preconditionFailure("\(id) was never proposed") }
      log.calls.proposal.append(proposal)
      log.calls.value.append(value)
    }
    log.calls.end.append(log.calls.value.count)
  }

  private mutating func symbol(_ text: String) -> Int32 {
    if let known = symbols[text] { return known }
    let new = Int32(log.symbols.count)
    symbols[text] = new
    log.symbols.append(text)
    return new
  }
}
