import Basics
import Files
import TraceLogs

extension Merger {
  /// Makes room for the whole log once its beginning shows what it is made of. Without it every column is
  /// copied each time it doubles, and old and new stand in memory together.
  ///
  /// A log that is not like its beginning costs little: memory that is never touched is never taken.
  mutating func reserve(after block: Int, position: Int, of size: Int) {
    guard block == 3, position > 0, size > position else { return }
    let factor = Double(size) / Double(position) * 1.1
    log.batches.reserve(factor)
    log.applied.reserve(factor)
    log.proposals.reserve(factor)
    log.calls.reserve(factor)
    log.tasks.reserve(factor)
    log.labels.reserve(factor)
    proposalIndex.reserve(scaled(log.proposals.count, factor))
    lastCall.reserve(factor)
    isLabelled.reserve(factor)
  }
}

/// Bounded, because `factor` comes from a file: more than this is not worth foreseeing.
private func scaled(_ count: Int, _ factor: Double) -> Int {
  Int(min(Double(count) * factor, Double(1 << 34)))
}

extension Array {
  fileprivate mutating func reserve(_ factor: Double) {
    reserveCapacity(scaled(count, factor))
    preferLargePages(self)
  }
}

extension TextColumn {
  fileprivate mutating func reserve(_ factor: Double) {
    reserve(texts: scaled(count, factor), bytes: scaled(bytes.count, factor))
    preferLargePages(bytes)
    preferLargePages(ends)
  }
}

extension Proposals {
  fileprivate mutating func reserve(_ factor: Double) {
    batch.reserve(factor)
    type.reserve(factor)
    anchor.reserve(factor)
    id.reserve(factor)
    content.reserve(factor)
    reason.reserve(factor)
    vectors.row.reserve(factor)
    vectors.values.reserve(factor)
  }
}

extension Calls {
  fileprivate mutating func reserve(_ factor: Double) {
    batch.reserve(factor)
    number.reserve(factor)
    baseline.reserve(factor)
    end.reserve(factor)
    proposal.reserve(factor)
    value.reserve(factor)
  }
}

extension Labels {
  fileprivate mutating func reserve(_ factor: Double) {
    proposal.reserve(factor)
    sameAs.reserve(factor)
    effect.isThere.reserve(factor)
    effect.numbers.reserve(factor)
    category.reserve(factor)
  }
}

extension OptionalTexts {
  fileprivate mutating func reserve(_ factor: Double) {
    isThere.reserve(factor)
    texts.reserve(factor)
  }
}

extension Tasks {
  fileprivate mutating func reserve(_ factor: Double) {
    batch.reserve(factor)
    name.reserve(factor)
    outcome.reserve(factor)
    scene.reserve(factor)
    itemEnd.reserve(factor)
    item.reserve(factor)
  }
}
