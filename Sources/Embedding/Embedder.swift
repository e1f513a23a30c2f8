import Basics
import Identity

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
  /// How long its vectors are; 0 where only they can say it.
  var dimension: Int { get }
  /// Under which its vectors are kept from one run to the next: name, version, the weights' hash. Nil for an
  /// embedder that is as fast as a look-up. One that has it gives a text the same vector whatever texts stand beside it.
  var cacheFingerprint: String? { get }
  /// How many texts are embedded and kept at a time, where vectors are kept.
  var chunk: Int { get }
  /// Whether it gives a text without content a row of zeros by itself.
  var zerosBlanks: Bool { get }
}

extension Embedder {
  package var dimension: Int { 0 }
  package var cacheFingerprint: String? { nil }
  package var chunk: Int { 1024 }
  package var zerosBlanks: Bool { false }
}
