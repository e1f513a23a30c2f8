import Analyses
import Basics
import Embedding
import Identity
import Studies

/// The step `embed`: wordings get their vectors, a thousand at a time. Which wordings stand together changes nothing. What an
/// embedder makes as fast as it could be read is left to `join`.
package struct EmbedPart {
  let plan: PartPlan

  package init(_ plan: PartPlan) { self.plan = plan }

  private static let atOnce = 1_024

  package func write(_ input: PartInput, to sink: (String) throws -> Void) throws {
    // The log's own vectors are there already.
    if plan.settings.embedder == .recorded { return try passOn(input, to: sink) }
    let embedder = try plan.settings.embedder.make(allowsNetwork: plan.allowsNetwork)
    if embedder.cacheFingerprint == nil { return try passOn(input, to: sink) }
    var waiting: [PartWording] = []
    try input.forEach { record in
      waiting.append(try PartWording(expecting: record, in: "embed"))
      if waiting.count == EmbedPart.atOnce { try flush(&waiting, embedder, to: sink) }
    }
    try flush(&waiting, embedder, to: sink)
  }

  private func passOn(_ input: PartInput, to sink: (String) throws -> Void) throws {
    try input.forEach { try sink(try PartWording(expecting: $0, in: "embed").line) }
  }

  private func flush(
    _ waiting: inout [PartWording], _ embedder: any Embedder, to sink: (String) throws -> Void
  ) throws {
    guard !waiting.isEmpty else { return }
    let vectors = try embedder.embed(waiting.map { normalized($0.content) }, pulse: .silent)
    for (row, var wording) in waiting.enumerated() {
      wording.vector = vectors.withRow(row) { Array($0) }
      try sink(wording.line)
    }
    waiting.removeAll(keepingCapacity: true)
  }
}

extension PartWording {
  init(expecting record: PartRecord, in step: String) throws {
    guard record.kind == .wording else {
      throw PartFault.unexpected(line: record.line, record: record.kind.rawValue, step: step)
    }
    try self.init(record)
  }
}
