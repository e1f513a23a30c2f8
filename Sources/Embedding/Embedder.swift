import Accumulation

/// Turns texts into vectors of unit length.
package protocol Embedder: Sendable {
  /// What a person types after `embed`.
  var name: String { get }
  /// Changes whenever the same text could get another vector.
  var fingerprint: String { get }
  /// The tau that suits this embedder, chosen on data: see `docs/method.md`.
  var defaultTau: Cosine { get }
  /// One row per text. How long the rows are may be known only when a server has answered.
  func embed(_ texts: [String], pulse: Pulse) throws -> Vectors
}
