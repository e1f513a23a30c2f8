import Basics
import TraceLogs

/// Operations by ascending fingerprint, in runs of which each is longer than twice the next: who appends merges the short
/// ones, and the long ones stay as they are.
struct FingerprintOrder: Sendable {
  private struct SortedRun: Sendable {
    /// The first 64 bits of each fingerprint, beside its operation.
    var words: [UInt64] = []
    var operations: [Int32] = []
  }

  private var runs: [SortedRun] = []

  init(_ fingerprints: [Fingerprint]) { append(0..<fingerprints.count, of: SharedColumn(fingerprints)) }

  /// Complexity: O(new · log all), amortized.
  mutating func append(_ new: Range<Int>, of fingerprints: SharedColumn<Fingerprint>) {
    guard !new.isEmpty else { return }
    runs.append(FingerprintOrder.run(of: new, fingerprints))
    while runs.count > 1, runs[runs.count - 2].words.count <= 2 * runs[runs.count - 1].words.count {
      let (younger, older) = (runs.removeLast(), runs.removeLast())
      runs.append(FingerprintOrder.merged(older, younger, fingerprints))
    }
  }

  /// By their first words; hardly ever do two have the same, and then all of them decide.
  private static func run(of new: Range<Int>, _ fingerprints: SharedColumn<Fingerprint>) -> SortedRun {
    var keys = new.map {
      RankKey(ascending: fingerprints[$0].words[0], unit: Int32(truncatingIfNeeded: $0))
    }
    keys.sortByRank()
    var run = SortedRun(words: [], operations: keys.map(\.unit))
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].ranksAs(keys[start]) { end += 1 }
      if end - start > 1 {
        run.operations[start..<end].sort { fingerprints[Int($0)] < fingerprints[Int($1)] }
      }
      start = end
    }
    run.words = run.operations.map { fingerprints[Int($0)].words[0] }
    return run
  }

  private static func merged(
    _ first: SortedRun, _ second: SortedRun, _ fingerprints: SharedColumn<Fingerprint>
  ) -> SortedRun {
    var merged = SortedRun()
    merged.words.reserveCapacity(first.words.count + second.words.count)
    merged.operations.reserveCapacity(first.words.count + second.words.count)
    var (a, b) = (0, 0)
    while a < first.words.count || b < second.words.count {
      let takesSecond =
        a == first.words.count
        || b < second.words.count
          && (second.words[b] < first.words[a]
            || second.words[b] == first.words[a]
              && fingerprints[Int(second.operations[b])] < fingerprints[Int(first.operations[a])])
      let (run, place) = takesSecond ? (second, b) : (first, a)
      merged.words.append(run.words[place])
      merged.operations.append(run.operations[place])
      if takesSecond { b += 1 } else { a += 1 }
    }
    return merged
  }

  func operation(of fingerprint: Fingerprint, _ fingerprints: SharedColumn<Fingerprint>) -> Int32? {
    for run in runs {
      let place = FingerprintOrder.position(of: fingerprint, in: run, fingerprints)
      guard place < run.words.count, run.words[place] == fingerprint.words[0] else { continue }
      if fingerprints[Int(run.operations[place])] == fingerprint { return run.operations[place] }
    }
    return nil
  }

  /// Those beside it in the order of all, and perhaps others. Complexity: O(log² all).
  func neighbours(of fingerprint: Fingerprint, _ fingerprints: SharedColumn<Fingerprint>) -> [Int32] {
    runs.flatMap { run in
      let place = FingerprintOrder.position(of: fingerprint, in: run, fingerprints)
      return (place - 1...place + 1).filter(run.operations.indices.contains).map { run.operations[$0] }
    }
  }

  /// All from the first on that is not less, as long as they are wanted; run by run.
  func operations(
    from least: Fingerprint, _ fingerprints: SharedColumn<Fingerprint>, while isWanted: (Fingerprint) -> Bool
  ) -> [Int32] {
    runs.flatMap { run in
      run.operations[FingerprintOrder.position(of: least, in: run, fingerprints)...]
        .prefix { isWanted(fingerprints[Int($0)]) }
    }
  }

  /// Where the first fingerprint stands that is not less. Fingerprints are spread evenly, so that it is looked for where it
  /// should be, in turns with the middle. Complexity: O(log log run) expected, O(log run) at worst.
  private static func position(
    of fingerprint: Fingerprint, in run: SortedRun, _ fingerprints: SharedColumn<Fingerprint>
  )
    -> Int
  {
    let word = fingerprint.words[0]
    var (low, high, guesses) = (0, run.words.count, true)
    while low < high {
      let place = guesses ? guess(word, run.words, low, high) : (low + high) / 2
      guesses.toggle()
      let isLess =
        run.words[place] < word
        || run.words[place] == word && fingerprints[Int(run.operations[place])] < fingerprint
      if isLess { low = place + 1 } else { high = place }
    }
    return low
  }

  private static func guess(_ word: UInt64, _ words: [UInt64], _ low: Int, _ high: Int) -> Int {
    let (first, last) = (words[low], words[high - 1])
    guard first < word, word < last else { return first < word ? high - 1 : low }
    let share = Double(word - first) / Double(last - first)
    return min(high - 1, low + Int(share * Double(high - 1 - low)))
  }
}
