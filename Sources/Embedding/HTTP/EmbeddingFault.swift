/// Why a server's answer holds no vectors for the texts that it was asked for.
package enum EmbeddingFault: Error, Equatable {
  package enum VectorFlaw: Sendable, Equatable { case notFinite, zero }

  /// JSON of another form than is expected at `place`.
  case form(host: String, place: String, seen: String, expected: String)
  case wrongCount(host: String, seen: Int, expected: Int)
  case dimensions(host: String, first: Int, other: Int)
  /// A vector that cannot be brought to unit length: `what` says how it is.
  case badVector(host: String, text: String, what: VectorFlaw)
}
