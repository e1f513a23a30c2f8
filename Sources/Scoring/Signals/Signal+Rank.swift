import Basics

/// By how many places a candidate stands above the baseline, as a share of the places there are.
///
/// The m candidates and the baseline are ranked together from 1, the lowest, to m + 1; values that tie share
/// the mean of their ranks (Kendall 1945). `delta = (rank(candidate) - rank(baseline)) / m` lies in [-1, 1],
/// has the sign of the plain difference, and stays the same under any scale that keeps the order of the
/// values. That is what rankings are used for where fitness is noisy and its scale drifts (Wierstra et al.
/// 2014, section 3.1). With one candidate it is the sign.
/// Complexity: O(m log m).
package func rankDeltas(
  _ values: ArraySlice<Double>, baseline: Double, into deltas: inout [Double], _ ranks: inout MidRanks
) {
  ranks.rank(values, and: baseline)
  let own = ranks.ranks[values.count]
  let places = Double(values.count)
  for index in 0..<values.count { deltas.append((ranks.ranks[index] - own) / places) }
}
