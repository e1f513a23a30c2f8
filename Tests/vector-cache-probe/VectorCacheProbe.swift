import Accumulation
import Cache
import CacheSupport
import Files

/// A process that wants vectors, for tests of several at once and of one that is killed.
///
/// Arguments: the cache's file, the first text's number, the number after the last one's, milliseconds that embedding
/// a chunk takes. Says how many texts it embedded, whether all vectors were right, and what the cache had to say.
@main
struct VectorCacheProbe {
  static func main() throws {
    let arguments = CommandLine.arguments
    let numbers = arguments.dropFirst(2).compactMap { Int($0) }
    guard numbers.count == 3, numbers[0] <= numbers[1], numbers[2] >= 0 else { exitProcess(2) }
    let cache = VectorCache(path: arguments[1], limit: VectorCache.usualLimit, patience: 20)
    var embedder = CountingEmbedder()
    embedder.chunk = 20
    embedder.millisecondsPerCall = UInt32(numbers[2])
    let texts = samples(numbers[0]..<numbers[1])
    let vectors = try embedder.vectors(of: texts, keptIn: cache, pulse: .silent)
    let right = texts.flatMap(embedder.row).map(\.bitPattern) == vectors.values.map(\.bitPattern)
    print("embedded \(embedder.count) \(right ? "right" : "wrong") notices \(cache.takeNotices())")
  }
}
