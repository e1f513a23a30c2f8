/// Which of many e-values may be certified so that at most a share `alpha` of what is certified is false, on average,
/// whatever depends on what: e-BH (Wang and Ramdas 2022).
///
/// With m values, the k largest are taken for the largest k at which the k-th is at least m / (alpha · k).
/// Takes natural logarithms; gives back the positions taken, ascending. Complexity: O(m + c log c), where c values
/// are at least 1 / alpha: no other is ever taken.
public func certified(logarithms: [Double], alpha: Double) -> [Int] {
  certified(logarithms, [], alpha: alpha)
}

/// The same for values in two columns, the positions of the second going on from those of the first.
package func certified(_ first: [Double], _ second: [Double], alpha: Double) -> [Int] {
  let threshold = naturalLogarithm(Double(max(1, first.count + second.count)) / alpha)
  // A little below 1 / alpha, for the last digits of the two logarithms.
  let least = -naturalLogarithm(alpha) - 1e-9
  var candidates: [(value: Double, position: Int)] = []
  for (position, value) in first.enumerated() where value >= least { candidates.append((value, position)) }
  for (position, value) in second.enumerated() where value >= least {
    candidates.append((value, first.count + position))
  }
  candidates.sort { ($1.value, $0.position) < ($0.value, $1.position) }
  let taken = candidates.indices.last {
    candidates[$0].value >= threshold - naturalLogarithm(Double($0 + 1))
  }
  return taken.map { candidates[...$0].map(\.position).sorted() } ?? []
}
