import Basics

/// Why two logs cannot be one.
public enum AppendingFault: Error, Equatable {
  case differentDimensions(Int, Int)
  /// More records than 32-bit positions can number.
  case tooLarge
}

/// Two logs as one.
public struct AppendedLog: Sendable, Equatable {
  public var log: TraceLog
  /// Items that both logs have with different contents, in the order of the second log. The first one's stays.
  public var conflictingItems: [String]
}

extension TraceLog {
  /// This log and then `other`: its batches come after the batches of this one.
  ///
  /// A proposal of `other` whose id stands in this log too becomes `name/id`, with the name of its source,
  /// also where an anchor or a task names it. If the names are the same as well, the second source is called
  /// `name-2` (or `-3`, …). An item of both logs is one item. Takes time and memory linear in both.
  public func appending(_ other: TraceLog) throws(AppendingFault) -> AppendedLog {
    try checkFit(other)
    var result = self
    result.appendSources(other)
    let renamed = result.appendProposals(other)
    result.appendSharedTexts(other, renamed, proposalOffset: Int32(truncatingIfNeeded: proposals.count))
    result.appendScores(other, proposalOffset: Int32(truncatingIfNeeded: proposals.count))
    let conflicts = result.appendItems(other, batchOffset: Int32(truncatingIfNeeded: batches.count))
    return AppendedLog(log: result, conflictingItems: conflicts)
  }

  private func checkFit(_ other: TraceLog) throws(AppendingFault) {
    let (first, second) = (proposals.vectors.dimension, other.proposals.vectors.dimension)
    guard first == second || first == 0 || second == 0 else { throw .differentDimensions(first, second) }
    let counts = [
      batches.count + other.batches.count, proposals.count + other.proposals.count,
      calls.count + other.calls.count, symbols.count + 3 * other.symbols.count,
    ]
    guard counts.allSatisfy({ $0 < Int(Int32.max) }) else { throw .tooLarge }
  }

  private mutating func appendSources(_ other: TraceLog) {
    let offset = Int32(truncatingIfNeeded: sources.count)
    var taken = Set(sources.map(\.name))
    for var source in other.sources {
      source.name = unusedName(source.name) { taken.contains($0) }
      taken.insert(source.name)
      sources.append(source)
    }
    for var evaluation in other.evals {
      evaluation.source += offset
      evals.append(evaluation)
    }
  }

  private mutating func appendItems(_ other: TraceLog, batchOffset: Int32) -> [String] {
    let contents = Dictionary(
      items.map { (ByteText($0.id), $0.content) }, uniquingKeysWith: { first, _ in first })
    var conflicts: [String] = []
    for var item in other.items {
      if let content = contents[ByteText(item.id)] {
        if ByteText(content) != ByteText(item.content) { conflicts.append(item.id) }
      } else {
        item.since += batchOffset
        items.append(item)
      }
    }
    return conflicts
  }

  /// Appends everything about proposals but their anchors, and the batches they belong to. Returns the new
  /// names of those additions that had to change their id.
  private mutating func appendProposals(_ other: TraceLog) -> [ByteText: String] {
    let sourceOffset = Int32(truncatingIfNeeded: sources.count - other.sources.count)
    let batchOffset = Int32(truncatingIfNeeded: batches.count)
    for var batch in other.batches {
      batch.source += sourceOffset
      batches.append(batch)
    }
    appendVectors(other)
    let renamed = appendIDs(other, batchOffset)
    proposals.batch += other.proposals.batch.map { $0 + batchOffset }
    proposals.type += other.proposals.type
    proposals.content.append(contentsOf: other.proposals.content)
    proposals.reason.append(contentsOf: other.proposals.reason)
    return renamed
  }

  /// To be called before the other columns grow: it counts the proposals so far.
  private mutating func appendVectors(_ other: TraceLog) {
    let vectors = other.proposals.vectors
    guard proposals.vectors.dimension > 0 || vectors.dimension > 0 else { return }
    let dimension = max(proposals.vectors.dimension, vectors.dimension)
    if proposals.vectors.dimension == 0 {
      proposals.vectors.row = Array(repeating: -1, count: proposals.count)
    }
    let offset = Int32(truncatingIfNeeded: proposals.vectors.values.count / dimension)
    let rows = vectors.dimension > 0 ? vectors.row : Array(repeating: -1, count: other.proposals.count)
    proposals.vectors.dimension = dimension
    proposals.vectors.row += rows.map { $0 < 0 ? -1 : $0 + offset }
    proposals.vectors.values += vectors.values
  }

  private mutating func appendIDs(_ other: TraceLog, _ batchOffset: Int32) -> [ByteText: String] {
    let own = Set((0..<proposals.count).map { ByteText(proposals.id[$0]) })
    let others = Set((0..<other.proposals.count).map { ByteText(other.proposals.id[$0]) })
    let items = Set(other.items.map { ByteText($0.id) })
    var renamed: [ByteText: String] = [:]
    var given = Set<ByteText>()
    for index in 0..<other.proposals.count {
      let id = other.proposals.id[index]
      guard own.contains(ByteText(id)) else {
        proposals.id.append(id)
        continue
      }
      let source = sources[Int(batches[Int(other.proposals.batch[index] + batchOffset)].source)].name
      let name = unusedName("\(source)/\(id)") { name in
        own.contains(ByteText(name)) || others.contains(ByteText(name)) || given.contains(ByteText(name))
      }
      given.insert(ByteText(name))
      proposals.id.append(name)
      // An item of that id is an item of its own, and keeps being called so.
      if other.proposals.type[index] == .add && !items.contains(ByteText(id)) { renamed[ByteText(id)] = name }
    }
    return renamed
  }

  private mutating func appendScores(_ other: TraceLog, proposalOffset: Int32) {
    let batchOffset = Int32(truncatingIfNeeded: batches.count - other.batches.count)
    let entryOffset = calls.value.count
    if !other.calls.place.isEmpty {
      calls.place += Array(repeating: -1, count: calls.count - calls.place.count) + other.calls.place
    }
    calls.batch += other.calls.batch.map { $0 + batchOffset }
    calls.number += other.calls.number
    calls.baseline += other.calls.baseline
    calls.end += other.calls.end.map { $0 + entryOffset }
    calls.proposal += other.calls.proposal.map { $0 + proposalOffset }
    calls.value += other.calls.value
    applied += other.applied.map {
      Application(batch: $0.batch + batchOffset, proposal: $0.proposal + proposalOffset)
    }
    labels.append(other.labels, offset: proposalOffset)
    votes.batch += other.votes.batch.map { $0 + batchOffset }
    votes.proposal += other.votes.proposal.map { $0 < 0 ? -1 : $0 + proposalOffset }
    votes.helpful += other.votes.helpful
    votes.harmful += other.votes.harmful
    let callOffset = Int32(truncatingIfNeeded: calls.count - other.calls.count)
    bundles.append(other.bundles, offset: proposalOffset, callOffset: callOffset) { $0 + proposalOffset }
  }
}

/// `name`, or `name-2`, `name-3`… if it is taken.
private func unusedName(_ name: String, _ isTaken: (String) -> Bool) -> String {
  var candidate = name
  var number = 2
  while isTaken(candidate) {
    candidate = "\(name)-\(number)"
    number += 1
  }
  return candidate
}
