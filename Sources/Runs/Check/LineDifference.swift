/// How the lines of a table differ from those that were recorded: those of the record with `-`, those of now with `+`.
///
/// A column that became wider moves all others, so lines that differ by spaces alone are the same. The first line, which
/// names the columns, stands above. The longest common subsequence is found by dynamic programming over what is left
/// between equal ends. Complexity: O(n·m) in time and memory, at most `most` cells; beyond that, all lines differ.
struct LineDifference {
  let lines: [String]
  private static let most = 4_000_000
  private static let mostShown = 40

  init(_ recorded: [String], _ found: [String]) {
    let (old, new) = (recorded.map(LineDifference.folded), found.map(LineDifference.folded))
    guard old != new else {
      lines = LineDifference.cut(recorded.map { "- \($0)" } + found.map { "+ \($0)" })
      return
    }
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old.dropFirst(start).reversed(), new.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let (left, right) = (start..<(old.count - end), start..<(new.count - end))
    var changed: [String] = []
    for step in LineDifference.steps(Array(old[left]), Array(new[right])) {
      switch step {
      case .old(let index): changed.append("- \(recorded[start + index])")
      case .new(let index): changed.append("+ \(found[start + index])")
      }
    }
    let heading = start > 0 ? ["  \(found[0])"] : []
    lines = heading + LineDifference.cut(changed)
  }

  private enum Step { case old(Int), new(Int) }

  private static func folded(_ line: String) -> String {
    line.split(separator: " ").joined(separator: " ")
  }

  private static func cut(_ lines: [String]) -> [String] {
    guard lines.count > mostShown else { return lines }
    return lines.prefix(mostShown) + ["… and \(lines.count - mostShown) lines more"]
  }

  private static func steps(_ old: [String], _ new: [String]) -> [Step] {
    let all = old.indices.map(Step.old) + new.indices.map(Step.new)
    guard old.count * new.count <= most else { return all }
    let lengths = common(old, new)
    var (steps, i, j): ([Step], Int, Int) = ([], 0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        (i, j) = (i + 1, j + 1)
      } else if j == new.count || i < old.count && lengths[i + 1][j] >= lengths[i][j + 1] {
        steps.append(.old(i))
        i += 1
      } else {
        steps.append(.new(j))
        j += 1
      }
    }
    return steps
  }

  /// How long the longest common subsequence of the rests is.
  private static func common(_ old: [String], _ new: [String]) -> [[Int]] {
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        lengths[i][j] =
          old[i] == new[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    return lengths
  }
}
