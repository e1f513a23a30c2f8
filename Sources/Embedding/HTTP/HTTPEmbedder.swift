import Basics
import HTTP
import Identity
import Tables

/// Asks a server for vectors, in the form that OpenAI's `/v1/embeddings` has made common.
///
/// Each text is asked for once; a text without content is not asked for and has the zero vector, for many servers
/// refuse it. What the vectors are is the server's affair: the same model may give others tomorrow.
package struct HTTPEmbedder: Embedder {
  package let name = "http"
  package var fingerprint: String { "http-1 \(endpoint.url) \(endpoint.model)" }
  /// Asking again costs time and money.
  package var cacheFingerprint: String? { fingerprint }
  package var defaultTau: Cosine { HTTPEmbedder.startingTau }
  private let endpoint: HTTPEndpoint
  private let limits: HTTPLimits

  /// The paper's, for Qwen3-Embedding-4B. Of an unknown model nothing is known: a start, not a choice.
  package static let startingTau = Cosine(tenThousandths: 8_500)

  package init(_ endpoint: HTTPEndpoint, limits: HTTPLimits = HTTPLimits()) {
    self.endpoint = endpoint
    self.limits = limits
  }

  package func embed(_ texts: [String], pulse: Pulse) throws -> Vectors {
    let (distinct, places) = HTTPEmbedder.distinct(texts)
    let rows = try distinct.isEmpty ? [] : ask(for: distinct, pulse)
    let dimension = rows.first?.count ?? 1
    var values: [Float] = []
    values.reserveCapacity(dimension * texts.count)
    for place in places {
      if let place { values += rows[place] } else { values += repeatElement(0, count: dimension) }
    }
    return Vectors(dimension: dimension, values: values)
  }

  /// The texts with content, each once, and where in them each text stands.
  private static func distinct(_ texts: [String]) -> (texts: [String], places: [Int?]) {
    var distinct: [String] = []
    var known: [String: Int] = [:]
    let places = texts.map { text -> Int? in
      if text.allSatisfy(\.isWhitespace) { return nil }
      if let place = known[text] { return place }
      known[text] = distinct.count
      distinct.append(text)
      return distinct.count - 1
    }
    return (distinct, places)
  }

  private func ask(for texts: [String], _ pulse: Pulse) throws -> [[Float]] {
    var client = try HTTPClient(endpoint, limits, stage: "embedding")
    var rows: [[Float]] = []
    rows.reserveCapacity(texts.count)
    while rows.count < texts.count {
      let batch = batch(of: texts, from: rows.count)
      let done = rows.count
      let answer = try client.answer(to: request(for: batch)) { try pulse.beat($0, done, texts.count) }
      rows += try EmbeddingAnswer(to: batch, from: client).vectors(in: answer, dimension: rows.first?.count)
    }
    return rows
  }

  /// At least one text, however long it is.
  private func batch(of texts: [String], from start: Int) -> ArraySlice<String> {
    var (end, bytes) = (start + 1, texts[start].utf8.count)
    while end < texts.count, end - start < limits.textsAtOnce {
      bytes += texts[end].utf8.count
      if bytes > limits.bytesAtOnce { break }
      end += 1
    }
    return texts[start..<end]
  }

  private func request(for texts: ArraySlice<String>) -> [UInt8] {
    let input = texts.map(JSONText.quoted).joined(separator: ",")
    let model = JSONText.quoted(endpoint.model)
    return Array("{\"model\":\(model),\"input\":[\(input)],\"encoding_format\":\"float\"}".utf8)
  }
}
