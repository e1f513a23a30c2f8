import Accumulation

/// A vector per operation: its words, hashed into 256 places. The cosine of two says how many words they share.
public func wordVectors(of operations: Operations, in log: TraceLog) -> Vectors {
  let rows = operations.firstProposal.map { wordVector(log.proposals.content[Int($0)]) }
  return Vectors(dimension: places, values: rows.flatMap { $0 })
}

private let places = 256

private func wordVector(_ text: String) -> [Float] {
  var vector = [Float](repeating: 0, count: places)
  for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
    vector[Int(hash(String(word), 0) % UInt64(places))] += 1
  }
  let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  return length > 0 ? vector.map { $0 / length } : vector
}
