import Basics

/// Which of many e-values may be certified so that at most a share `alpha` of what is certified is false, on average,
/// whatever depends on what: e-BH (Wang and Ramdas 2022).
///
/// With m values, the k largest are taken for the largest k at which the k-th is at least m / (alpha · k).
/// Takes natural logarithms; gives back the positions taken, ascending. Complexity: O(m + c log c), where c values
/// are at least 1 / alpha: no other is ever taken.
public func certified(logarithms: [Double], alpha: Double) -> [Int] {
  let threshold = naturalLogarithm(Double(max(1, logarithms.count)) / alpha)
  // A little below 1 / alpha, for the last digits of the two logarithms.
  let least = -naturalLogarithm(alpha) - 1e-9
  let candidates = logarithms.indices.filter { logarithms[$0] >= least }
  let order = candidates.sorted { (logarithms[$1], $0) < (logarithms[$0], $1) }
  let taken = order.indices.last { logarithms[order[$0]] >= threshold - naturalLogarithm(Double($0 + 1)) }
  return taken.map { order[...$0].sorted() } ?? []
}
