import Analyses
import Basics
import Embedding
import Files
import Identity
import Studies

/// The step `join`: pairs of wordings of one key that reach tau. A job is one block, compared with itself, or two blocks,
/// each wording of the first compared with each of the second: so a key of any size is cut into jobs of any size.
package struct JoinPart {
  let plan: PartPlan

  package init(_ plan: PartPlan) { self.plan = plan }

  package func write(_ input: PartInput, to sink: (String) throws -> Void) throws {
    var job = Job()
    try input.forEach { record in
      switch record.kind {
      case .job:
        try flush(&job, to: sink)
      case .against: job.hasSecond = true
      case .wording: job.take(try PartWording(record))
      default: throw PartFault.unexpected(line: record.line, record: record.kind.rawValue, step: "join")
      }
    }
    try flush(&job, to: sink)
  }

  private func flush(_ job: inout Job, to sink: (String) throws -> Void) throws {
    defer { job = Job() }
    let (first, second) = (job.first.all, job.hasSecond ? job.second.all : nil)
    if let second {
      let firsts = Dictionary(grouping: first, by: \.key)
      for (key, others) in Dictionary(grouping: second, by: \.key).sorted(by: { $0.key < $1.key }) {
        guard let own = firsts[key] else { continue }
        try write(own + others, acrossFrom: own.count, to: sink)
      }
    } else {
      try write(first, acrossFrom: nil, to: sink)
    }
  }

  /// Pairs within keys, or where `boundary` is given those that lead over it.
  private func write(_ wordings: [PartWording], acrossFrom boundary: Int?, to sink: (String) throws -> Void)
    throws
  {
    let vectors = try Vectors(of: wordings, plan)
    var numbers: [String: Int32] = [:]
    let keys = wordings.enumerated().map { index, wording in
      if let boundary { return index < boundary ? Int32(0) : 1 }
      let next = Int32(numbers.count)
      return numbers[wording.key, default: next].kept(in: &numbers, for: wording.key)
    }
    var join = SimilarityJoin(atLeast: plan.settings.tau, acrossKeys: boundary != nil)
    join.limit = .max
    let pairs = try join.pairs(vectors, keys: keys, workers: .threads)
    for pair in pairs {
      let (a, b) = (wordings[Int(pair.first)], wordings[Int(pair.second)])
      try sink(PartPair(a, b, pair.cosine).line)
    }
  }

  private struct Job {
    var first = PartWordings()
    var second = PartWordings()
    var hasSecond = false

    mutating func take(_ wording: PartWording) {
      if hasSecond { second.take(wording) } else { first.take(wording) }
    }
  }
}

extension Int32 {
  fileprivate func kept(in numbers: inout [String: Int32], for key: String) -> Int32 {
    numbers[key] = self
    return self
  }
}

extension Vectors {
  /// One row per wording. Those of an embedder that is as fast as a look-up are made here.
  fileprivate init(of wordings: [PartWording], _ plan: PartPlan) throws {
    if !wordings.isEmpty, wordings.allSatisfy({ $0.vector == nil }), plan.settings.embedder != .recorded {
      let embedder = try plan.settings.embedder.make(allowsNetwork: plan.allowsNetwork)
      guard embedder.cacheFingerprint == nil else { throw PartFault.noVectors }
      self = try embedder.embed(wordings.map { normalized($0.content) }, pulse: .silent)
      return
    }
    let dimension = wordings.first?.vector?.count ?? 1
    var values: [Float] = []
    values.reserveCapacity(wordings.count * dimension)
    for wording in wordings {
      guard let vector = wording.vector, vector.count == dimension else { throw PartFault.noVectors }
      values += vector
    }
    self.init(dimension: dimension, values: values)
  }
}
