import Basics
import Effects
import Identity
import TraceLogs

/// What tasks say of each operation, batch by batch: the effect of having in the context the item that the operation wrote,
/// while its text stood there. By lots where lots were drawn, else within the scenes of the batch; what only lots say may
/// certify (`DeltaRule.certifying`).
/// Complexity: that of `BatchEffects`, and O(applied + rows).
struct OutcomeOperations {
  private(set) var operation: [Int32] = []
  private(set) var batch: [Int32] = []
  private(set) var sum: [Double] = []
  private(set) var count: [Int32] = []
  /// Lots by step of their bound; empty without.
  private(set) var lots: [[LotSums]] = []

  init(_ log: TraceLog, _ operations: Operations, _ rule: DeltaRule) {
    let effects = BatchEffects(TaskSheet(log), drawnOnly: rule.drawnOnly)
    var spans: [ByteText: [AppliedSpan]] = [:]
    for span in AppliedSpan.all(in: log) { spans[span.item, default: []].append(span) }
    var owners: [Int32: [AppliedSpan]] = [:]
    for row in effects.item.indices {
      let item = effects.item[row]
      let own = owners[item] ?? spans[ByteText(log.symbols[Int(item)])] ?? []
      owners[item] = own
      guard let span = own.first(where: { $0.batches.contains(Int(effects.batch[row])) }) else { continue }
      operation.append(operations.ofProposal[Int(span.proposal)])
      batch.append(effects.batch[row])
      sum.append(rule.clip.map { max(-$0, min($0, effects.effect[row])) } ?? effects.effect[row])
      count.append(1)
      lots.append(effects.lots[row])
    }
  }
}
