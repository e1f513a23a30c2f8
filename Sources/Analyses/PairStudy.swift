import Assessing
import Basics
import Cache
import Embedding
import Identity
import Studies
import Traces

/// Labelled pairs of a file under an embedder: everything that `PairsView` and `TauProposal` show.
package struct PairStudy {
  package let path: String
  package let file: PairFile
  package let embedder: String
  /// The study's own.
  package let tau: Cosine
  package let quality: PairQuality

  package struct Options {
    package var sameFrom: Double?
    package var seed: UInt64 = 1
    /// How often the pairs are drawn again, for intervals; 0 where none are wanted.
    package var draws = PairQuality.draws

    package init() {}
  }

  package init(_ file: PairFile, at path: String, analysis: Analysis, options: Options) throws {
    let (settings, pulse) = (analysis.study.settings, analysis.pulse)
    self.file = file
    self.path = path
    tau = settings.tau
    embedder = settings.embedder.text
    guard let sameFrom = options.sameFrom ?? LabelledPairs.usualSameFrom(file.scores) else {
      throw AnalysisFault.sameFromNeeded(
        lowest: file.scores.min() ?? 0, highest: file.scores.max() ?? 0)
    }
    let cosines = try pairCosines(
      file, try settings.embedder.make(allowsNetwork: analysis.allowsNetwork), keptIn: analysis.stages.cache,
      pulse)
    let pairs = LabelledPairs(cosines: cosines, scores: file.scores, sameFrom: sameFrom)
    quality = try PairQuality(pairs, seed: options.seed, draws: options.draws, pulse: pulse)
  }

  package var name: String {
    path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
  }
}

/// The cosine of each pair, its texts normalized as those of a log are. A few thousand vectors are held at a time.
func pairCosines(
  _ file: PairFile, _ embedder: any Embedder, keptIn cache: VectorCache? = nil, _ pulse: Pulse
) throws -> [Cosine] {
  var cosines: [Cosine] = []
  cosines.reserveCapacity(file.count)
  let stretch = 2048
  for start in stride(from: 0, to: file.count, by: stretch) {
    let range = start..<min(start + stretch, file.count)
    let texts = range.flatMap { [normalized(file.first[$0]), normalized(file.second[$0])] }
    let whole = Pulse { stage, done, _ in try pulse.beat(stage, 2 * start + done, 2 * file.count) }
    let (distinct, places) = distinctTexts(texts)
    let vectors = try embedder.vectors(of: distinct, keptIn: cache, pulse: whole)
    for pair in range.indices {
      let first = 2 * (pair - start)
      cosines.append(vectors.cosine(places[first], places[first + 1]))
    }
  }
  return cosines
}

/// Each text once, in order of first appearance, and where each of `texts` stands among them.
private func distinctTexts(_ texts: [String]) -> (distinct: [String], places: [Int]) {
  var known: [String: Int] = [:]
  var distinct: [String] = []
  let places = texts.map { text in
    if let place = known[text] { return place }
    known[text] = distinct.count
    distinct.append(text)
    return distinct.count - 1
  }
  return (distinct, places)
}
