import Analyses
import Basics
import Embedding
import Identity
import Scoring
import Studies
import TraceLogs
import Traces

/// The step `read`: one log becomes its wordings, what each was scored per batch, and one record about the whole.
package struct ReadPart {
  let plan: PartPlan
  let number: Int

  package init(_ plan: PartPlan, log number: Int) throws {
    guard plan.logs.indices.contains(number) else {
      throw PartFault.logNumber(number, of: plan.logs.count)
    }
    (self.plan, self.number) = (plan, number)
  }

  package func write(renamed: [PartRecord], to sink: (String) throws -> Void) throws {
    var log = try readTrace(plan.logs[number]).log
    log.renameInAnchors(try names(in: renamed))
    let operations = Operations(log: log, fingerprints: try fingerprints(of: log, pulse: .silent))
    try sink(about(log))
    try writeWordings(log, operations, to: sink)
    try writeScores(log, operations, to: sink)
  }

  private func names(in records: [PartRecord]) throws -> [ByteText: String] {
    var names: [ByteText: String] = [:]
    for record in records where record.kind == .renamed {
      guard try record.whole("log") == number else { continue }
      names[ByteText(try record.text("id"))] = try record.text("name")
    }
    return names
  }

  private func about(_ log: TraceLog) -> String {
    let scenes = BatchScenes(log)
    var text = PartText(.log)
    text.add("log", number)
    text.add("batches", log.batches.count)
    text.add("proposals", log.proposals.count)
    text.add("low", log.scoreRange?.lowerBound)
    text.add("high", log.scoreRange?.upperBound)
    text.add("scenes", scenes.ofBatch.map { $0 < 0 ? nil : scenes.names[Int($0)] })
    if plan.settings.betsOnUsualSizes {
      text.add("sizes", SizeGroups(log, plan.settings.deltaRule).rows)
    }
    return text.line
  }

  private func writeWordings(
    _ log: TraceLog, _ operations: Operations, to sink: (String) throws -> Void
  ) throws {
    let isRecorded = plan.settings.embedder == .recorded
    let vectors = isRecorded ? try Recorded.vectors(of: log, operations, pulse: .silent) : nil
    for operation in 0..<operations.count {
      let proposal = Int(operations.firstProposal[operation])
      let wording = PartWording(
        fingerprint: operations.fingerprints[operation], type: log.proposals.type[proposal],
        anchor: log.symbols[Int(log.proposals.anchor[proposal])], content: log.proposals.content[proposal],
        at: PartPlace(number, proposal), vector: vectors.map { $0.withRow(operation) { Array($0) } })
      try sink(wording.line)
    }
  }

  private func writeScores(
    _ log: TraceLog, _ operations: Operations, to sink: (String) throws -> Void
  ) throws {
    let deltas = try OperationDeltas(log: log, operations: operations, rule: plan.settings.deltaRule)
    for operation in 0..<operations.count {
      for entry in deltas.entries(of: operation) {
        let score = PartScore(
          fingerprint: operations.fingerprints[operation],
          batch: PartPlace(number, Int(entry.batch)), sum: entry.sum, count: Int(entry.count))
        try sink(score.line)
      }
    }
  }
}

/// What a wording was scored in a batch: the sum of its deltas, and of how many.
package struct PartScore {
  package let fingerprint: Fingerprint
  package let batch: PartPlace
  package let sum: Double
  package let count: Int
}

extension PartScore {
  package init(_ record: PartRecord) throws(PartFault) {
    self.init(
      fingerprint: try record.fingerprint("wording"), batch: try record.place("batch"),
      sum: try record.number("sum"), count: try record.whole("count"))
    guard count > 0 else { throw record.bad("count", "a number from 1") }
  }

  package var line: String {
    var text = PartText(.score)
    text.add("wording", fingerprint)
    text.add("batch", batch)
    text.add("sum", sum)
    text.add("count", count)
    return text.line
  }
}
