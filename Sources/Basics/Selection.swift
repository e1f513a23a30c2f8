/// Brings the number that belongs at `place` in ascending order there, with nothing larger before it and
/// nothing smaller behind it (Hoare 1961, with the median of three as pivot). Where the pivots keep being
/// bad, the rest is sorted.
/// Complexity: O(n) on average, O(n log n) at worst.
package func select(_ place: Int, in numbers: inout [Double]) {
  var (low, high) = (0, numbers.count - 1)
  var patience = 2 * (Int.bitWidth - numbers.count.leadingZeroBitCount)
  while high - low > 16 {
    guard patience > 0 else { break }
    patience -= 1
    let split = divide(&numbers, low, high)
    if place <= split { high = split } else { low = split + 1 }
  }
  if low < high { numbers[low...high].sort() }
}

/// Divides so that nothing up to the place returned is larger than anything behind it (Hoare's scheme: both
/// parts hold at least one number).
private func divide(_ numbers: inout [Double], _ low: Int, _ high: Int) -> Int {
  let pivot = middle(numbers[low], numbers[low + (high - low) / 2], numbers[high])
  var (left, right) = (low, high)
  while true {
    while numbers[left] < pivot { left += 1 }
    while numbers[right] > pivot { right -= 1 }
    if left >= right { return right }
    numbers.swapAt(left, right)
    left += 1
    right -= 1
  }
}

private func middle(_ a: Double, _ b: Double, _ c: Double) -> Double {
  max(min(a, b), min(max(a, b), c))
}

/// The number in the middle, or the mean of the two there; nil where there is none. Reorders the numbers.
/// Complexity: that of `select`.
package func median(of numbers: inout [Double]) -> Double? {
  guard !numbers.isEmpty else { return nil }
  let half = numbers.count / 2
  select(half, in: &numbers)
  let upper = numbers[half]
  guard numbers.count % 2 == 0 else { return upper }
  var lower = numbers[0]
  for index in 1..<max(1, half) { lower = max(lower, numbers[index]) }
  // Halved before they are added: two huge numbers are too large together.
  return lower == upper ? lower : lower * 0.5 + upper * 0.5
}
