/// Numbers in ascending order. Complexity: O(n) per insertion, most of it one move of memory.
package struct SortedNumbers {
  package private(set) var numbers: [Double] = []

  package init() {}

  package mutating func insert(_ number: Double) {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    numbers.insert(number, at: low)
  }
}
