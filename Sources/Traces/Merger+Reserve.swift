import Accumulation

extension Merger {
  /// Makes room for the whole log once its beginning shows what it is made of. Without it every column is
  /// copied each time it doubles, and old and new stand in memory together.
  ///
  /// A log that is not like its beginning costs nothing: memory that is never touched is never taken.
  mutating func reserve(after block: Int, position: Int, of size: Int) {
    guard block == 3, position > 0, size > position else { return }
    let factor = Double(size) / Double(position) * 1.1
    log.proposals.reserve(factor)
    log.calls.reserve(factor)
    log.tasks.reserve(factor)
    proposalIndex.reserve(scaled(log.proposals.count, factor))
    lastCall.reserveCapacity(scaled(lastCall.count, factor))
    isLabelled.reserveCapacity(scaled(isLabelled.count, factor))
  }
}

/// Checked, because `factor` comes from a file: more than this is not worth foreseeing.
private func scaled(_ count: Int, _ factor: Double) -> Int {
  Int(min(Double(count) * factor, Double(1 << 34)))
}

extension TextColumn {
  fileprivate mutating func reserve(_ factor: Double) {
    reserve(texts: scaled(count, factor), bytes: scaled(bytes.count, factor))
  }
}

extension Proposals {
  fileprivate mutating func reserve(_ factor: Double) {
    let total = scaled(count, factor)
    batch.reserveCapacity(total)
    type.reserveCapacity(total)
    anchor.reserveCapacity(total)
    id.reserve(factor)
    content.reserve(factor)
    reason.reserve(factor)
    vectors.row.reserveCapacity(scaled(vectors.row.count, factor))
    vectors.values.reserveCapacity(scaled(vectors.values.count, factor))
  }
}

extension Calls {
  fileprivate mutating func reserve(_ factor: Double) {
    let total = scaled(count, factor)
    batch.reserveCapacity(total)
    number.reserveCapacity(total)
    baseline.reserveCapacity(total)
    end.reserveCapacity(total)
    proposal.reserveCapacity(scaled(proposal.count, factor))
    value.reserveCapacity(scaled(value.count, factor))
  }
}

extension Tasks {
  fileprivate mutating func reserve(_ factor: Double) {
    let total = scaled(count, factor)
    batch.reserveCapacity(total)
    name.reserve(factor)
    outcome.reserveCapacity(total)
    scene.reserveCapacity(total)
    itemEnd.reserveCapacity(total)
    item.reserveCapacity(scaled(item.count, factor))
  }
}
