import Basics

/// Tells files that were moved from files that went and others that came.
///
/// Equal bytes first; then what shares at least half of its lines, by their bytes, as git does it with blocks
/// (git-scm.com/docs/git-diff, `-M`); the most alike first, ties by path.
enum FileRenames {
  struct Side {
    var path: String
    var text: String
  }

  /// More pairs are not compared, as git has it (`diff.renameLimit`).
  private static let mostPairs = 100_000

  /// Per file that came, the path that it had.
  static func find(_ gone: [Side], _ came: [Side]) -> [String: String] {
    var (old, new, found) = (gone, came, [String: String]())
    func settle(_ pairs: [(old: Int, new: Int)]) {
      for pair in pairs { found[new[pair.new].path] = old[pair.old].path }
      let (usedOld, usedNew) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
      old = old.indices.filter { !usedOld.contains($0) }.map { old[$0] }
      new = new.indices.filter { !usedNew.contains($0) }.map { new[$0] }
    }
    settle(equal(old, new))
    if !old.isEmpty, !new.isEmpty, old.count <= mostPairs / new.count { settle(alike(old, new)) }
    return found
  }

  private static func equal(_ old: [Side], _ new: [Side]) -> [(old: Int, new: Int)] {
    var places: [ByteText: [Int]] = [:]
    for index in old.indices.reversed() where !old[index].text.isEmpty {
      places[ByteText(old[index].text), default: []].append(index)
    }
    return new.indices.compactMap { index in
      places[ByteText(new[index].text)]?.popLast().map { ($0, index) }
    }
  }

  private static func alike(_ old: [Side], _ new: [Side]) -> [(old: Int, new: Int)] {
    let (before, after) = (old.map { LineCounts($0.text) }, new.map { LineCounts($0.text) })
    var pairs: [(share: Double, old: Int, new: Int)] = []
    for (row, one) in before.enumerated() {
      for (column, other) in after.enumerated() {
        let share = one.share(with: other)
        if share >= 0.5 { pairs.append((share, row, column)) }
      }
    }
    pairs.sort { (-$0.share, $0.old, $0.new) < (-$1.share, $1.old, $1.new) }
    var (usedOld, usedNew, kept) = (Set<Int>(), Set<Int>(), [(old: Int, new: Int)]())
    for pair in pairs where !usedOld.contains(pair.old) && !usedNew.contains(pair.new) {
      usedOld.insert(pair.old)
      usedNew.insert(pair.new)
      kept.append((pair.old, pair.new))
    }
    return kept
  }
}

/// The lines of a text and how often each stands there.
private struct LineCounts {
  private var counts: [Substring: Int] = [:]
  private var size = 0

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      counts[line, default: 0] += 1
      size += line.utf8.count + 1
    }
  }

  /// The bytes of common lines, of those of the longer text.
  func share(with other: LineCounts) -> Double {
    let longer = max(size, other.size)
    guard longer > 0 else { return 0 }
    var common = 0
    for (line, count) in counts { common += min(count, other.counts[line] ?? 0) * (line.utf8.count + 1) }
    return Double(common) / Double(longer)
  }
}
