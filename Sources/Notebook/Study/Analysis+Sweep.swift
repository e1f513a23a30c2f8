import Accumulation
import Embedding

/// What merging under one tau gives.
struct TauStep {
  let tau: Cosine
  let units: Int
  /// The share of operations that stand in a unit with others.
  let merged: Double
  /// Nil without labels.
  let quality: MergeQuality?
}

extension Analysis {
  /// Merging under each tau, decisions kept. Vectors and the cosines within keys are there from the first on.
  func sweep(over taus: [Cosine]) throws -> [TauStep] {
    let identities = TrueIdentities(log: try trace(), operations: try operations())
    return try taus.enumerated().map { index, tau in
      try pulse.beat("sweeping", index, taus.count)
      let partition = try partition(under: tau)
      return TauStep(
        tau: tau, units: partition.unitCount, merged: mergedShare(partition),
        quality: identities.count > 0 ? MergeQuality(identities, partition) : nil)
    }
  }

  /// Without candidates for a person's look: those cost more than the merging.
  func partition(under tau: Cosine) throws -> Partition {
    if tau == study.settings.tau { return try partition() }
    let operations = try operations()
    let index = ScreenedLeaders(
      operations, try vectors(), floor: tau, workers: .threads, kept: try keyCosines())
    return try Leader.partition(
      operations, constraints: try constraints(), tau: tau, pulse: pulse, index: index, candidateLimit: 1)
  }

  func mergedShare(_ partition: Partition) -> Double {
    let alone = (0..<partition.unitCount).count { partition.members(of: $0).count == 1 }
    return 1 - Double(alone) / Double(max(1, partition.unitOf.count))
  }
}
