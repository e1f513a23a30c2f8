import Accumulation
import Embedding

/// The rows of these texts, each an array of its own.
func rows(_ texts: [String]) throws -> [[Float]] {
  let vectors = try Lexical().embed(texts, pulse: .silent)
  let dimension = vectors.dimension
  return texts.indices.map { Array(vectors.values[($0 * dimension)..<(($0 + 1) * dimension)]) }
}

func row(_ text: String) throws -> [Float] { try rows([text]).flatMap { $0 } }

func cosine(_ first: [Float], _ second: [Float]) -> Double {
  zip(first, second).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

func length(_ row: [Float]) -> Double { cosine(row, row).squareRoot() }
