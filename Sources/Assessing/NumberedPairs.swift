import Basics
import Identity

/// All pairs within groups, numbered: group by group, and row by row below the diagonal within a group.
struct NumberedPairs {
  private let groups: [[Int32]]
  /// How many pairs stand before each group, and in all.
  private var before: [Int] = [0]
  private var recent = 0

  init(_ groups: [[Int32]]) {
    self.groups = groups.filter { $0.count > 1 }
    for group in self.groups { before.append(count + group.count * (group.count - 1) / 2) }
  }

  var count: Int { before[before.count - 1] }

  /// Complexity: O(log groups); O(1) where the pair before was of the same group.
  mutating func pair(_ number: Int) -> (Int32, Int32) {
    let group = group(of: number)
    let place = number - before[group]
    var row = Int((Double(8 * place + 1).squareRoot() + 1) / 2)
    // The root may be rounded to the wrong side of a whole number.
    while row * (row - 1) / 2 > place { row -= 1 }
    while row * (row + 1) / 2 <= place { row += 1 }
    return (groups[group][place - row * (row - 1) / 2], groups[group][row])
  }

  /// Pairs mostly come in order, so that the group is that of the pair before.
  private mutating func group(of number: Int) -> Int {
    if before[recent] <= number, number < before[recent + 1] { return recent }
    var (low, high) = (0, groups.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if before[middle] <= number { low = middle } else { high = middle }
    }
    recent = low
    return low
  }
}

extension Operations {
  /// The operations of each key, in log order.
  var byKey: [[Int32]] {
    var members = [[Int32]](repeating: [], count: keyCount)
    for operation in 0..<count { members[Int(key[operation])].append(Int32(operation)) }
    return members
  }
}
