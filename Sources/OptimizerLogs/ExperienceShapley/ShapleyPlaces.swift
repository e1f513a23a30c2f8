/// In which set each marginal was measured, from how the averages moved.
///
/// In a set, V(S) is evaluated first, then S with each experience outside of it, in the order of the experiences: a line whose average
/// moved says of which one it is; one where none moved belongs to an experience between its neighbours whose next marginal
/// leaves its average where it is.
///
/// Complexity: O(lines · experiences).
struct ShapleyPlaces {
  /// Per experience, the set of each of its marginals; nil where the history does not lead there.
  private(set) var sets: [[Int]]?

  private let experiences: [ShapleyExperience]
  private var found: [[Int]]

  init(_ experiences: [ShapleyExperience], _ history: [ShapleyLine]) {
    self.experiences = experiences
    found = Array(repeating: [], count: experiences.count)
    guard !history.isEmpty else { return }
    var start = 0
    while start < history.count {
      let end = history[start...].firstIndex { $0.set != history[start].set } ?? history.count
      // The first line of a set is that of V(S).
      place(Array(history[start..<end].dropFirst()), after: history[start].values, set: history[start].set)
      start = end
    }
    if zip(experiences, found).allSatisfy({ $0.marginals.count == $1.count }) { sets = found }
  }

  private mutating func place(_ lines: [ShapleyLine], after first: [String: Double], set: Int) {
    var (previous, open, last) = (first, 0, -1)
    for line in lines {
      let moved = experiences.indices.first { index in
        let id = experiences[index].id
        return index > last && previous[id] ?? 0 != line.values[id] ?? 0
      }
      previous = line.values
      guard let moved else {
        open += 1
        continue
      }
      fill(open, between: last, and: moved, set)
      if fits(moved, line.values) { found[moved].append(set) }
      (open, last) = (0, moved)
    }
    fill(open, between: last, and: experiences.count, set)
  }

  /// Lines where nothing moved: those whose next marginal would not move their average, the first ones first.
  private mutating func fill(_ count: Int, between low: Int, and high: Int, _ set: Int) {
    var left = count
    for index in (low + 1)..<max(low + 1, high) where left > 0 && staysPut(index) {
      found[index].append(set)
      left -= 1
    }
  }

  private func average(_ index: Int, of count: Int) -> Double {
    let marginals = experiences[index].marginals.prefix(count)
    return marginals.isEmpty ? 0 : marginals.reduce(0, +) / Double(count)
  }

  private func staysPut(_ index: Int) -> Bool {
    let next = found[index].count + 1
    guard next <= experiences[index].marginals.count else { return false }
    return (average(index, of: next) - average(index, of: next - 1)).magnitude < 1e-6
  }

  /// Whether the average is that with one more marginal; it is written with six places.
  private func fits(_ index: Int, _ values: [String: Double]) -> Bool {
    let next = found[index].count + 1
    guard next <= experiences[index].marginals.count, let value = values[experiences[index].id] else {
      return false
    }
    return (average(index, of: next) - value).magnitude < 2e-6
  }
}
