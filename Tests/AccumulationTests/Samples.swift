import Accumulation
import GoldenSupport
import Testing

/// A fingerprint whose leading 64 bits are `high`; `low` tells apart those that share them.
func fingerprint(_ high: UInt64, _ low: UInt64 = 0) -> Fingerprint {
  Fingerprint(words: [high, 0, 0, low])
}

/// A fingerprint like those of real contents: every number has another one, and none share eight digits.
func spreadFingerprint(_ number: Int) -> Fingerprint {
  let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
  let word = UInt64(truncatingIfNeeded: number + 1) &* factor
  return Fingerprint(words: [word, word &* factor, ~word, word ^ factor])
}

/// The full name of the operation with `spreadFingerprint(number)`.
func spreadName(_ number: Int) throws -> OperationName {
  try #require(OperationName("w:\(spreadFingerprint(number).hex(64))"))
}

/// A proposal as tests write it: which operation it is, and where it stands.
struct SampleProposal {
  var operation: Int
  var type = OperationType.modify
  var anchor = 0
}

func sampleLog(_ proposals: [SampleProposal]) -> TraceLog {
  var log = TraceLog()
  log.batches = [Batch(source: 0, number: 1)]
  for proposal in proposals {
    log.proposals.batch.append(0)
    log.proposals.type.append(proposal.type)
    log.proposals.anchor.append(Int32(proposal.anchor))
  }
  return log
}

func sampleOperations(_ proposals: [SampleProposal]) -> Operations {
  Operations(log: sampleLog(proposals), fingerprints: proposals.map { spreadFingerprint($0.operation) })
}

/// Operations with exactly these fingerprints, one proposal each.
func operations(_ fingerprints: [Fingerprint]) -> Operations {
  let proposals = fingerprints.indices.map { SampleProposal(operation: $0) }
  return Operations(log: sampleLog(proposals), fingerprints: fingerprints)
}

extension Decisions {
  /// Adds one after the other; what contradicts is left out. Returns the accepted ones.
  mutating func addAccepted(_ decisions: [Decision]) -> [Decision] {
    decisions.filter { decision in
      do {
        try add(decision)
        return true
      } catch { return false }
    }
  }

  init(_ decisions: some Sequence<Decision>) throws {
    self.init()
    for decision in decisions { try add(decision) }
  }
}
