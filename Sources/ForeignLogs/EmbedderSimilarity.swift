import Analyses
import Basics
import Cache
import Identity
import Importing
import Sessions
import Studies

/// The embedder in use, for imports that have to tell a changed text from another one. Made when it is first asked.
package struct EmbedderSimilarity: TextSimilarity {
  /// Vectors that came with a log know nothing of the next one.
  private let choice: EmbedderChoice
  private let allowsNetwork: Bool
  private let pulse: Pulse

  package init(_ study: Study, _ options: SessionOptions, _ pulse: Pulse) {
    let chosen = study.settings.embedder
    choice = chosen == .recorded ? .lexical : chosen
    (allowsNetwork, self.pulse) = (options.allowsNetwork, pulse)
  }

  package init(_ turn: Turn) { self.init(turn.study, turn.options, turn.pulse) }

  package var name: String { choice.text }

  package func cosines(_ from: [String], _ to: [String]) throws -> [Double] {
    let embedder = try choice.make(allowsNetwork: allowsNetwork)
    let texts = (from + to).map { normalized($0) }
    let vectors = try embedder.vectors(of: texts, keptIn: nil, pulse: pulse)
    return from.indices.flatMap { first in
      to.indices.map { second in vectors.cosine(first, from.count + second).value }
    }
  }
}
